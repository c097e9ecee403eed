"""The application as a server loads it: in a process that has imported nothing yet."""

import subprocess
import sys


def test_a_server_can_load_the_application() -> None:
    loaded = subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore::UserWarning",
            "-c",
            "import budgetportal.wsgi as w; print(type(w.application).__name__)",
        ],
        capture_output=True,
        text=True,
    )
    assert (loaded.stdout.strip(), loaded.stderr) == ("Published", "")
