"""What the engine of the notes is told while a visit is recorded to measure it."""

from collections.abc import Iterator

import pytest

from desktop.bench.meanwhile import BEFORE, VISIT, Meanwhile, ReadsAlong, WritesAnother, all_three
from desktop.engine import Cancel, Drafted, Drafting, Engine, Failed, Follow, News, Order, Write
from desktop.engine.errors import EngineStopped
from desktop.models.writing_model import WritingModel
from tests.fakes import draft
from tests.summarize.talks import VISIT as TALK

MODEL = WritingModel(folder="anywhere", name="by-hand", sha256="ab" * 32)
NOTE = draft().note
FAILED = Failed(consultation=BEFORE, code="summarize.answer_broken")
DRAFTED = Drafted(consultation=BEFORE, note=NOTE)


class Told(Engine):
    """An engine that does nothing but remember, and tells what it is given."""

    def __init__(self, *news: News) -> None:
        super().__init__()
        self.orders: list[Order] = []
        self._news = list(news)

    def order(self, order: Order) -> None:
        self.orders.append(order)

    def news(self, patience: float = 0.0) -> Iterator[News]:
        while self._news:
            yield self._news.pop(0)

    @property
    def kinds(self) -> list[str]:
        return [order.kind for order in self.orders]


def test_without_a_model_the_rules_write_the_draft_at_the_end() -> None:
    notes, meanwhile = Told(), Meanwhile("nl")
    meanwhile.begin(notes)
    meanwhile.heard(notes, TALK.utterances)
    assert notes.kinds == ["prepare"]
    meanwhile.draft(notes, TALK)
    assert notes.kinds == ["prepare", "write"]
    last = notes.orders[-1]
    assert isinstance(last, Write)
    assert (last.consultation, last.model, last.writer) == (VISIT, None, "extract")


def test_one_that_reads_along_is_told_all_that_is_final() -> None:
    notes, meanwhile = Told(), ReadsAlong("nl", MODEL)
    meanwhile.begin(notes)
    for count in (2, 5):
        meanwhile.heard(notes, TALK.utterances[:count])
    meanwhile.draft(notes, TALK)
    assert notes.kinds == ["prepare", "follow", "follow", "follow", "write"]
    follows = [one for one in notes.orders if isinstance(one, Follow)]
    assert [len(one.utterances) for one in follows] == [0, 2, 5]
    last = notes.orders[-1]
    assert isinstance(last, Write)
    assert (last.consultation, last.model, last.writer) == (VISIT, MODEL, "generate")


def test_one_that_writes_begins_anew_elsewhere_when_it_is_done() -> None:
    notes = Told(Drafting(consultation=BEFORE, note=NOTE))
    meanwhile = WritesAnother("nl", MODEL)
    meanwhile.begin(notes)
    meanwhile.take(notes, DRAFTED)
    meanwhile.take(notes, DRAFTED)
    assert meanwhile.drafts == 2
    writes = [one for one in notes.orders if isinstance(one, Write)]
    assert {one.consultation for one in writes} == {BEFORE}
    firsts = [one.transcript.utterances[0].id for one in writes]
    assert len(set(firsts)) == len(firsts) == 3
    meanwhile.draft(notes, TALK)
    assert notes.kinds[-2:] == ["cancel", "write"]
    stopped, last = notes.orders[-2:]
    assert isinstance(stopped, Cancel)
    assert isinstance(last, Write)
    assert (stopped.consultation, last.consultation, last.model) == (BEFORE, VISIT, None)


def test_what_fails_ends_it() -> None:
    for one in all_three("nl", MODEL):
        with pytest.raises(EngineStopped):
            one.take(Told(), FAILED)
    with pytest.raises(EngineStopped):
        WritesAnother("nl", MODEL).begin(Told(FAILED))


def test_with_a_model_three_recordings_are_held_beside_each_other() -> None:
    assert [one.does for one in all_three("nl", MODEL)] == ["nothing", "reads", "writes"]
