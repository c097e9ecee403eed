"""Official fonts of FONT_DIR take precedence; characters that a face lacks are told."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from budgetportal.rendering import glyphs
from budgetportal.rendering.fetcher import BASE, StaticFetcher
from budgetportal.rendering.fonts import font_faces

STATIC = Path(__file__).resolve().parents[2] / "static/fonts"


def test_official_fonts_take_precedence(settings: Any, tmp_path: Path) -> None:
    shutil.copy(STATIC / "FandolKai-Regular.otf", tmp_path / "fang.otf")
    settings.FONT_DIR = str(tmp_path)
    rule = next(rule for rule in font_faces().splitlines() if "Portal Fang" in rule)
    address = f"{BASE}licensed/fang.otf"
    assert f'src: url("{address}")' in rule
    read = StaticFetcher().fetch(address).read()
    assert read == (tmp_path / "fang.otf").read_bytes()


def test_without_the_folder_our_own_are_used() -> None:
    assert "licensed" not in font_faces()


def test_characters_that_a_face_lacks_are_told(caplog: pytest.LogCaptureFixture) -> None:
    glyphs.log_missing("朱镕基、珺 budget 预算")
    assert [record.getMessage() for record in caplog.records] == [
        "仿宋中没有这些字，改用宋体：珺镕",
        "楷体中没有这些字，改用宋体：珺镕",
    ]
