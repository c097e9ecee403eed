"""A stored file as it is sent in one coding, and which coding a reader gets."""

from __future__ import annotations

import os
from dataclasses import dataclass
from email.utils import formatdate
from functools import lru_cache
from typing import Any

from django.utils.http import parse_http_date_safe

from budgetportal.publishing.released.stored import TEXT
from budgetportal.publishing.released.told import CODINGS, told

#: said of the content, which a 304 does not bring
OF_CONTENT = {"Content-Type", "Content-Encoding", "Content-Length", "Accept-Ranges"}


@dataclass(frozen=True)
class Copy:
    """What is said with a file, and with an answer that brings no content."""

    headers: dict[str, str]
    unchanged: list[tuple[str, str]]

    def is_of(self, stat: os.stat_result) -> bool:
        """Whether a stored file has the size and the time that the headers say."""
        said = self.headers["Content-Length"], self.headers["Last-Modified"]
        return said == (str(stat.st_size), formatdate(int(stat.st_mtime), usegmt=True))

    def is_known(self, environ: dict[str, Any]) -> bool:
        """Whether the reader has it already."""
        tags = environ.get("HTTP_IF_NONE_MATCH")
        if tags is not None:
            return self.headers["ETag"].removeprefix("W/") in tags
        since = parse_http_date_safe(environ.get("HTTP_IF_MODIFIED_SINCE", ""))
        dated = parse_http_date_safe(self.headers["Last-Modified"])
        return since is not None and dated is not None and dated <= since


def chosen(tree: str, name: str, accepted: str) -> tuple[str, Copy]:
    """The ending of the copy that the reader takes, plain where the wish is not simple."""
    endings = CODINGS.items() if name.endswith(tuple(TEXT)) and "q=0" not in accepted else ()
    ending = next((end for coding, end in endings if coding and coding in accepted), "")
    return ending, _copy(tree, name, ending)


@lru_cache(maxsize=5000)
def _copy(tree: str, name: str, ending: str) -> Copy:
    """A tree never changes: what is said with a file is read once."""
    headers = told(tree, name, ending)
    return Copy(headers, [(key, said) for key, said in headers.items() if key not in OF_CONTENT])
