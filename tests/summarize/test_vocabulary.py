"""The word lists: every line can be read, and what one list names another holds."""

from importlib.resources import files
from typing import get_args

import pytest

from asr.transcript import Language
from summarize.cues import counting, cues
from summarize.drugs import drug_names
from summarize.lexicon import concepts, opposites, plain_words, red_flags, vitals
from summarize.units import units
from summarize.words import tokens

LANGUAGES: tuple[Language, ...] = get_args(Language)
_LISTS = ("symptoms", "findings", "conditions", "tests", "care", "body", "topics")


def written_forms(file: str, language: Language) -> list[str]:
    text = (files("assets") / "vocabulary" / f"{file}.{language}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [line.partition("=")[0].strip().rstrip("*").strip() for line in lines]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", _LISTS)
def test_every_written_form_is_found_as_itself(file: str, language: Language) -> None:
    missing = [
        name
        for name in written_forms(file, language)
        if name not in {one.name for one in concepts(tokens(name, language), language)}
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_red_flag_is_a_symptom(language: Language) -> None:
    assert red_flags(language) <= set(written_forms("symptoms", language))
    assert "made-up complaint" not in written_forms("symptoms", language)


def test_every_vital_sign_is_a_test_or_a_heading() -> None:
    known = {
        name
        for language in LANGUAGES
        for file in ("tests", "topics")
        for name in written_forms(file, language)
    }
    assert vitals() <= known


def test_the_drug_list_holds_what_a_practice_prescribes() -> None:
    lines = (files("assets") / "vocabulary" / "drugs.txt").read_text(encoding="utf-8").splitlines()
    names = [line.partition("=")[0].strip() for line in lines if line and not line.startswith("#")]
    assert len(names) > 550
    assert len(set(names)) == len(names)
    unknown = [name for name in names if not drug_names(tokens(name.split("/")[0], "nl"))]
    assert unknown == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_other_lists_can_be_read(language: Language) -> None:
    assert plain_words(language)
    assert counting(language).halves
    assert cues(language).find(tokens("geen no", language))
    assert opposites(language).find(tokens("links left", language))
    assert units().by_word["mg"].kind == "mass"
