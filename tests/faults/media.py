"""The storage as it stood, brought back: only what was touched since is copied again."""

import shutil
import stat
from pathlib import Path

#: what cannot stay the same where a file was written, dated, linked or put in another's place
Sign = tuple[int, ...]


class Kept:
    """A copy of a folder, and what the folder's own files looked like then."""

    def __init__(self, folder: Path, copy: Path) -> None:
        self.folder, self.copy = folder, copy
        shutil.rmtree(copy, ignore_errors=True)
        if folder.exists():
            shutil.copytree(folder, copy, symlinks=True)
        self.signs = {path: _sign(path) for path in _below(folder)}

    def bring_back(self) -> None:
        for path in reversed(_below(self.folder)):
            if _sign(path) != self.signs.get(path):
                path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        for path in self.signs:
            if not path.is_symlink() and not path.exists():
                self._put(path)
                self.signs[path] = _sign(path)

    def _put(self, path: Path) -> None:
        source = self.copy / path.relative_to(self.folder)
        if source.is_dir() and not source.is_symlink():
            path.mkdir()
        else:
            shutil.copy2(source, path, follow_symlinks=False)


def _below(folder: Path) -> list[Path]:
    """The folder and all that is in it, a folder before its files."""
    return [folder, *sorted(folder.rglob("*"))] if folder.exists() else []


def _sign(path: Path) -> Sign:
    found = path.lstat()
    if stat.S_ISDIR(found.st_mode):
        return (found.st_mode,)
    return found.st_mode, found.st_ino, found.st_ctime_ns
