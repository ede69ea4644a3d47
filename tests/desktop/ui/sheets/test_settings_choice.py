"""What was chosen for a kind of note, held against the writers that are here."""

import pytest

from asr.transcript import Language
from desktop.settings import Settings, WriterChoice
from desktop.ui.sheets.settings_choice import Chosen, chosen_of, kinds, title_of
from desktop.writers import GENERATING, QUOTED, Offer
from summarize.template import templates
from tests.desktop.ui.sheets.offers import FIT, UNFIT, UNTRIED

CHOICE = WriterChoice(writer=GENERATING, model=FIT.name, length="short")


def chosen(choice: WriterChoice | None, *offers: Offer) -> Chosen:
    settings = Settings(writers={} if choice is None else {"soep": choice})
    return chosen_of(settings, "soep", offers)


def test_every_kind_of_note_is_chosen_for_once_and_those_that_are_spoken_come_first() -> None:
    dutch, english = Settings(language="nl", spoken="nl"), Settings(language="nl", spoken="en")
    assert set(kinds(dutch)) == set(kinds(english)) == {one.kind for one in templates()}
    assert list(kinds(dutch))[-1] == "soap"
    assert set(list(kinds(english))[:2]) == {"call", "soap"}


@pytest.mark.parametrize(("language", "title"), [("nl", "Gespreksverslag"), ("en", "Call summary")])
def test_a_kind_of_two_languages_is_called_as_on_the_screen(language: Language, title: str) -> None:
    for spoken in ("nl", "en"):
        settings = Settings(language=language).model_copy(update={"spoken": spoken})
        assert kinds(settings)["call"] == title


def test_where_nobody_chose_it_is_the_writer_without_a_model() -> None:
    found = chosen(None, QUOTED, FIT)
    assert (found.at, found.holds, found.lengths) == (0, True, ())


def test_a_choice_is_found_among_the_writers() -> None:
    found = chosen(CHOICE, QUOTED, UNTRIED, FIT)
    assert (found.at, found.holds, found.lengths) == (2, True, ("usual", "short"))


def test_a_model_that_is_not_here_is_no_writer() -> None:
    found = chosen(CHOICE, QUOTED, UNTRIED)
    assert (found.at, found.holds, found.lengths) == (None, False, ())


def test_a_model_that_is_not_for_notes_does_not_write() -> None:
    found = chosen(CHOICE.model_copy(update={"model": UNFIT.name}), QUOTED, UNFIT)
    assert (found.at, found.holds, found.lengths) == (1, False, ())


def test_another_writer_keeps_the_length_that_it_knows() -> None:
    found = chosen(CHOICE, QUOTED, UNTRIED, FIT)
    assert found.by(1) == WriterChoice(writer=GENERATING, model=UNTRIED.name, length="short")
    assert found.by(0) == WriterChoice()
    assert found.of_length("usual") == WriterChoice(writer=GENERATING, model=FIT.name)


def test_a_writer_is_called_with_its_model() -> None:
    assert title_of(QUOTED.writer, "", "nl") == "Griffel zelf"
    assert title_of(GENERATING, "example-4b", "en") == "Language model example-4b"
