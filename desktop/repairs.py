"""What could stand in place of the words of a finding: only where the conversation leaves one way.

Nothing is put right by itself. A repair is offered with what was said beside it, and the changed
statement is checked as any other.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from asr.transcript import Language
from summarize.doses import Quantity, same_amount
from summarize.note import Finding, FindingKind
from summarize.reading import Reading, read_text

_AMOUNTS: frozenset[FindingKind] = frozenset({"number", "dose", "frequency", "old_value"})


@dataclass(frozen=True)
class Repair:
    """The words to put in place of those of the finding, and the words in the conversation."""

    instead: str
    said: str


def repair_of(
    text: str, finding: Finding, said: tuple[str, ...], language: Language
) -> Repair | None:
    """The one repair of a finding in a statement, from the texts that it rests on."""
    if text.count(finding.written) != 1:
        return None
    if finding.suggestion:
        same = finding.suggestion.casefold() == finding.written.casefold()
        return None if same else Repair(finding.suggestion, finding.said)
    if finding.kind not in _AMOUNTS:
        return None
    written = [one for one in read_text(finding.written, language).quantities if not one.weak]
    if len(written) != 1:
        return None
    statement = read_text(text, language)
    found = {
        other.value: heard.said(other.first, other.last)
        for heard, other in _rivals(written[0], statement, said, language)
    }
    if len(found) != 1:
        return None
    ((value, words),) = found.items()
    instead = _with_value(finding.written, written[0].value, value, language)
    return Repair(instead, words) if instead and instead != finding.written else None


def repaired(text: str, finding: Finding, repair: Repair) -> str:
    """The statement with the repair in it."""
    return text.replace(finding.written, repair.instead)


def _rivals(
    one: Quantity, statement: Reading, said: tuple[str, ...], language: Language
) -> Iterator[tuple[Reading, Quantity]]:
    """Other amounts of the same thing that were said, and that nothing else in the line tells."""
    for text in said:
        heard = read_text(text, language)
        for other in heard.quantities:
            told = any(same_amount(other, written) for written in statement.quantities)
            if not told and _same_thing(one, other):
                yield heard, other


def _same_thing(one: Quantity, other: Quantity) -> bool:
    if other.weak or other.ordinal or other.bound or one.bound:
        return False
    if (one.is_frequency, one.every, one.per) != (other.is_frequency, other.every, other.per):
        return False
    return other.unit in (one.unit, "") and ("/" in one.value) == ("/" in other.value)


def _with_value(written: str, before: str, after: str, language: Language) -> str:
    """The same words with another number; nothing where the number is not there once."""
    comma = language == "nl"
    for old in {before, before.replace(".", ",")}:
        if written.count(old) == 1:
            return written.replace(old, after.replace(".", ",") if comma else after)
    return ""
