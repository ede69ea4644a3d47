"""A chain of lines: each holds its number, the hash of the line before and its own hash.

Whoever changes, removes, adds or moves a line breaks the chain from there on. Nobody can see from
the chain alone that its end was cut off, or that all of it was written anew: for that its head
has to be remembered elsewhere.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import Field

from asr.value import Value

START = "0" * 64  # what the first line holds as the hash of the line before
LATELY = 10_000  # lines; a quarter of a second, where a year of 150,000 would take four
_HEAD = re.compile(r"([0-9]{1,12}):([0-9a-f]{64})")

Damage = Literal["changed", "removed", "reordered", "inserted", "torn", "cut"]


class Head(Value):
    """How many lines there are and the hash of the last: enough to know a chain again."""

    count: int = Field(default=0, ge=0)
    hash: str = Field(default=START, pattern=r"^[0-9a-f]{64}$")

    def __str__(self) -> str:
        return f"{self.count}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> "Head | None":
        """The head that was written down as `count:hash`, if it is one."""
        found = _HEAD.fullmatch(text.strip())
        return cls(count=int(found[1]), hash=found[2]) if found else None


class Breach(Value):
    """The first place where a chain does not hold, as a line counted from 1, and what is wrong."""

    line: int = Field(ge=1)
    damage: Damage


class Verdict(Value):
    """What became of a chain. Without a breach every line is as it was written."""

    head: Head
    breach: Breach | None = None

    @property
    def whole(self) -> bool:
        return self.breach is None


class _Link(Value):
    n: int
    previous: str
    hash: str


def linked(fields: Mapping[str, object], head: Head) -> tuple[bytes, Head]:
    """The next line of a chain, with its line end, and the head it makes."""
    link = {**fields, "n": head.count + 1, "previous": head.hash}
    digest = hashlib.sha256(_canonical(link)).hexdigest()
    line = _canonical({**link, "hash": digest}) + b"\n"
    return line, Head(count=head.count + 1, hash=digest)


def head_after(line: bytes) -> Head | None:
    """The head that this line makes, if it is one that `linked` can have written."""
    link = _link(line)
    return Head(count=link.n, hash=link.hash) if link else None


def judge(data: bytes, known: Head | None = None) -> Verdict:
    """Whether the chain in these bytes holds, and goes through the head that was remembered."""
    *lines, torn = data.split(b"\n")
    links = [_link(line) for line in lines]
    head, breach = _followed(links)
    if breach is None and torn:
        breach = Breach(line=len(lines) + 1, damage="torn")
    if breach is None and known is not None and known.count:
        breach = _against(links, known)
    return Verdict(head=head, breach=breach)


def holds_lately(data: bytes, known: Head | None, lines: int = LATELY) -> bool:
    """Whether the last lines hold and go through the remembered head; a short chain is all of it.

    False only says that `judge` has to look. Of what lies before, a change in a line is not seen,
    one more or one less is.
    """
    before = data.count(b"\n") - lines
    if before <= 0:
        return judge(data, known).whole
    links = [_link(line) for line in data.rsplit(b"\n", lines + 1)[1:-1]]
    if known is None or known.count <= before or links[0] is None or links[0].n != before + 1:
        return False
    _, breach = _followed(links, Head(count=before, hash=links[0].previous))
    return breach is None and _against(links, known, before) is None


def without_torn(data: bytes) -> bytes:
    """These bytes without what a crash may have left of a last line."""
    *lines, _ = data.split(b"\n")
    if lines and b"\0" in lines[-1]:  # blocks that the file system promised and never wrote
        lines.pop()
    return b"".join(line + b"\n" for line in lines)


def _followed(
    links: Sequence[_Link | None], head: Head | None = None
) -> tuple[Head, Breach | None]:
    head = head or Head()
    for place, link in enumerate(links, start=1):
        if link is None:
            return head, Breach(line=place, damage="changed")
        if (link.n, link.previous) != (head.count + 1, head.hash):
            return head, _misfit(links, place, link, head)
        head = Head(count=link.n, hash=link.hash)
    return head, None


def _misfit(links: Sequence[_Link | None], place: int, link: _Link, head: Head) -> Breach:
    """What happened where a line, right in itself, does not fit the one before it."""
    wanted = head.count + 1
    if link.n < wanted:
        return Breach(line=place, damage="inserted")
    if link.n == wanted:  # the line before was written anew, with a hash that fits itself
        return Breach(line=max(1, place - 1), damage="changed")
    later = any(other is not None and other.n == wanted for other in links[place:])
    return Breach(line=place, damage="reordered" if later else "removed")


def _against(links: Sequence[_Link | None], known: Head, before: int = 0) -> Breach | None:
    """What the head says of these lines, before which there are so many others."""
    if before + len(links) < known.count:
        return Breach(line=before + len(links) + 1, damage="cut")
    link = links[known.count - before - 1]
    if link is None or link.hash != known.hash:
        return Breach(line=known.count, damage="changed")
    return None


def _link(line: bytes) -> _Link | None:
    """What the chain needs of a line, if the line is, byte for byte, what its hash says."""
    try:
        fields = json.loads(line)
        own = {name: fields[name] for name in _Link.model_fields}
        link = _Link.model_validate(own, strict=True)
        rest = {name: value for name, value in fields.items() if name != "hash"}
        right = _canonical(fields) == line
        fits = hashlib.sha256(_canonical(rest)).hexdigest() == link.hash
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return link if right and fits else None


def _canonical(fields: Mapping[str, object]) -> bytes:
    """One way to write it: keys in order, no spaces, ASCII."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode("ascii")
