"""What each correction makes of a note: the text, what it rests on, and whose it is."""

import pytest

from desktop.correction import (
    Added,
    Correction,
    Joined,
    Moved,
    Reworded,
    Split,
    Supplied,
    corrected,
    place_of,
    statement_before,
)
from desktop.errors import GriffelError, SectionUnknown, StatementUnknown
from summarize.note import Note, Statement, StatementId
from tests.desktop.hearts import O1, P1, S1, S2, hearts, texts

GONE = StatementId("S9")


def of(note: Note, identity: str) -> Statement:
    return next(one for _, one in note.statements() if one.id == identity)


def test_a_reworded_statement_keeps_what_it_rests_on() -> None:
    made = of(corrected(hearts(), Reworded(S1, " 6 wkn palpitaties. ")), S1)
    assert (made.text, made.evidence) == ("6 wkn palpitaties.", of(hearts(), S1).evidence)
    assert made.origin == "clinician"
    assert of(hearts(), S1).origin == "writer"


def test_a_split_statement_becomes_two_that_rest_on_the_same() -> None:
    made = corrected(hearts(), Split(S1, "Zes weken hartkloppingen,", " 's avonds."))
    assert texts(made, "S")[:2] == ["Zes weken hartkloppingen,", "'s avonds."]
    first, second = [one for key, one in made.statements() if key == "S"][:2]
    assert first.id == S1
    assert second.id not in (S1, S2)
    assert first.evidence == second.evidence == of(hearts(), S1).evidence


def test_a_joined_statement_goes_behind_the_one_before_and_rests_on_both() -> None:
    made = corrected(hearts(), Joined(S2))
    (whole,) = [one for key, one in made.statements() if key == "S"]
    assert whole.text == "Zes weken hartkloppingen, 's avonds. Med: metoprolol 500 mg 1dd."
    assert whole.id == S1
    assert whole.evidence == (*of(hearts(), S1).evidence, *of(hearts(), S2).evidence)


def test_splitting_and_joining_again_gives_the_same_text() -> None:
    apart = corrected(hearts(), Split(S1, "Zes weken hartkloppingen,", "'s avonds."))
    second = [one.id for key, one in apart.statements() if key == "S"][1]
    assert texts(corrected(apart, Joined(second)), "S") == texts(hearts(), "S")


def test_the_first_of_a_section_has_nothing_to_be_joined_to() -> None:
    assert corrected(hearts(), Joined(S1)) == hearts()
    assert statement_before(hearts(), S1) is None
    assert statement_before(hearts(), S2) == of(hearts(), S1)


def test_a_moved_statement_changes_places_and_keeps_everything_else() -> None:
    made = corrected(hearts(), Moved(S2, up=True))
    assert texts(made, "S") == texts(hearts(), "S")[::-1]
    assert of(made, S2) == of(hearts(), S2)


def test_past_the_edge_a_statement_moves_to_the_next_section() -> None:
    made = corrected(hearts(), Moved(S2, up=False))
    assert texts(made, "O") == ["Med: metoprolol 500 mg 1dd.", "RR 140/90, p 72."]
    back = corrected(made, Moved(S2, up=True))
    assert texts(back, "S") == texts(hearts(), "S")


def test_at_the_ends_of_the_note_nothing_moves() -> None:
    assert corrected(hearts(), Moved(S1, up=True)) == hearts()
    assert corrected(hearts(), Moved(P1, up=False)) == hearts()


def test_a_statement_moves_on_to_the_next_problem() -> None:
    made = corrected(hearts("Hart", "Hoest"), Moved(P1, up=False))
    assert place_of(made, P1).report == 1


def test_a_statement_can_be_added_at_any_place_and_rests_on_nothing() -> None:
    made = corrected(hearts("Hart", "Hoest"), Added("S", "Rookt niet.", report=1, line=0))
    new = next(one for _, one in made.statements() if one.text == "Rookt niet.")
    place = place_of(made, new.id)
    assert (place.report, place.line) == (1, 0)
    assert (new.evidence, new.origin) == ((), "clinician")


def test_what_was_left_out_comes_in_with_what_it_rests_on() -> None:
    omission = next(one for one in hearts().omissions if one.kind == "allergy")
    made = corrected(hearts(), Supplied(omission))
    new = next(one for _, one in made.statements() if one.text == omission.sentence)
    assert (new.evidence, new.origin) == (omission.said_in, "clinician")
    assert omission not in made.omissions
    assert omission in hearts().omissions


def test_ids_are_never_given_twice() -> None:
    made = hearts()
    for _ in range(3):
        made = corrected(made, Split(S1, "Een.", "Twee."))
        made = corrected(made, Added("S", "Drie."))
    ids = [one.id for _, one in made.statements()]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("correction", "error"),
    [
        (Split(GONE, "a", "b"), StatementUnknown),
        (Joined(GONE), StatementUnknown),
        (Moved(GONE, up=True), StatementUnknown),
        (Added("S", "x", report=7), SectionUnknown),
        (Added("Q", "x"), SectionUnknown),
    ],
)
def test_what_is_not_there_cannot_be_corrected(
    correction: Correction, error: type[GriffelError]
) -> None:
    with pytest.raises(error):
        corrected(hearts(), correction)
    assert place_of(hearts(), O1).section == 1
