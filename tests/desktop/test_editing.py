"""A draft while it is edited: what is known of it, what is left, and going back over the steps."""

from collections.abc import Callable

import pytest

from asr.transcript import UtteranceId
from desktop.consultation import Approved, ConsultationId, Draft
from desktop.correction import Added, Joined, Reworded, Split, Supplied, corrected
from desktop.editing import Asked, Editing
from desktop.said import HeardAnew, change_said
from desktop.session import Session
from desktop.visit import begin_visit
from desktop.workflow import approve, correct, keep_drafted, keep_transcribed
from summarize.note import Note, Omission, Statement, StatementId
from summarize.summarize import recheck
from tests.desktop.hearts import S1, S2, SAID, hearts, texts
from tests.desktop.visits import intake, session

__all__ = ["session"]  # a fixture

Edit = Callable[[], Editing]


@pytest.fixture
def visit(session: Session) -> ConsultationId:
    """A kept visit with the draft about palpitations."""
    began = begin_visit(session, intake(), "nl")
    heard = keep_transcribed(session.desk, began, SAID)
    return keep_drafted(session.desk, heard, hearts()).id


@pytest.fixture
def edit(session: Session, visit: ConsultationId) -> Edit:
    """Opens the visit as after a restart."""

    def opened() -> Editing:
        found = session.library.load(visit)
        assert isinstance(found, Draft | Approved)
        return Editing(session, found)

    return opened


def answered(editing: Editing) -> bool:
    """Check what is asked, as the engine would."""
    asked = editing.ask()
    assert asked is not None
    return editing.found(asked.serial, recheck(asked.note, editing.transcript, asked.before))


def tick_and_set_right(editing: Editing, session: Session, *lines: StatementId) -> None:
    """Tick these lines and keep that; then what S1 rests on turns out to be another thing."""
    for line in lines:
        editing.tick(line)
    editing.keep()
    heard = HeardAnew(UtteranceId(2), "Ik heb al vier weken hartkloppingen, vooral 's avonds.")
    editing.hear_anew(change_said(session.desk, editing.kept, heard))


def settle(editing: Editing) -> None:
    """Leave everything as it is, also what is told only then."""
    while editing.left:
        one = editing.left[0]
        if isinstance(one, Statement):
            editing.tick(one.id)
        else:
            editing.waive(one.key)


def of(note: Note, identity: StatementId) -> Statement:
    return next(one for _, one in note.statements() if one.id == identity)


def acts(session: Session) -> list[tuple[str, str]]:
    return [(record.act, record.detail) for record in session.desk.audit.records()]


# --- what is known


def test_the_findings_of_a_changed_statement_are_unknown_until_they_come_back(edit: Edit) -> None:
    editing = edit()
    assert editing.unchecked == frozenset()
    editing.change(Reworded(S2, "Med: metoprolol 400 mg 1dd."))
    assert editing.unchecked == {S2}
    assert of(editing.note, S2).findings == ()
    assert answered(editing)
    assert editing.unchecked == frozenset()
    assert [one.written for one in of(editing.note, S2).findings] == ["400 mg"]


def test_an_answer_about_another_text_is_not_taken(edit: Edit) -> None:
    editing = edit()
    editing.change(Reworded(S2, "Med: metoprolol 400 mg 1dd."))
    asked = editing.ask()
    assert asked is not None
    editing.change(Reworded(S2, "Med: metoprolol 50 mg 1dd."))
    editing.found(asked.serial, recheck(asked.note, SAID))
    assert editing.unchecked == {S2}
    assert of(editing.note, S2).findings == ()
    answered(editing)
    assert editing.unchecked == frozenset()


def test_an_answer_to_an_earlier_opening_is_not_taken(edit: Edit) -> None:
    before = edit()
    before.change(Reworded(S2, "Med: metoprolol 400 mg 1dd."))
    before.keep()
    asked = before.ask()
    assert asked is not None
    again = edit()
    assert not again.found(asked.serial, recheck(asked.note, SAID))
    assert again.unchecked == {S2}
    answered(again)  # the control
    assert again.unchecked == frozenset()


def test_only_what_changed_is_asked_anew(edit: Edit) -> None:
    editing = edit()
    editing.change(Reworded(S2, "Med: metoprolol 50 mg 1dd."))
    asked = editing.ask()
    assert isinstance(asked, Asked)
    assert asked.before is not None
    known = {one.id for _, one in asked.before.statements()}
    assert S2 not in known
    assert S1 in known


def test_a_statement_that_was_unchecked_at_the_end_is_so_after_a_restart(edit: Edit) -> None:
    editing = edit()
    editing.change(Reworded(S2, "Med: metoprolol 400 mg 1dd."))
    editing.keep()
    again = edit()
    assert again.unchecked == {S2}
    answered(again)
    again.keep()
    assert edit().unchecked == frozenset()
    assert of(edit().note, S2).findings


