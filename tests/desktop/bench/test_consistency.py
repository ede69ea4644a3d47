"""A writer that wavers is seen, and one that does not is not accused."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from asr.transcript import Transcript
from desktop.bench.consistency import DAMAGE, WAYS, Change, other_words, repeated
from desktop.bench.notes import write_notes
from desktop.bench.rewording import REWORDINGS
from desktop.bench.share import Share
from summarize.template import Template
from summarize.writer import Line, Writer
from tests.desktop.bench.made import read_case


class _Steady:
    """Writes the same note whatever is said."""

    name = "steady"

    def lines(self, transcript: Transcript, template: Template) -> Iterator[Line]:
        yield Line("S", "Hoest, paracetamol 1000 mg.", (transcript.utterances[0].id,))


class _Wavering:
    """Leaves something out every other time."""

    name = "wavering"

    def __init__(self) -> None:
        self._times = count()

    def lines(self, transcript: Transcript, template: Template) -> Iterator[Line]:
        text = "Hoest." if next(self._times) % 2 else "Hoest, paracetamol 1000 mg."
        yield Line("S", text, (transcript.utterances[0].id,))


class _EasilyUpset:
    """Writes of paracetamol only where the first sentence ends with a full stop."""

    name = "upset"

    def lines(self, transcript: Transcript, template: Template) -> Iterator[Line]:
        first = transcript.utterances[0]
        text = "Paracetamol 1000 mg." if first.text.endswith(".") else "Koorts."
        yield Line("S", text, (first.id,))


def _repeats(tmp_path: Path, writer: Writer) -> list[bool]:
    case, _ = read_case(tmp_path)
    notes = [one.note for one in write_notes((case,), writer)]
    return list(repeated((case,), notes, writer))


def _changes(tmp_path: Path, writer: Writer) -> dict[str, Change]:
    case, gold = read_case(tmp_path)
    notes = [one.note for one in write_notes((case,), writer)]
    found = other_words((case,), {case.id: gold}, notes, writer, seed=1)
    return {one.name: one for one in found}


def test_a_note_that_comes_out_otherwise_is_seen(tmp_path: Path) -> None:
    assert _repeats(tmp_path, _Wavering()) == [False]
    assert _repeats(tmp_path, _Steady()) == [True]


def test_a_note_that_stays_is_not_accused(tmp_path: Path) -> None:
    changes = _changes(tmp_path, _Steady())
    assert list(changes) == [*REWORDINGS, DAMAGE]
    assert len(changes) == WAYS
    for one in changes.values():
        assert (one.facts, one.values.part, one.traps_more) == (Share(0, 2), 0, 0)
        assert one.critical_before == one.critical_after == Share(2, 2)


def test_what_harmless_words_upset_is_counted(tmp_path: Path) -> None:
    changes = _changes(tmp_path, _EasilyUpset())
    upset = changes["no_signs"]
    assert (upset.facts_lost, upset.facts_gained) == (1, 0)
    assert upset.facts == Share(1, 1)
    assert (upset.critical_before, upset.critical_after) == (Share(1, 2), Share(0, 2))
    assert upset.values == Share(2, 2)
    assert upset.traps_more == 1
    assert upset.turns == Share(5, 5)
    assert changes["lower_case"].facts_lost == 0
