"""What is owed to the app when an engine dies, where a model could not even read along."""

from desktop.consultation import ConsultationId
from desktop.engine.errors import EngineStopped
from desktop.engine.messages import (
    Cancel,
    Drafted,
    Failed,
    Follow,
    Order,
    Prepare,
    Unfollowed,
    Write,
)
from desktop.engine.owed import Owed
from desktop.models.writing_model import WritingModel
from tests.fakes import FIRST_ID, draft
from tests.summarize.talks import VISIT

OTHER_ID = ConsultationId("20260105-090000-000002")
MODEL = WritingModel(folder="anywhere", name="by-hand")
FAILED = Failed(consultation=FIRST_ID, code=EngineStopped.code)


def follow(consultation: ConsultationId = FIRST_ID) -> Follow:
    return Follow(
        consultation=consultation, language="nl", utterances=VISIT.utterances, model=MODEL
    )


WRITE = Write(
    consultation=FIRST_ID,
    transcript=VISIT,
    template="soep",
    language="nl",
    writer="generate",
    model=MODEL,
)


def kinds(owed: Owed) -> list[str]:
    return [order.kind for _, order in owed.orders]


def died(owed: Owed, *orders: Order) -> Owed:
    """The same after these orders and the death of the engine."""
    for order in orders:
        owed.add(order)
    assert owed.renew(EngineStopped.code) == []
    return owed


def test_after_a_death_while_it_was_read_along_with_it_is_not_again() -> None:
    owed = died(Owed(), Prepare(language="nl"), follow())
    assert kinds(owed) == ["prepare"]
    assert not owed.waited_for
    assert owed.unwanted(follow())
    assert not owed.unwanted(follow(OTHER_ID))
    assert not owed.unwanted(WRITE)


def test_a_death_without_reading_along_leaves_that_possible() -> None:
    owed = died(Owed(), Prepare(language="nl"))
    assert not owed.unwanted(follow())


def test_what_cannot_be_loaded_to_read_along_is_not_tried_again() -> None:
    owed = Owed()
    number = owed.add(follow())
    assert owed.take(number, Unfollowed(consultation=FIRST_ID)) is None
    assert owed.unwanted(follow())


def test_that_comes_through_for_an_order_that_a_later_one_replaced() -> None:
    owed = Owed()
    number = owed.add(follow())
    owed.add(follow())
    owed.take(number, Unfollowed(consultation=FIRST_ID))
    assert owed.unwanted(follow())


def test_its_draft_is_tried_once_and_not_at_every_engine() -> None:
    owed = died(Owed(), follow())
    owed.add(WRITE)
    assert owed.waited_for
    assert owed.renew(EngineStopped.code) == [FAILED]
    assert kinds(owed) == []


def test_the_draft_of_a_conversation_that_was_read_well_is_tried_again() -> None:
    owed = died(Owed(), follow(OTHER_ID))
    assert kinds(died(owed, follow(), WRITE)) == ["write"]
    assert kinds(died(owed)) == ["write"]


def test_after_its_draft_or_a_cancel_it_may_be_read_along_with_anew() -> None:
    owed = died(Owed(), follow())
    number = owed.add(WRITE)
    owed.take(number, Drafted(consultation=FIRST_ID, note=draft().note))
    assert not owed.unwanted(follow())
    died(owed, follow()).add(Cancel(consultation=FIRST_ID))
    assert not owed.unwanted(follow())


def test_engines_that_died_too_often_do_not_take_it_up_either() -> None:
    owed = Owed()
    owed.add(follow())
    owed.add(WRITE.model_copy(update={"consultation": OTHER_ID}))
    other = Failed(consultation=OTHER_ID, code=EngineStopped.code)
    assert owed.failed(EngineStopped.code) == [other]
    assert kinds(owed) == []
    assert owed.unwanted(follow())