def test_after_what_was_heard_is_set_right_everything_is_compared_anew(
    edit: Edit, session: Session
) -> None:
    editing = edit()
    editing.tick(S2)
    editing.keep()
    heard = HeardAnew(UtteranceId(4), "Ja, metoprolol, vijfhonderd milligram. Eén keer per dag.")
    old = editing.ask()
    assert old is not None
    editing.hear_anew(change_said(session.desk, editing.kept, heard))
    assert editing.unchecked == {one.id for _, one in editing.note.statements()}
    assert not editing.found(old.serial, recheck(old.note, SAID))
    answered(editing)
    assert editing.unchecked == frozenset()
    assert of(editing.note, S2).findings == ()


def test_a_tick_stays_when_the_new_comparison_brings_nothing_new(
    edit: Edit, session: Session
) -> None:
    editing = edit()
    tick_and_set_right(editing, session, S2, S1)
    answered(editing)
    assert editing.ticked == {S2}, "what was said for S1 is another thing now"


def test_going_back_over_the_steps_brings_no_tick_back_over_something_new(
    edit: Edit, session: Session
) -> None:
    editing = edit()
    tick_and_set_right(editing, session, S1, S2)
    answered(editing)
    assert editing.ticked == {S2}
    editing.undo()
    assert editing.ticked == frozenset()
    editing.redo()
    assert editing.ticked == {S2}, "of S1 there is something now that nobody has seen"


def test_a_tick_from_before_does_not_settle_what_comes_back_after_a_restart(
    edit: Edit, session: Session
) -> None:
    editing = edit()
    tick_and_set_right(editing, session, S1)
    editing.keep()  # before the answer came
    again = edit()
    answered(again)
    assert of(again.note, S1).findings  # the control
    assert S1 not in again.ticked


# --- what is left


def test_what_is_left_is_ranked_and_a_tick_or_a_waiver_settles_it(edit: Edit) -> None:
    editing = edit()
    first, second, *rest = editing.left
    assert isinstance(first, Statement)
    assert first.id == S2
    assert isinstance(second, Omission)
    assert not rest
    editing.waive(second.key)
    assert editing.left == (first,)


def test_a_wrong_dose_is_told_once_and_as_left_out_again_when_its_finding_is_left(
    edit: Edit,
) -> None:
    editing = edit()
    assert [one.kind for one in editing.missing] == ["allergy"]
    editing.tick(S2)
    assert [one.kind for one in editing.missing] == ["allergy", "dose"]
    editing.undo()
    assert [one.kind for one in editing.missing] == ["allergy"]


def test_what_the_clinician_typed_has_no_source_and_is_nothing_to_look_into(edit: Edit) -> None:
    editing = edit()
    before = len(editing.left)
    new = editing.change(Added("S", "Rookt niet."))
    answered(editing)
    assert new is not None
    assert [one.kind for one in of(editing.note, new).findings] == ["no_evidence"]
    assert len(editing.left) == before


def test_a_tick_goes_with_the_text_it_was_given_to(edit: Edit) -> None:
    editing = edit()
    editing.tick(S2)
    editing.change(Reworded(S1, "6 wkn palpitaties."))
    assert editing.ticked == {S2}
    editing.change(Reworded(S2, "Med: metoprolol 400 mg 1dd."))
    assert editing.ticked == frozenset()


def test_what_is_supplied_is_no_longer_missing(edit: Edit) -> None:
    editing = edit()
    omission = next(one for one in editing.left if isinstance(one, Omission))
    new = editing.change(Supplied(omission))
    assert new is not None
    assert omission not in editing.left
    answered(editing)
    assert all(one.key != omission.key for one in editing.note.omissions)


# --- what is kept


def test_keeping_is_a_version_and_an_act(edit: Edit, session: Session) -> None:
    editing = edit()
    editing.change(Reworded(S1, "6 wkn palpitaties."))
    assert (texts(edit().note, "S"), editing.unsaved) == (texts(hearts(), "S"), True)
    editing.keep()
    assert not editing.unsaved
    assert texts(edit().note, "S")[0] == "6 wkn palpitaties."
    assert acts(session)[-1] == ("EDIT", "")
    assert len(session.library.versions(editing.kept.id)) == 2


def test_what_is_left_as_it_is_is_written_down_each_by_itself(edit: Edit, session: Session) -> None:
    editing = edit()
    omission = next(one for one in editing.left if isinstance(one, Omission))
    editing.tick(S2)
    editing.waive(omission.key)
    editing.keep()
    assert acts(session)[-2:] == [("FLAG_RESOLVE", S2), ("FLAG_RESOLVE", omission.key)]
    again = edit()
    assert again.ticked == {S2}
    assert again.waived == {omission.key}


def test_the_first_change_undoes_an_approval_and_reading_does_not(
    edit: Edit, session: Session
) -> None:
    ready = edit()
    settle(ready)
    approve(session.desk, ready.keep(), "A. Voorbeeld")
    editing = edit()
    assert isinstance(editing.keep(), Approved)
    editing.change(Reworded(S1, "6 wkn palpitaties."))
    assert isinstance(editing.keep(), Draft)
    assert editing.approved is None
    assert isinstance(session.library.load(editing.kept.id), Draft)
    assert [act for act, _ in acts(session)][-2:] == ["REVOKE_APPROVAL", "EDIT"]


