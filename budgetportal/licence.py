"""The open licence that the published data carry (``DATA_LICENSE``)."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Licence:
    """By its identifier in the SPDX list, which Frictionless uses too."""

    name: str
    title: str
    path: str


LICENCES = {
    each.name: each
    for each in (
        Licence(
            "CC-BY-4.0",
            "知识共享 署名 4.0 国际许可协议（CC BY 4.0）",
            "https://creativecommons.org/licenses/by/4.0/deed.zh-hans",
        ),
        Licence(
            "CC0-1.0",
            "知识共享 公共领域贡献 1.0（CC0 1.0）",
            "https://creativecommons.org/publicdomain/zero/1.0/deed.zh-hans",
        ),
        Licence(
            "ODC-By-1.0",
            "开放数据共用 署名许可 1.0（ODC-By 1.0）",
            "https://opendatacommons.org/licenses/by/1-0/",
        ),
        Licence(
            "PDDL-1.0",
            "开放数据共用 公共领域许可 1.0（PDDL 1.0）",
            "https://opendatacommons.org/licenses/pddl/1-0/",
        ),
    )
}


def licence() -> Licence:
    """The licence of this installation."""
    return LICENCES[settings.DATA_LICENSE]
