"""A management command as a shell sees it: exit code, standard output, standard error."""

import io
from typing import Any, NamedTuple

from django.core.management import load_command_class


class Ran(NamedTuple):
    code: int
    out: list[str]
    err: list[str]


def run(name: str, *arguments: Any) -> Ran:
    """Parses the words of a command line and runs it in this process."""
    command = load_command_class("budgetportal", name)
    command._called_from_command_line = True
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        parser = command.create_parser("manage.py", name)
        options = vars(parser.parse_args([str(argument) for argument in arguments]))
        command.execute(**options | {"stdout": out, "stderr": err})
    except SystemExit as stopped:
        code = stopped.code if isinstance(stopped.code, int) else 1
    return Ran(code, out.getvalue().splitlines(), err.getvalue().splitlines())
