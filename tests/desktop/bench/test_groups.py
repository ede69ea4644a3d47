"""A difference between groups shows when it is there, and is called chance when it may be."""

from collections.abc import Iterator

from desktop.bench.gold import Gold
from desktop.bench.groups import differences
from desktop.bench.scoring import CaseScore

_FACTS = [{"id": f"f{n}", "type": "symptom", "must_contain": [["x"]]} for n in range(10)]


def _score(found: int, **groups: str) -> CaseScore:
    gold = Gold.model_validate({"id": "m", "facts": _FACTS, "groups": groups})
    none: frozenset[str] = frozenset()
    return CaseScore(
        gold=gold,
        found=frozenset(f"f{n}" for n in range(found)),
        placed=none,
        cited=none,
        cited_right=none,
        fired=none,
        statements=0,
        factless=0,
        without_evidence=0,
        unknown_turns=0,
        telling=0,
        telling_right=0,
        cited_turns=0,
        words=0,
        reference_words=0,
    )


def _cases(group: str, *found: int) -> Iterator[CaseScore]:
    yield from (_score(one, age=group) for one in found)


def test_a_planted_difference_shows() -> None:
    old, young = (5, 6, 5, 6, 5, 6, 5, 6, 5, 6), (9, 8, 9, 8, 9, 8, 9, 8, 9, 8)
    (age,) = differences([*_cases("65+", *old), *_cases("18-39", *young)])
    assert (age.name, age.lowest, age.highest) == ("age", "65+", "18-39")
    assert age.points == 30.0
    assert age.chance is not None
    assert age.chance < 10
    assert not age.is_noise
    assert [(one.name, one.cases) for one in age.groups] == [("18-39", 10), ("65+", 10)]


def test_a_difference_within_the_spread_is_chance() -> None:
    mixed = (2, 9, 3, 9, 2, 10, 3, 9, 2, 10)
    (age,) = differences([*_cases("65+", *mixed), *_cases("18-39", *mixed[::-1][:9], 3)])
    assert age.is_noise


def test_few_cases_prove_nothing() -> None:
    (age,) = differences([*_cases("65+", 2, 2, 3), *_cases("18-39", 9, 9, 10)])
    assert age.points > 60
    assert age.is_noise
    (alone,) = differences([*_cases("65+", 2), *_cases("18-39", 9)])
    assert (alone.chance, alone.is_noise) == (None, True)


def test_without_two_groups_there_is_nothing_to_compare() -> None:
    assert differences([*_cases("65+", 2, 3)]) == ()
    assert differences([_score(3), _score(4)]) == ()
