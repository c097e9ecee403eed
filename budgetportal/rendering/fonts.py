"""The roles of type in an official document, and the font files that play them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from .fetcher import BASE, LICENSED, path_of

#: Chinese only: figures and letters of 楷 and 仿宋 are those of 宋
CHINESE = "U+2000-2E7F, U+2FF0-10FFFF"
#: what a clerk may paste though no official face has it
EMOJI = "U+2600-27BF, U+1F000-1FAFF"
ENDINGS = (".ttf", ".otf")


@dataclass(frozen=True, slots=True)
class Face:
    """One face: its name in the stylesheets, weight, name in FONT_DIR, our file, its characters."""

    family: str
    weight: int
    licensed: str
    file: str = ""
    extent: str = ""


#: 小标宋 is not free: without a licensed file titles are set in the bold 宋
FACES = (
    Face("Portal Title", 700, "title"),
    Face("Portal Song", 400, "song", "fonts/NotoSerifSC-Regular.ttf"),
    Face("Portal Song", 700, "song-bold", "fonts/NotoSerifSC-Bold.ttf"),
    Face("Portal Hei", 400, "hei", "fonts/NotoSansSC-Regular.ttf"),
    Face("Portal Kai", 400, "kai", "fonts/FandolKai-Regular.otf", CHINESE),
    Face("Portal Fang", 400, "fang", "fonts/FandolFang-Regular.otf", CHINESE),
    Face("Portal Song", 400, "emoji", "fonts/NotoEmoji-Regular.ttf", EMOJI),
)


def font_faces() -> str:
    """The ``@font-face`` rules."""
    return "\n".join(_rule(face, address) for face in FACES if (address := address_of(face)))


def font_files() -> list[str]:
    """Name and size of every font file in use: what is set with others has other bytes."""
    paths = (path_of(address) for face in FACES if (address := address_of(face)))
    return [f"{path.name} {path.stat().st_size}" for path in paths if path]


def address_of(face: Face) -> str:
    """A licensed file of FONT_DIR takes precedence over ours."""
    for ending in ENDINGS if settings.FONT_DIR else ():
        name = face.licensed + ending
        if (Path(settings.FONT_DIR) / name).is_file():
            return BASE + LICENSED + name
    return BASE + face.file if face.file else ""


def _rule(face: Face, address: str) -> str:
    extent = f" unicode-range: {face.extent};" if face.extent else ""
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight};'
        f' src: url("{address}");{extent} }}'
    )
