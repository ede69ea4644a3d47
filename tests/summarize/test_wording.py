"""Word lists as data: what a star means, what a compound is, and what a broken list does."""

import pytest

from summarize.errors import CuesBroken
from summarize.wording import Lexicon, PhraseList, Wording, wording


def test_a_star_stands_for_any_letters_on_its_side() -> None:
    words = Lexicon(["hoest*", "*pijn", "*bloed*", "ge*d", "been"])
    assert all(w in words for w in ("hoesten", "buikpijn", "bloeden", "gebloed", "gedood", "been"))
    assert not any(w in words for w in ("verhoest", "pijnlijk", "gek", "benen"))


def test_a_dutch_compound_counts_by_its_last_part() -> None:
    assert "teennagel" in Lexicon(["nagel"], compounds=True)
    assert "teennagel" not in Lexicon(["nagel"])
    assert "knagel" not in Lexicon(["nagel"], compounds=True)


def test_the_longest_phrase_wins() -> None:
    phrases = PhraseList(["per dag", "per dag een", "keer"])
    assert phrases.at(("per", "dag", "een"), 0) == 3
    assert phrases.at(("per", "dag", "twee"), 0) == 2
    assert phrases.at(("per", "week"), 0) == 0
    assert phrases.first(("drie", "keer")) == 1


@pytest.mark.parametrize("name", ["nowhere", "answers.nowhere", "fillers.deeper"])
def test_a_list_that_is_not_there_is_an_error(name: str) -> None:
    with pytest.raises(CuesBroken):
        wording("nl").lexicon(name)
    assert "eh" in wording("nl").lexicon("fillers")


def test_both_languages_have_the_same_lists() -> None:
    assert _names(wording("nl")) == _names(wording("en"))


def _names(lists: Wording) -> set[str]:
    blocks = lists.blocks
    return {
        f"{block}.{name}"
        if isinstance(found, dict) and block not in ("short", "canonical")
        else block
        for block, found in blocks.items()
        for name in (found if isinstance(found, dict) and found else [""])
        if not (block == "kinds" and name == "plural")
        and not (block == "questions" and name == "lead")
    }