def test_findings_that_come_back_over_an_approved_note_do_not_undo_its_approval(
    edit: Edit, session: Session
) -> None:
    editing = edit()
    settle(editing)
    new = editing.change(Added("S", "Rookt niet."))
    editing.keep()  # before the answer came
    approve(session.desk, editing.kept, "A. Voorbeeld")
    reading = edit()
    assert reading.unchecked == {new}
    answered(reading)
    assert not reading.unsaved
    assert isinstance(reading.keep(), Approved)
    reading.change(Reworded(S1, "6 wkn palpitaties."))  # the control
    assert reading.unsaved


# --- back and forth


def test_undo_and_redo_walk_over_the_steps(edit: Edit) -> None:
    editing = edit()
    before = editing.note
    editing.change(Split(S1, "Zes weken hartkloppingen,", "'s avonds."))
    apart = texts(editing.note, "S")
    editing.undo()
    assert editing.note == before
    assert not editing.may_undo
    editing.redo()
    assert texts(editing.note, "S") == apart
    assert not editing.may_redo


def test_undoing_goes_on_after_a_restart_and_so_does_redoing(edit: Edit) -> None:
    editing = edit()
    seen = [texts(editing.note, "S")]
    for text in ("Een.", "Twee.", "Drie."):
        editing.change(Added("S", text))
        editing.keep()
        seen.append(texts(editing.note, "S"))
    for expected in reversed(seen[:-1]):
        again = edit()
        again.undo()
        assert texts(again.note, "S") == expected
        again.keep()
    assert not edit().may_undo
    for expected in seen[1:]:
        again = edit()
        again.redo()
        assert texts(again.note, "S") == expected
        again.keep()
    assert not edit().may_redo


def test_a_change_after_undoing_ends_what_could_be_redone(edit: Edit) -> None:
    editing = edit()
    editing.change(Added("S", "Een."))
    editing.keep()
    editing.undo()
    editing.change(Added("S", "Anders."))
    editing.keep()
    again = edit()
    assert not again.may_redo
    again.undo()
    assert "Een." not in texts(again.note, "S")
    assert "Anders." not in texts(again.note, "S")


def test_typing_on_one_line_is_one_step_until_it_pauses(edit: Edit) -> None:
    editing = edit()
    for text in ("6", "6 wkn", "6 wkn pal", "6 wkn palpitaties."):
        editing.change(Reworded(S1, text))
    editing.keep()
    editing.change(Reworded(S1, "6 wkn palpitaties, 's avonds."))
    editing.undo()
    assert texts(editing.note, "S")[0] == "6 wkn palpitaties."
    editing.undo()
    assert editing.note == hearts()


def test_long_typing_without_a_pause_is_taken_back_in_parts(edit: Edit) -> None:
    editing = edit()
    text = "woord " * 30
    for end in range(1, len(text)):
        editing.change(Reworded(S1, text[:end]))
    steps = 0
    while editing.may_undo:
        editing.undo()
        steps += 1
    assert steps >= 3
    assert editing.note == hearts()


def test_ticks_and_waivers_are_steps_too(edit: Edit) -> None:
    editing = edit()
    omission = next(one for one in editing.left if isinstance(one, Omission))
    editing.waive(omission.key)
    editing.keep()
    editing.tick(S2)
    editing.keep()
    again = edit()
    again.undo()
    assert again.ticked == frozenset()
    assert again.waived == {omission.key}
    again.undo()
    assert omission.key not in again.waived


def test_a_change_made_elsewhere_is_a_step_to_undo(edit: Edit, session: Session) -> None:
    editing = edit()
    editing.change(Added("S", "Een."))
    kept = editing.keep()
    correct(session.desk, kept, Reworded(S1, "Elders veranderd."))
    again = edit()
    assert texts(again.note, "S")[0] == "Elders veranderd."
    again.undo()
    assert texts(again.note, "S")[-1] == "Een."
    assert texts(again.note, "S")[0] != "Elders veranderd."


def test_versions_from_before_are_steps_as_well(edit: Edit, session: Session) -> None:
    draft = session.library.load(edit().kept.id)
    assert isinstance(draft, Draft)
    correct(session.desk, draft, Joined(S2))
    editing = edit()
    editing.undo()
    assert texts(editing.note, "S") == texts(hearts(), "S")
    assert not editing.may_undo


def test_a_broken_memory_of_the_steps_costs_no_text(edit: Edit, session: Session) -> None:
    editing = edit()
    editing.change(Added("S", "Een."))
    visit = editing.keep().id
    session.library.remember(f"editing {visit}", '{"at": 9, "steps": [')
    again = edit()
    assert "Een." in texts(again.note, "S")
    again.undo()
    assert again.note == hearts()


def test_a_note_put_together_anew_is_one_step(edit: Edit) -> None:
    editing = edit()
    new = recheck(hearts("", "Hoest"), SAID)
    editing.change(Added("S", "Een."))
    both = corrected(new, Added("S", "Een."))
    editing.rewrite(both, new)
    assert len(editing.note.reports) == 2
    assert [of(editing.note, one).text for one in editing.unchecked] == ["Een."]
    editing.undo()
    editing.undo()
    assert editing.note == hearts()
