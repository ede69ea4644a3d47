"""Mistakes put into a statement: each kind where it fits, and none where it would be no mistake."""

import random

import pytest

from asr.transcript import Language
from desktop.bench.mutation import AFFIRMED, DENIED, DOSE, NUMBER, SIDE, Mutation, figures, mutated


def _of_kind(kind: str, text: str, language: Language = "nl") -> set[str]:
    """Everything that many throws of the dice make of a statement."""
    return {
        one.text
        for seed in range(40)
        for one in mutated(text, language, ("3", "75"), random.Random(seed))  # noqa: S311
        if one.kind == kind
    }


@pytest.mark.parametrize(
    ("kind", "text", "made"),
    [
        (SIDE, "Pijn li knie.", {"Pijn re knie."}),
        (SIDE, "Rechterknie gezwollen.", {"Linkerknie gezwollen."}),
        (AFFIRMED, "Geen koorts.", {"Koorts."}),
        (AFFIRMED, "Hoest, niet benauwd.", {"Hoest, benauwd."}),
        (DENIED, "Koorts. Hoest niet.", {"Geen koorts. Hoest niet."}),
        (DENIED, "Werkt in bakkerij.", {"Niet werkt in bakkerij."}),
    ],
)
def test_each_kind_where_it_fits(kind: str, text: str, made: set[str]) -> None:
    assert _of_kind(kind, text) == made


def test_english_goes_the_same_way() -> None:
    assert _of_kind(SIDE, "Left shoulder.", "en") == {"Right shoulder."}
    assert _of_kind(AFFIRMED, "No fever.", "en") == {"Fever."}
    assert _of_kind(DENIED, "Fever.", "en") == {"No fever."}


def test_a_dose_and_another_number_are_told_apart() -> None:
    doses = _of_kind(DOSE, "Metoprolol 50 mg, 2 wk.")
    assert {"Metoprolol 100 mg, 2 wk.", "Metoprolol 75 mg, 2 wk."} <= doses
    assert all(text.endswith(" mg, 2 wk.") for text in doses)
    numbers = _of_kind(NUMBER, "Metoprolol 50 mg, 2 wk.")
    assert "Metoprolol 50 mg, 4 wk." in numbers
    assert all(text.startswith("Metoprolol 50 mg, ") for text in numbers)


def test_a_number_never_stays_what_it_was() -> None:
    for text in ("1 tablet.", "22 jr.", "37,8.", "0,5 mg.", "3e teen.", "10 kg."):
        changed = _of_kind(NUMBER, text) | _of_kind(DOSE, text)
        assert changed
        assert text not in changed


@pytest.mark.parametrize("text", ["Geen koorts, hoest of pijn.", "Niet ziek en koorts."])
def test_a_word_that_another_denial_reaches_is_not_made_a_mistake(text: str) -> None:
    assert not {"Koorts en hoest.", "Geen koorts, pijn."} & _of_kind(AFFIRMED, text)
    assert _of_kind(AFFIRMED, "Geen koorts, geen hoest. Pijn.") == {"Koorts, geen hoest. Pijn."}


@pytest.mark.parametrize("text", ["Als koorts krijgt.", "Medicijnen:", "Koorts: nee.", "3 x."])
def test_nothing_is_denied_where_nothing_is_stated(text: str) -> None:
    assert _of_kind(DENIED, text) == set()


def test_the_place_of_the_mistake_is_the_one_that_must_be_named() -> None:
    (one,) = [m for m in mutated("Hoest. Geen koorts.", "nl", (), random.Random(1))  # noqa: S311
              if m.kind == AFFIRMED]  # fmt: skip
    assert one.text == "Hoest. Koorts."
    assert one.named_by("Koorts")
    assert not one.named_by("Hoest")
    assert not one.named_by("pijn")
    assert Mutation(SIDE, "li en li", 6, 8).named_by("li")


def test_the_same_dice_make_the_same_mistakes() -> None:
    text = "Metoprolol 50 mg, 2 wk. Geen koorts, pijn li knie."
    one, again = (list(mutated(text, "nl", ("3",), random.Random(5))) for _ in range(2))  # noqa: S311
    assert one == again
    assert len(one) == 5


def test_figures_are_those_that_may_be_written_for_another() -> None:
    assert figures("Twee keer 37,8 en de derde keer vijftig.", "nl") == ("2", "37,8", "50")
