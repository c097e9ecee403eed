"""The forms of a page as a browser would send them, and what a stranger makes of them."""

from html.parser import HTMLParser
from random import Random

HOSTILE = (
    "",
    " ",
    "\x00",
    "0",
    "-1",
    "9" * 30,
    "9" * 5000,
    "1e400",
    "NaN",
    "-Infinity",
    "²",
    "٣",
    "2023-13-45",
    "0000-00-00",
    "<script>alert(1)</script>",
    "'\"><svg onload=alert(1)>",
    "=HYPERLINK(1)",
    "{{ x }}{% y %}",
    "../../etc/passwd",
    "//evil.example/",
    "javascript:alert(1)",
    "\u202e\ufeff\u200b",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "科" * 20_000,
    "a\r\nb\tc\n" * 50,
    "on",
    "__prefix__",
)
Fields = dict[str, list[str]]


class _Fields(HTMLParser):
    """Names and values of inputs, areas and choices."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Fields = {}
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "select":
            self.select = name
            self.found.setdefault(name, [])
        elif tag == "option" and self.select and ("selected" in given or not self.found):
            self.found[self.select] = [given.get("value", "")]
        elif tag in ("input", "textarea") and name and given.get("type") != "file":
            self.found[name] = [given.get("value", "")]


def fields(page: str) -> Fields:
    """What a browser would send if nobody typed anything."""
    parser = _Fields()
    parser.feed(page)
    return {name: values for name, values in parser.found.items() if name}


def mutations(found: Fields, rounds: int, seed: str) -> list[Fields]:
    """The form empty, and ``rounds`` forms: all fields one hostile value, or a few changed."""
    dice = Random(seed)
    return [{}] + [_filled(found, dice) if n % 3 else _changed(found, dice) for n in range(rounds)]


def _filled(found: Fields, dice: Random) -> Fields:
    """Every field one hostile value; the counts of rows as they were, or that value too."""
    value = dice.choice(HOSTILE)
    kept = dice.random() < 0.7
    return {
        name: values if kept and name.endswith("_FORMS") else [value]
        for name, values in found.items()
    }


def _changed(found: Fields, dice: Random) -> Fields:
    """A few fields changed, one left out, one doubled, one nobody asked for."""
    given = {name: list(values) for name, values in found.items()}
    names = list(given) or ["x"]
    for name in dice.choices(names, k=dice.randint(1, 6)):
        given[name] = [dice.choice(HOSTILE)]
    given.pop(dice.choice(names), None)
    given[dice.choice(names)] = [dice.choice(HOSTILE), dice.choice(HOSTILE)]
    given[dice.choice(HOSTILE[14:17]) or "x"] = ["1"]
    return given
