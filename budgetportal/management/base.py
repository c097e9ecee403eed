"""What the commands share: wrong arguments and ``--help`` are told in Chinese."""

import re
import sys
from argparse import SUPPRESS
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser, DjangoHelpFormatter

#: what argparse says, and the same for who runs the portal
SENTENCES = (
    (r"the following arguments are required: (.*)", r"缺少参数 \1。"),
    (r"one of the arguments (.*) is required", r"缺少参数，须写其中一个：\1。"),
    (r"unrecognized arguments: (.*)", r"没有参数 \1，请删去或改正。"),
    (r"argument (\S+): invalid int value: (.*)", r"参数 \1 应是整数，不能是 \2。"),
    (r"argument (\S+): invalid float value: (.*)", r"参数 \1 应是数，不能是 \2。"),
    (
        r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)",
        r"参数 \1 不能是 \2，只能是其中一个：\3。",
    ),
    (r"argument (\S+): expected one argument", r"参数 \1 之后缺少它的值。"),
    (r"argument (\S+): ignored explicit argument (.*)", r"参数 \1 没有值，请删去 \2。"),
    (r"argument (\S+): not allowed with argument (\S+)", r"参数 \1 不能和 \2 同时写。"),
    (r"ambiguous option: (\S+) could match (.*)", r"参数 \1 不明确，可能是：\2。"),
)


class PortalCommand(BaseCommand):
    """A command of the portal; Django's own options work and are not listed."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, formatter_class=_Help, **kwargs)
        parser.__class__ = _Parser
        parser._positionals.title, parser._optionals.title = "参数", "选项"
        for action in parser._actions:
            if _Help.show_last & set(action.option_strings):
                action.help = SUPPRESS
        parser._actions[0].help = "显示这些说明"
        return parser


class _Help(DjangoHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or "用法：")


class _Parser(CommandParser):
    def error(self, message: str) -> NoReturn:
        if not self.called_from_command_line:
            super().error(message)
        self.print_usage(sys.stderr)
        self.exit(2, f"{in_chinese(message)}\n")


def in_chinese(message: str) -> str:
    """The sentence for what argparse found."""
    for pattern, sentence in SENTENCES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return found.expand(sentence)
    return message
