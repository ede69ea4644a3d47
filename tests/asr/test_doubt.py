"""How sure a word is: long words and doubtful company make it less so, and numbers are no surer."""

import pytest

from asr.doubt import weighed
from asr.transcript import UNSURE_BELOW, Language, Word


def words(*heard: tuple[str, float]) -> list[Word]:
    return [
        Word(text=text, start=float(n), end=n + 0.5, probability=sure)
        for n, (text, sure) in enumerate(heard)
    ]


def sure(*heard: tuple[str, float], language: Language = "nl") -> list[float]:
    return [word.probability for word in weighed(words(*heard), language)]


def test_nothing_but_the_probability_changes() -> None:
    before = words(("Ik", 0.9), ("hoest.", 0.7))
    after = list(weighed(before, "nl"))
    assert [w.model_copy(update={"probability": 0.5}) for w in after] == [
        w.model_copy(update={"probability": 0.5}) for w in before
    ]
    assert all(0 <= word.probability <= 1 for word in after)
    assert list(weighed([], "nl")) == []


def test_a_surer_word_stays_surer() -> None:
    told = [sure(("hoest", p))[0] for p in (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)]
    assert told == sorted(told)
    assert told[0] < 0.1 < 0.9 < told[-1]


def test_a_long_word_is_less_sure_than_a_short_one() -> None:
    (short,), (long,) = sure(("ja", 0.6)), sure(("hydrochloorthiazide", 0.6))
    assert long < UNSURE_BELOW < short


def test_a_long_word_is_nearly_as_sure_as_a_short_one_in_english() -> None:
    (dutch,), (english,) = sure(("temperatures", 0.6)), sure(("temperatures", 0.6), language="en")
    assert dutch < UNSURE_BELOW
    assert abs(english - sure(("so", 0.6), language="en")[0]) < 0.1
    assert sure(("temperatures", 0.2), language="en")[0] < UNSURE_BELOW
    assert sure(("eighteen", 0.6), language="en")[0] < UNSURE_BELOW


def test_a_word_among_doubtful_ones_is_less_sure() -> None:
    among_sure = sure(("heeft", 0.95), ("hoest", 0.6), ("gehad", 0.95))[1]
    among_doubtful = sure(("heeft", 0.2), ("hoest", 0.6), ("gehad", 0.2))[1]
    assert among_doubtful < among_sure


@pytest.mark.parametrize("number", ["15", "vijftig", "120/80", "37,8"])
def test_a_number_is_never_surer_than_it_was_heard_and_sooner_in_doubt(number: str) -> None:
    for probability in (0.3, 0.55, 0.7, 0.9, 0.99):
        assert sure((number, probability))[0] <= probability
    assert sure(("de", 0.6), (number, 0.52), ("mg", 0.6))[1] < UNSURE_BELOW
    word = "x" * sum(sign.isalnum() for sign in number)
    (as_word,) = sure((word, 0.8))
    (as_number,) = sure((number, 0.8))
    assert as_number < as_word


def test_what_a_second_listen_changed_stays_in_doubt() -> None:
    (changed,) = words(("paracetamol", 0.45))
    changed = changed.model_copy(update={"heard": "paarse mol"})
    (told,) = weighed([changed], "nl")
    assert told == changed
