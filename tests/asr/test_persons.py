"""How many people there are is told by how they sound, and by how much of each was heard."""

import numpy as np

from asr.persons import Persons, persons
from asr.voice_model import Numbers
from tests.asr.people import heard_from, person

ANNA, BEA, CARL = person(1), person(2), person(3)


def heard(*people: Numbers, spread: float = 0.5) -> Numbers:
    return np.stack([heard_from(one, number, spread) for number, one in enumerate(people)])


def test_two_people_are_two_and_three_are_three() -> None:
    two = persons(heard(*[ANNA, BEA] * 10), [3.0] * 20)
    assert two.count == 2
    three = persons(heard(*[ANNA, BEA, CARL] * 8), [3.0] * 24)
    assert three.count == 3
    alike = three.voices @ np.stack([ANNA, BEA, CARL]).T
    assert sorted(alike.argmax(axis=1)) == [0, 1, 2]


def test_control_the_made_people_are_as_alike_as_people_are() -> None:
    assert 0.4 < ANNA @ BEA < 0.78
    assert heard_from(ANNA, 1) @ heard_from(ANNA, 2) > 0.8


def test_somebody_who_is_alone_is_one_however_much_he_says() -> None:
    assert persons(heard(*[ANNA] * 40), [4.0] * 40).count == 1


def test_who_was_hardly_heard_does_not_count() -> None:
    rows = heard(*[ANNA, BEA] * 10, CARL, CARL)
    assert persons(rows, [3.0] * 20 + [1.1, 1.1]).count == 2
    assert persons(rows, [3.0] * 20 + [2.0, 2.0]).count == 3  # control


def test_who_sounds_much_like_another_must_be_heard_for_longer() -> None:
    near = 0.7 * ANNA + 0.3 * BEA
    twin = near / np.linalg.norm(near)
    assert ANNA @ twin > 0.78
    assert persons(heard(*[ANNA, twin] * 3, spread=0.05), [2.0] * 6).count == 1
    few = persons(heard(*[ANNA, BEA] * 3, spread=0.05), [2.0] * 6)
    assert few.count == 2  # control


def test_nobody_and_one_utterance() -> None:
    assert persons(np.zeros((0, 256)), []).count == 1
    assert persons(heard(ANNA), [2.0]).count == 1


def test_long_recordings_are_told_apart_by_their_longest_utterances() -> None:
    people = [ANNA, BEA] * 400
    assert persons(heard(*people), [1.0 + n % 5 for n in range(800)]).count == 2


def test_who_comes_in_late_is_heard_however_many_spoke_as_long_before() -> None:
    people = [ANNA, BEA] * 300 + [CARL] * 60
    assert persons(heard(*people), [1.6] * 660).count == 3
    assert persons(heard(*people[:600]), [1.6] * 600).count == 2  # control


def test_the_longer_two_are_heard_the_more_alike_they_may_be() -> None:
    near = 0.36 * ANNA + 0.64 * BEA
    twin = near / np.linalg.norm(near)
    assert 0.79 < ANNA @ twin < 0.80
    rows = heard(*[ANNA, twin] * 4, spread=0.05)
    assert [persons(rows, [seconds] * 8).count for seconds in (1.2, 2.5, 4.0)] == [1, 2, 2]


def test_the_best_fit_is_zero_and_the_other_person_is_far_off() -> None:
    there = Persons(np.stack([ANNA, BEA]))
    fits = there.fits(np.stack([ANNA, BEA]))
    assert np.allclose(fits, [[0, -1], [-1, 0]])
    assert np.allclose(Persons(ANNA[None, :]).fits(np.stack([BEA])), 0)
