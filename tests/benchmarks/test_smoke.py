"""The benchmarks start, measure and write their table; how fast is not for a test to say."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import __main__ as bench
from benchmarks import tables

KEYS = ["name", "ours", "beside", "ratio", "goal", "met", "spread"]


@pytest.mark.parametrize("module", bench.MODULES)
def test_every_module_of_the_table_can_be_run(module: str) -> None:
    assert callable(import_module(f"benchmarks.{module}").run)


def test_an_interrupted_run_keeps_what_it_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def measured(module: str, full: bool) -> Iterator[dict[str, object]]:
        if module == "tables":
            raise KeyboardInterrupt
        yield dict.fromkeys(KEYS) | {"name": module}

    monkeypatch.setattr(bench, "_measured", measured)
    monkeypatch.setattr(bench, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "argv", ["bin/bench"])
    assert bench.main() == 130
    saved = json.loads((tmp_path / "var/bench.json").read_text())
    assert [each["name"] for each in saved] == ["pdf", "preview"]
    assert "2 rows" in capfd.readouterr().err


def test_a_measurement_becomes_lines_of_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "SIZES", {False: (20, 40, 60)})
    monkeypatch.setattr(bench, "ROOT", tmp_path)
    found = [asdict(result) for result in tables.run(full=False)]
    bench._save(found, whole=True)
    bench._save(found[:1], whole=False)
    saved = json.loads((tmp_path / "var/bench.json").read_text())
    assert [list(each) for each in saved] == [KEYS] * 4
    assert sorted(each["name"] for each in saved) == [
        "tables 20 lines",
        "tables 40 lines",
        "tables 60 lines",
        "tables per line, growing",
    ]
    assert all(each["ratio"] > 0 for each in saved)
    assert all(bench._row(each).startswith(each["name"]) for each in saved)
