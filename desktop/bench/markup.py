"""Pieces of a page: every text that goes in is escaped, whoever wrote it."""

from collections.abc import Iterable, Sequence
from html import escape


class Markup(str):
    """Text that is markup already. Anything else is escaped before it goes in."""

    __slots__ = ()


def element(name: str, *inside: str, **attributes: str) -> Markup:
    """One element; an underscore in the name of an attribute is a hyphen, `class_` is class."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    return Markup(f"<{name}{given}>{joined(inside)}</{name}>")


def joined(parts: Iterable[str]) -> Markup:
    """Several pieces, one after the other."""
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    """A table of which the first column holds names and the others figures."""
    top = element("tr", *(element("th", head, scope="col") for head in heads))
    lines = [
        element(
            "tr",
            element("th", first, scope="row"),
            *(element("td", cell) for cell in others),
        )
        for first, *others in rows
    ]
    whole = element("table", element("thead", top), element("tbody", *lines))
    return element("div", whole, class_="scroll", tabindex="0")
