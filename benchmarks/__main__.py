"""``python -m benchmarks [--full] [--only NAME]``: each comparison in a process of its own."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
#: module → the names it measures, in the order of the table; the longest last
MODULES = {
    "pdf": ("pdf-warm", "pdf-cold", "pdf-stock", "pdf-limit", "pdf-growth"),
    "preview": ("preview",),
    "tables": ("tables",),
    "serving": ("serve-app", "serve-stack"),
    "readers": ("serve-readers",),
    "lists": ("lists",),
    "desk": ("desk",),
    "workbook": ("workbook",),
    "national": ("national",),
    "publish_all": ("publish-all",),
}
COLUMNS = "{name:<36} {ours:>14} {beside:>14} {ratio:>10} {spread:<6} {goal}"
HEAD = COLUMNS.format(
    name="", ours="ours", beside="beside", ratio="ratio", spread="spread", goal="goal"
)
#: a measurement that hangs must not take the others with it
LONGEST = {False: 420, True: 3600}


def main() -> int:
    """The whole table, or one module's results as JSON lines (``--module``)."""
    options = _options()
    if options.module:
        for result in import_module(f"benchmarks.{options.module}").run(options.full):
            print(json.dumps(asdict(result)), flush=True)
        return 0
    results = list[dict[str, Any]]()
    print(HEAD, flush=True)
    try:
        for module in _chosen(options.only):
            for result in _measured(module, options.full):
                results.append(result)
                _save(results, whole=not options.only)
    except KeyboardInterrupt:
        print(f"interrupted: var/bench.json holds {len(results)} rows of this run", file=sys.stderr)
        return 130
    if not options.full:
        print("Goals are judged with --full: at these sizes what is constant weighs more.")
    return 0 if results else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench")
    parser.add_argument("--full", action="store_true", help="the sizes on which goals are judged")
    parser.add_argument("--only", help="one name of the table")
    parser.add_argument("--module", choices=MODULES, help=argparse.SUPPRESS)
    return parser.parse_args()


def _chosen(only: str | None) -> list[str]:
    chosen = [m for m, names in MODULES.items() if only is None or only in (m, *names)]
    if not chosen:
        raise SystemExit(
            f"no benchmark {only}: {', '.join(n for m in MODULES.values() for n in m)}"
        )
    return chosen


def _measured(module: str, full: bool) -> Iterator[dict[str, Any]]:
    """The results of one module and how long they took; a failure is told, the others go on."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, _running(module, full, folder) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("{"):
                result = json.loads(line)
                print(_row(result), flush=True)
                yield result
        if process.wait():
            print(f"{module}: ended with {process.returncode}", file=sys.stderr)
    print(f"{module}: {time.perf_counter() - started:.0f} s", flush=True)


@contextmanager
def _running(module: str, full: bool, folder: str) -> Iterator[subprocess.Popen[str]]:
    """A process that leaves nothing behind: neither files nor, interrupted, itself."""
    command = [sys.executable, "-m", "benchmarks", "--module", module, *(["--full"] * full)]
    own = {"VAR": folder, "MEDIA_ROOT": f"{folder}/media", "TMPDIR": folder}
    process = subprocess.Popen(
        ["timeout", str(LONGEST[full]), *command],
        cwd=ROOT,
        env=os.environ | own,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _row(result: dict[str, Any]) -> str:
    met = {True: " · met", False: " · NOT met", None: ""}[result["met"]]
    ratio = "" if result["ratio"] is None else f"{result['ratio']:,.2f}"
    spread = "" if result["spread"] is None else f"±{result['spread']:.2f}"
    return COLUMNS.format(**result | {"ratio": ratio, "spread": spread}) + met


def _save(results: list[dict[str, Any]], *, whole: bool) -> None:
    """``var/bench.json``; one measurement alone replaces only its own lines."""
    path = ROOT / "var/bench.json"
    path.parent.mkdir(exist_ok=True)
    kept = [] if whole or not path.exists() else json.loads(path.read_text())
    names = {result["name"] for result in results}
    kept = [each for each in kept if each["name"] not in names]
    path.write_text(json.dumps([*kept, *results], ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
