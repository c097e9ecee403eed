"""What is the same on every page is drawn once a process: addresses of pages and files."""

from __future__ import annotations

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

register = template.Library()


class Once(Node):
    """Keeps what it drew first; nothing within may depend on the page or its reader."""

    def __init__(self, nodes: NodeList) -> None:
        self.nodelist = nodes
        self.drawn: SafeString | None = None

    def render(self, context: Context) -> SafeString:
        if self.drawn is None:
            self.drawn = self.nodelist.render(context)
        return self.drawn


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """``{% once %} … {% endonce %}``."""
    nodes = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(nodes)
