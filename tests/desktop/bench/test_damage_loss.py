"""What damage costs is counted for each seed, and a writer that does not listen loses nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from asr.transcript import Transcript
from desktop.bench.cases import read_cases
from desktop.bench.damage_loss import TIMES, DamageLoss, damage_losses
from desktop.bench.gold import read_gold
from desktop.bench.notes import write_notes
from desktop.bench.share import Share
from summarize.summarize import find_writer
from summarize.template import Template
from summarize.writer import Line, Writer
from tests.desktop.bench.made import read_case


class _Deaf:
    """Writes the same whatever is said."""

    name = "deaf"

    def lines(self, transcript: Transcript, template: Template) -> Iterator[Line]:
        yield Line("S", "Hoest, paracetamol 1000 mg.", (transcript.utterances[0].id,))


class _Fussy:
    """Writes of talk with full stops only, and a number of its own of any other."""

    name = "fussy"

    def lines(self, transcript: Transcript, template: Template) -> Iterator[Line]:
        first = transcript.utterances[0]
        text = "Hoest, paracetamol 1000 mg." if first.text.endswith(".") else "Ibuprofen."
        yield Line("S", text, (first.id,))


def _losses(tmp_path: Path, writer: Writer) -> list[DamageLoss]:
    case, gold = read_case(tmp_path)
    notes = [one.note for one in write_notes((case,), writer)]
    return list(damage_losses((case,), {case.id: gold}, notes, writer, seed=4))


def test_what_is_kept_is_no_loss(tmp_path: Path) -> None:
    losses = _losses(tmp_path, _Deaf())
    assert [one.seed for one in losses] == [4, 5, 6]
    assert len(losses) == TIMES
    for one in losses:
        assert (one.before, one.after, one.points) == (Share(2, 2), Share(2, 2), 0)
        assert one.values == Share(2, 2)


def test_what_is_lost_is_counted_in_points(tmp_path: Path) -> None:
    for one in _losses(tmp_path, _Fussy()):
        assert (one.before, one.after, one.points) == (Share(2, 2), Share(0, 2), 100)
        assert one.values == Share(0, 1)


@pytest.mark.bench
def test_mild_damage_costs_the_development_notes_at_most_eight_points(bench: Path) -> None:
    place = bench / "dutch" / "cases"
    cases = read_cases(place)
    writer = find_writer("extract")
    notes = [one.note for one in write_notes(cases, writer)]
    for one in damage_losses(cases, read_gold(place, cases), notes, writer, seed=1):
        assert one.before.percent > 90
        assert one.points <= 8
        assert one.values.percent >= 90
