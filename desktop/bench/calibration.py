"""How far the doubt about heard words can be trusted: which marked words are really wrong.

A word is marked where its probability lies below UNSURE_BELOW. Right is what stands at its place in
the true text, with numbers spelled one way.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from rapidfuzz.distance import Levenshtein

from asr.transcript import UNSURE_BELOW, Transcript
from asr.value import Value
from desktop.bench.cases import Case
from desktop.bench.drug_mentions import DrugNames
from desktop.bench.share import Share
from desktop.bench.word_errors import FairWord, fair_words

STEPS = 10  # of the curve


class Edit(Protocol):
    """What became of a stretch of words."""

    tag: str
    src_start: int
    src_end: int
    dest_start: int
    dest_end: int


class Calibration(Value):
    """Counts of one case, or of several added up.

    `curve` holds for each tenth of probability how many of the words there are right. Of words that
    a second listen changed only `changed_right` tells: they are always marked. Of a wrong drug or
    number nobody can mark anything where nothing was heard in its place; those are `vanished`.
    """

    curve: tuple[Share, ...] = (Share(),) * STEPS
    marked_wrong: Share = Share()  # of the words that are marked
    wrong_marked: Share = Share()  # of the words that are wrong
    drugs_marked: Share = Share()  # of the wrong names of drugs
    numbers_marked: Share = Share()
    vanished: int = 0
    changed_right: Share = Share()

    def __add__(self, other: "Calibration") -> "Calibration":
        mine, theirs = dict(self), dict(other)
        added = {name: mine[name] + theirs[name] for name in mine if name != "curve"}
        curve = tuple(a + b for a, b in zip(self.curve, other.curve, strict=True))
        return Calibration(curve=curve, **added)

    @property
    def amounts_marked(self) -> Share:
        """Of the wrong names of drugs and the wrong numbers together."""
        return self.drugs_marked + self.numbers_marked


@dataclass(frozen=True)
class Judged:
    """A heard word as it is compared: its probability, and whether a second listen changed it."""

    word: FairWord
    probability: float
    changed: bool

    @property
    def marked(self) -> bool:
        """Whether the clinician sees that it is in doubt."""
        return self.probability < UNSURE_BELOW


def calibration(case: Case, transcript: Transcript, names: DrugNames) -> Calibration:
    """The counts of one case."""
    true = [word for one in case.transcript.utterances for word in _said(one.text, case)]
    heard = list(judged(transcript))
    edits = Levenshtein.opcodes([w.text for w in true], [one.word.text for one in heard])
    right = [False] * len(heard)
    for edit in edits:
        for place in range(edit.dest_start, edit.dest_end):
            right[place] = edit.tag == "equal"
    counted = sum(map(_counted, heard, right), Calibration())
    true_drugs, heard_drugs = _drugs(true, names), _drugs([one.word for one in heard], names)
    for here, there in _wrong_places(edits):
        counted += _missed(true, here, true_drugs, [heard[place] for place in there])
        if not _kinds(true, here, true_drugs):
            for place in there:
                kinds = _kinds([one.word for one in heard], (place,), heard_drugs)
                counted += _marked(kinds, [heard[place]])
    return counted


def judged(transcript: Transcript) -> Iterator[Judged]:
    """What was heard, word for word as it is compared."""
    for utterance in transcript.utterances:
        text, spans = "", []
        for word in utterance.words:
            spans.append((len(text), len(text) + len(word.text), word))
            text += word.text + " "
        for fair in fair_words(text, transcript.language):
            under = [word for start, end, word in spans if start < fair.end and fair.start < end]
            if under:
                sure = min(word.probability for word in under)
                yield Judged(fair, sure, any(word.heard for word in under))


def _wrong_places(edits: Iterable[Edit]) -> Iterator[tuple[range, range]]:
    """What was said and what was heard there, between two words that are right."""
    for wrong, group in groupby(edits, key=lambda edit: edit.tag != "equal"):
        if wrong:
            first, *_, last = [*group] * 2
            yield range(first.src_start, last.src_end), range(first.dest_start, last.dest_end)


def _said(text: str, case: Case) -> Iterator[FairWord]:
    return fair_words(text, case.language)


def _counted(one: Judged, right: bool) -> Calibration:
    if one.changed:
        return Calibration(changed_right=Share(int(right), 1))
    step = min(STEPS - 1, int(one.probability * STEPS))
    curve = tuple(Share(int(right), 1) if n == step else Share() for n in range(STEPS))
    return Calibration(
        curve=curve,
        marked_wrong=Share(int(not right), 1) if one.marked else Share(),
        wrong_marked=Share() if right else Share(int(one.marked), 1),
    )


def _drugs(words: Sequence[FairWord], names: DrugNames) -> set[int]:
    return {place for place, _ in names.mentions([word.text for word in words])}


def _missed(
    said: Sequence[FairWord], here: range, drugs: set[int], heard: Sequence[Judged]
) -> Calibration:
    """The drugs and numbers said at a wrong place; each is sought about where it should stand."""
    counted, long, short = Calibration(), len(here), len(heard)
    for number, place in enumerate(here):
        first = max(0, number * short // long - 1)
        near = heard[first : -(-(number + 1) * short // long) + 1]
        counted += _marked(_kinds(said, (place,), drugs), near)
    return counted


def _kinds(words: Sequence[FairWord], places: Iterable[int], drugs: set[int]) -> list[str]:
    """Which of the words at these places are a number or a drug."""
    found = []
    for place in places:
        if words[place].number:
            found.append("numbers_marked")
        elif place in drugs:
            found.append("drugs_marked")
    return found


def _marked(kinds: Sequence[str], heard: Sequence[Judged]) -> Calibration:
    """Words of these kinds that are wrong, and what was heard of them."""
    if not heard:
        return Calibration(vanished=len(kinds))
    marked = any(one.marked for one in heard)
    return Calibration.model_validate({kind: Share(int(marked), 1) for kind in kinds})
