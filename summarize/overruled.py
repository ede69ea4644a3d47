"""Values that the next speaker rejects: "tien dagen" - "nee, vijf dagen"."""

from collections.abc import Sequence
from dataclasses import replace

from summarize.settled import kind_of
from summarize.spoken import Sentence, Word, stretches
from summarize.wording import Wording

_OPENING = 10  # words of the reply in which the no and the right value stand


def without_overruled(
    rows: Sequence[tuple[bool, tuple[Sentence, ...]]], lists: Wording
) -> list[tuple[bool, tuple[Sentence, ...]]]:
    """The sentences of a conversation less the values that the next utterance takes away."""
    kept = [(side, _not_withdrawn(row, lists)) for side, row in rows]
    for place in range(len(kept) - 1):
        reply = [word for sentence in kept[place + 1][1] for word in sentence.words]
        wrong = _rejected(reply, lists)
        if wrong:
            kept[place] = (kept[place][0], _without(kept[place][1], wrong))
            kept[place + 1] = (kept[place + 1][0], _without(kept[place + 1][1], wrong))
    return [(side, tuple(row)) for side, row in kept]


def _not_withdrawn(row: Sequence[Sentence], lists: Wording) -> list[Sentence]:
    """The sentences less one that its speaker withdraws: "nee sorry, andersom"."""
    withdraws = lists.phrases("corrections.withdraws")
    kept: list[Sentence] = []
    for sentence in row:
        if withdraws.within(sentence.lows):
            kept = kept[:-1]
        else:
            kept.append(sentence)
    return kept


def _rejected(reply: Sequence[Word], lists: Wording) -> frozenset[str]:
    """Values that a reply denies ("tien dagen niet") while it gives another of the kind."""
    denied: set[str] = set()
    given: set[str] = set()
    for part in stretches(reply[:_OPENING]):
        values = {
            f"{part[p].text} {kind_of(part, p, lists)}" for p in range(len(part)) if part[p].figure
        }
        denies = part[-1].low in lists.lexicon("denial.after")
        (denied if denies else given).update(values)
    kinds = {value.partition(" ")[2] for value in given}
    return frozenset(v.partition(" ")[0] for v in denied if v.partition(" ")[2] in kinds)


def _without(row: Sequence[Sentence], wrong: frozenset[str]) -> list[Sentence]:
    found: list[Sentence] = []
    for sentence in row:
        parts = [p for p in stretches(sentence.words) if not any(w.text in wrong for w in p)]
        words = tuple(word for part in parts for word in part)
        if words:
            found.append(replace(sentence, words=words))
    return found
