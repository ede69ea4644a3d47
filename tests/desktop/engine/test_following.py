"""What goes over the pipe of a conversation that is read along with: all of it, and little."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.transcript import Utterance, UtteranceId, Word
from desktop.consultation import ConsultationId
from desktop.engine.following import Followed
from desktop.engine.messages import Follow, read_order, to_bytes
from desktop.models.writing_model import WritingModel
from summarize.prompt import prompts
from tests.fakes import FIRST_ID

OTHER_ID = ConsultationId("20260105-090000-000002")
MODEL = WritingModel(folder="anywhere", name="by-hand")


def said(number: int, text: str = "Ik hoest al drie weken.") -> Utterance:
    words = tuple(
        Word(text=word, start=number + at / 10, end=number + at / 10 + 0.05, probability=0.9)
        for at, word in enumerate(text.split())
    )
    return Utterance(
        id=UtteranceId(number),
        speaker="clinician" if number % 2 else "patient",
        start=float(number),
        end=number + 1.0,
        text=text,
        words=words,
    )


def follow(utterances: tuple[Utterance, ...], of: ConsultationId = FIRST_ID) -> Follow:
    return Follow(consultation=of, language="nl", utterances=utterances, model=MODEL)


def over(order: Follow, ours: Followed, theirs: Followed) -> tuple[Follow, Follow]:
    """The order as it is sent, and as it is understood."""
    sent = ours.changed(order)
    _, arrived = read_order(to_bytes(1, sent))
    assert isinstance(arrived, Follow)
    return sent, theirs.whole(arrived)


def read_of(order: Follow) -> str:
    return prompts("nl").listening(order.utterances).question


TWO_HOURS = tuple(said(number) for number in range(1, 2001))


def test_of_two_hours_only_what_is_new_goes_over() -> None:
    ours, theirs = Followed(), Followed()
    for end in range(8, len(TWO_HOURS) + 1, 8):
        order = follow(TWO_HOURS[:end])
        sent, arrived = over(order, ours, theirs)
        assert (sent.first, len(sent.utterances)) == (end - 8, 8)
        assert len(to_bytes(1, sent)) < 2000
        assert read_of(arrived) == read_of(order)
    assert len(to_bytes(1, follow(TWO_HOURS))) > 500_000  # the control: what it would be


def test_no_times_of_words_go_over() -> None:
    sent, arrived = over(follow(TWO_HOURS[:3]), Followed(), Followed())
    assert b"probability" not in to_bytes(1, sent)
    assert b"probability" in to_bytes(1, follow(TWO_HOURS[:3]))
    assert [one.text for one in arrived.utterances] == [one.text for one in TWO_HOURS[:3]]


def test_a_speaker_that_is_seen_otherwise_later_goes_over_again() -> None:
    ours, theirs = Followed(), Followed()
    over(follow(TWO_HOURS[:10]), ours, theirs)
    changed = TWO_HOURS[4].model_copy(update={"speaker": "other"})
    order = follow((*TWO_HOURS[:4], changed, *TWO_HOURS[5:12]))
    sent, arrived = over(order, ours, theirs)
    assert sent.first == 4
    assert read_of(arrived) == read_of(order)


def test_another_process_and_another_conversation_are_told_all() -> None:
    ours, theirs = Followed(), Followed()
    over(follow(TWO_HOURS[:10]), ours, theirs)
    assert over(follow(TWO_HOURS[:12]), ours, theirs)[0].first == 10
    assert over(follow(TWO_HOURS[:14]), Followed(), Followed())[0].first == 0
    for of in (OTHER_ID, FIRST_ID):
        order = follow(TWO_HOURS[:14], of)
        sent, arrived = over(order, ours, theirs)
        assert sent.first == 0
        assert read_of(arrived) == read_of(order)


_STEPS = st.lists(
    st.tuples(
        st.sampled_from([FIRST_ID, OTHER_ID]),
        st.lists(st.sampled_from(["Ja.", "Nee.", "Hoest."]), max_size=8),
    ),
    min_size=1,
    max_size=8,
)


@given(_STEPS)
def test_whatever_changes_the_same_is_read(steps: list[tuple[ConsultationId, list[str]]]) -> None:
    ours, theirs = Followed(), Followed()
    for of, texts in steps:
        order = follow(tuple(said(n, text) for n, text in enumerate(texts, start=1)), of)
        _, arrived = over(order, ours, theirs)
        assert arrived.consultation == of
        assert read_of(arrived) == read_of(order)


@pytest.mark.parametrize("count", [0, 1])
def test_what_did_not_change_is_not_told_twice(count: int) -> None:
    ours, theirs = Followed(), Followed()
    orders = [follow(TWO_HOURS[:count])] * 2
    for before, after in pairwise(over(order, ours, theirs) for order in orders):
        assert after[0].utterances == ()
        assert after[1].utterances == before[1].utterances
