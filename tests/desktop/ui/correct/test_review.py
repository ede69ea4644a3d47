"""Review: both halves light each other, every change is kept and checked, and keys do all of it."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from asr.transcript import UtteranceId
from desktop.consultation import Approved, Draft
from desktop.correction import Added, Reworded, corrected
from desktop.errors import DiskFull
from desktop.said import HeardAnew
from desktop.ui.correct.review import ReviewScreen
from desktop.ui.note import editor as note_editor
from desktop.ui.note.editor import NoteEditor
from desktop.ui.note.finding_row import FindingRow
from desktop.ui.note.omission_row import OmissionRow
from desktop.ui.note.statement_line import StatementLine
from desktop.ui.note.statement_text import StatementText
from desktop.ui.practice import Practice
from desktop.workflow import approve, keep_corrected
from summarize.note import Note
from summarize.summarize import recheck
from tests.desktop.hearts import S1, S2, SAID, hearts, texts
from tests.desktop.ui.note_engines import NoteEngines
from tests.desktop.ui.notes import drafted, told

WAIT = 20_000  # milliseconds: a deadline, not a time that is waited


@pytest.fixture
def engines(practice: Practice) -> NoteEngines:
    """Engines in this process."""
    made = NoteEngines()
    practice.engines = made
    return made


@pytest.fixture
def review(qtbot: QtBot, practice: Practice, engines: NoteEngines) -> ReviewScreen:
    """The screen with the visit about palpitations."""
    return opened(qtbot, practice, hearts())


def opened(qtbot: QtBot, practice: Practice, note: Note) -> ReviewScreen:
    """The screen with a visit of this note."""
    made = ReviewScreen(practice)
    qtbot.addWidget(made)
    made.resize(1280, 745)
    with qtbot.waitActive(made, timeout=WAIT):
        made.show()
    made.show_visit(drafted(practice, note=note, said=SAID).id)
    return made


def line(review: ReviewScreen, number: int) -> StatementLine:
    return review.editor.lines()[number]


def kept(review: ReviewScreen) -> Note:
    """The note as the disk has it."""
    assert review.editing is not None
    found = review.practice.session.library.load(review.editing.kept.id)
    assert isinstance(found, Draft | Approved)
    return found.note


def shown(editor: NoteEditor) -> list[str]:
    return [one.text.toPlainText() for one in editor.lines()]


def front(review: ReviewScreen) -> QWidget:
    """What is shown on the right: the note, or what was written anew."""
    pane = review.pane
    return pane.rewritten if pane.rewritten.isVisible() else pane.editor


def missing(review: ReviewScreen) -> tuple[OmissionRow, ...]:
    return tuple(row for card in review.editor.sections for row in card.rows)


def press(widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(widget, key, held or Qt.KeyboardModifier.NoModifier)


def button(parent: QWidget, text: str) -> QPushButton:
    return next(b for b in parent.findChildren(QPushButton) if b.text() == text)


def shortcut(review: ReviewScreen, keys: str) -> QShortcut:
    wanted = QKeySequence(keys)
    return next(one for one in review.findChildren(QShortcut) if one.key() == wanted)


def all_settled(practice: Practice, draft: Draft) -> Approved:
    ticked = frozenset(one.id for _, one in draft.note.statements())
    waived = frozenset(one.key for one in draft.note.omissions)
    desk = practice.session.desk
    return approve(desk, keep_corrected(desk, draft, draft.note, ticked, waived), "A. Voorbeeld")


# --- what is shown


def test_the_note_stands_there_with_times_findings_and_what_is_missing(
    review: ReviewScreen,
) -> None:
    assert shown(review.editor) == [
        "Zes weken hartkloppingen, 's avonds.",
        "Med: metoprolol 500 mg 1dd.",
        "RR 140/90, p 72.",
        "",
        "Lab, hartfilmpje.",
    ]
    assert line(review, 0).mark.text() == "▸ 0:04"
    assert line(review, 3).text.placeholderText() == "niet uitgesproken"
    findings = line(review, 1).findings
    assert findings is not None
    assert "vijftig" in findings.accessibleName()
    assert [row.omission.kind for row in missing(review)] == ["allergy"]
    assert review.bar.count.text() == "1 nakijken · 1 ontbreekt"
    assert "nog 2" in review.bar.next.text()


def test_looking_at_a_visit_is_written_down(review: ReviewScreen, practice: Practice) -> None:
    assert told(practice, "VIEW") == [("VIEW", "")]


def test_a_statement_lights_what_was_said_and_the_other_way_round(
    review: ReviewScreen, qtbot: QtBot
) -> None:
    pointed: list[object] = []
    review.editor.pointed.connect(pointed.append)
    review.editor.put_cursor(line(review, 1), 0)
    assert pointed[-1] == (UtteranceId(4),)
    assert [one.lit for one in review.editor.lines()] == [False, True, False, False, False]
    review.conversation.pointed.emit((UtteranceId(5),))
    assert [one.lit for one in review.editor.lines()] == [False, False, True, False, False]
    line(review, 0).hovered.emit(line(review, 0), True)
    assert pointed[-1] == (UtteranceId(2),)
    line(review, 0).hovered.emit(line(review, 0), False)
    assert pointed[-1] == (UtteranceId(4),), "back to where the cursor is"


def test_a_line_plays_from_where_it_was_said(review: ReviewScreen) -> None:
    asked: list[float] = []
    review.editor.play_asked.connect(asked.append)
    press(line(review, 1).text, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    line(review, 2).mark.click()
    findings = line(review, 1).findings
    assert findings is not None
    press(findings, Qt.Key.Key_Space)
    assert asked == [8.0, 10.0, 8.0]
    assert line(review, 1).text.words == "Med: metoprolol 500 mg 1dd."


def test_every_line_and_row_has_a_name(review: ReviewScreen) -> None:
    names = [one.text.accessibleName() for one in review.editor.lines()]
    assert names == [
        "Subjectief, regel 1",
        "Subjectief, regel 2",
        "Objectief, regel 1",
        "Evaluatie, nieuwe regel",
        "Plan, regel 1",
    ]
    for made in review.findChildren(QPushButton):
        if made.isVisible():
            assert made.accessibleName() or made.text()


# --- typing


def test_typing_is_kept_at_a_pause_and_then_checked(
    review: ReviewScreen, engines: NoteEngines, qtbot: QtBot
) -> None:
    text = line(review, 1).text
    review.editor.put_cursor(line(review, 1), -1)
    QTest.keyClicks(text, " Nuchter.")
    assert line(review, 1).findings is None, "what was known of the old text is not shown"
    assert "…" in line(review, 1).mark.text()
    assert texts(kept(review), "S")[1] == "Med: metoprolol 500 mg 1dd."
    typed = "Med: metoprolol 500 mg 1dd. Nuchter."
    qtbot.waitUntil(lambda: texts(kept(review), "S")[1] == typed, timeout=WAIT)
    engines.answer()
    assert line(review, 1).findings is not None
    assert "…" not in line(review, 1).mark.text()
    assert text.hasFocus()


def test_leaving_keeps_what_no_pause_kept(review: ReviewScreen, practice: Practice) -> None:
    assert review.editing is not None
    visit = review.editing.kept.id
    QTest.keyClicks(line(review, 0).text, "Nu: ")
    assert review.leave()
    found = practice.session.library.load(visit)
    assert isinstance(found, Draft)
    assert texts(found.note, "S")[0].startswith("Nu: Zes weken")
    assert review.editor.lines() == ()


def test_leaving_takes_away_a_statement_that_was_just_emptied(
    review: ReviewScreen, practice: Practice
) -> None:
    assert review.editing is not None
    visit = review.editing.kept.id
    review.editor.put_cursor(line(review, 0), -1)
    line(review, 0).text.selectAll()
    press(line(review, 0).text, Qt.Key.Key_Backspace)
    assert review.leave()
    found = practice.session.library.load(visit)
    assert isinstance(found, Draft)
    assert S1 not in {one.id for _, one in found.note.statements()}
    assert S2 in {one.id for _, one in found.note.statements()}  # the control


def test_leaving_keeps_what_was_being_set_right_in_the_conversation(
    review: ReviewScreen, practice: Practice
) -> None:
    assert review.editing is not None
    visit = review.editing.kept.id
    rows = review.conversation.list
    rows.setCurrentIndex(rows.rows.index(1))
    rows.correct_words()
    assert rows.row.editor is not None
    rows.row.editor.setPlainText("Ik heb al vier weken hartkloppingen.")
    assert review.leave()
    found = practice.session.library.load(visit)
    assert isinstance(found, Draft)
    assert found.transcript.utterances[1].text == "Ik heb al vier weken hartkloppingen."


def test_enter_splits_and_backspace_joins(review: ReviewScreen) -> None:
    text = line(review, 0).text
    review.editor.put_cursor(line(review, 0), len("Zes weken hartkloppingen,"))
    press(text, Qt.Key.Key_Return)
    assert texts(kept(review), "S")[:2] == ["Zes weken hartkloppingen,", "'s avonds."]
    second = line(review, 1)
    assert second.text.hasFocus()
    assert second.text.textCursor().position() == 0
    assert second.mark.text().startswith("▸ 0:04"), "both halves rest on the same"
    press(second.text, Qt.Key.Key_Backspace)
    assert texts(kept(review), "S")[0] == "Zes weken hartkloppingen, 's avonds."
    assert line(review, 0).text.textCursor().position() == len("Zes weken hartkloppingen, ")


def test_enter_at_the_end_opens_a_line_that_has_no_source(
    review: ReviewScreen, engines: NoteEngines
) -> None:
    review.editor.put_cursor(line(review, 0), -1)
    press(line(review, 0).text, Qt.Key.Key_Return)
    assert texts(kept(review), "S") == texts(hearts(), "S")
    blank = review.editor.current()
    assert blank is not None
    assert blank.statement is None
    QTest.keyClicks(blank.text, "Rookt niet.")
    assert blank.text.hasFocus()
    assert blank.mark.text().startswith("geen bron")
    review.leave()
    found = told(review.practice, "EDIT")
    assert found == [("EDIT", "")]


def test_an_empty_line_that_is_left_goes_again(review: ReviewScreen, qtbot: QtBot) -> None:
    review.editor.put_cursor(line(review, 0), -1)
    press(line(review, 0).text, Qt.Key.Key_Return)
    assert len(review.editor.lines()) == 6
    review.editor.put_cursor(line(review, 4), 0)
    qtbot.waitUntil(lambda: len(review.editor.lines()) == 5, timeout=WAIT)


def test_an_emptied_statement_goes_when_the_cursor_leaves_it(
    review: ReviewScreen, qtbot: QtBot
) -> None:
    line(review, 0).text.setFocus()
    line(review, 0).text.selectAll()
    press(line(review, 0).text, Qt.Key.Key_Delete)
    assert texts(kept(review), "S") == texts(hearts(), "S")
    review.editor.put_cursor(line(review, 1), 0)
    qtbot.waitUntil(lambda: texts(kept(review), "S") == texts(hearts(), "S")[1:], timeout=WAIT)
    assert line(review, 0).text.hasFocus()


def test_what_is_pasted_is_words_on_one_line(review: ReviewScreen) -> None:
    board = QApplication.clipboard()
    board.setText("twee\nregels\tmet <b>vet</b>")
    review.editor.put_cursor(line(review, 4), -1)
    line(review, 4).text.insertPlainText(" ")
    line(review, 4).text.paste()
    assert line(review, 4).text.words == "Lab, hartfilmpje. twee regels met <b>vet</b>"
    board.clear()


def test_arrows_walk_over_all_sections_and_alt_moves_the_line(review: ReviewScreen) -> None:
    review.editor.put_cursor(line(review, 0), 3)
    for expected in (1, 2, 3, 4):
        current = review.editor.current()
        assert current is not None
        press(current.text, Qt.Key.Key_Down)
        assert review.editor.current() is line(review, expected)
    press(line(review, 4).text, Qt.Key.Key_Up)
    assert review.editor.current() is line(review, 3)
    review.editor.put_cursor(line(review, 1), 2)
    press(line(review, 1).text, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert texts(kept(review), "S") == texts(hearts(), "S")[::-1]
    assert line(review, 0).text.hasFocus()


def test_undo_and_redo_from_within_the_text(review: ReviewScreen) -> None:
    QTest.keyClicks(line(review, 0).text, "Nu: ")
    press(line(review, 0).text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert texts(kept(review), "S") == texts(hearts(), "S")
    assert line(review, 0).text.words == texts(hearts(), "S")[0]
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(line(review, 0).text, Qt.Key.Key_Z, both)
    assert texts(kept(review), "S")[0].startswith("Nu: Zes")
    assert review.editor.current() is not None


def test_the_tab_key_goes_from_top_to_bottom_also_past_lines_that_came_later(
    review: ReviewScreen,
) -> None:
    review.editor.put_cursor(line(review, 0), len("Zes weken hartkloppingen,"))
    press(line(review, 0).text, Qt.Key.Key_Return)
    review.editor.put_cursor(line(review, 0), 0)
    seen = [review.focusWidget()]
    while review.editor.isAncestorOf(seen[-1]):
        press(seen[-1], Qt.Key.Key_Tab)
        seen.append(review.focusWidget())
    inside = seen[:-1]
    assert [one.text for one in review.editor.lines()] == [
        one for one in inside if isinstance(one, StatementText)
    ]
    heights = [one.mapTo(review, one.rect().topLeft()).y() for one in inside]
    assert all(after >= before - 8 for before, after in pairwise(heights))


def test_what_could_not_be_kept_is_tried_again_by_itself(
    review: ReviewScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_editor, "PAUSE", 0)
    monkeypatch.setattr(note_editor, "AGAIN", 0)
    tries: list[bool] = []
    editing = review.editing
    assert editing is not None
    keep = editing.keep

    def full() -> Draft | Approved:
        tries.append(len(tries) > 1)
        if not tries[-1]:
            raise DiskFull
        return keep()

    monkeypatch.setattr(editing, "keep", full)
    QTest.keyClicks(line(review, 0).text, "N")
    qtbot.waitUntil(lambda: not editing.unsaved, timeout=WAIT)
    assert tries == [False, False, True]
    assert texts(kept(review), "S")[0].startswith("NZes")


# --- what is left


def test_f8_walks_through_what_is_left_in_order_of_danger(review: ReviewScreen) -> None:
    (allergy,) = missing(review)
    onward, back = shortcut(review, "F8"), shortcut(review, "Shift+F8")
    for expected in (line(review, 1).findings, allergy, line(review, 1).findings):
        onward.activated.emit()
        assert review.focusWidget() is expected
    back.activated.emit()
    assert review.focusWidget() is allergy


@pytest.mark.parametrize("place", ["finding", "button", "mark"])
def test_what_is_typed_on_a_finding_goes_into_its_line(review: ReviewScreen, place: str) -> None:
    shortcut(review, "F8").activated.emit()
    findings = review.focusWidget()
    assert isinstance(findings, FindingRow)
    leave, mark = button(findings, "Laat staan"), line(review, 1).mark
    here = {"finding": findings, "button": leave, "mark": mark}[place]
    here.setFocus()
    for key in ("F9", "Ctrl+B", "Alt+B"):  # what types nothing leaves the line alone
        QTest.keySequence(here, QKeySequence(key))
    assert here.hasFocus()
    assert shown(review.editor)[1] == "Med: metoprolol 500 mg 1dd."
    QTest.keyClicks(here, "t")
    assert line(review, 1).text.hasFocus()
    QTest.keyClicks(review.focusWidget(), "weemaal daags")
    review.keep()
    assert texts(kept(review), "S")[1] == "Med: metoprolol 500 mg 1dd. tweemaal daags"


def test_what_is_typed_on_what_is_missing_becomes_a_line_of_its_own(review: ReviewScreen) -> None:
    (allergy,) = missing(review)
    before = shown(review.editor)
    review.editor.walk.show_left(allergy.omission)
    assert review.focusWidget() is allergy
    QTest.keyClicks(allergy, "G")
    new = review.editor.current()
    assert new is not None
    QTest.keyClicks(review.focusWidget(), "een penicilline")
    review.keep()
    assert [one for one in shown(review.editor) if one not in before] == ["Geen penicilline"]
    assert new.text.words == "Geen penicilline"
    assert new.text.words in texts(kept(review), review.editor.card_of(new).template.key)


def test_beside_the_lines_of_an_approved_note_nothing_is_typed(
    review: ReviewScreen, practice: Practice
) -> None:
    editing = review.editing
    assert editing is not None
    assert isinstance(editing.kept, Draft)
    review.show_visit(all_settled(practice, editing.kept).id)
    line(review, 1).mark.setFocus()
    QTest.keyClicks(review.focusWidget(), "x")
    assert shown(review.editor)[1] == "Med: metoprolol 500 mg 1dd."


def test_leaving_a_finding_asks_nothing_and_is_written_down(
    review: ReviewScreen, practice: Practice
) -> None:
    findings = line(review, 1).findings
    assert findings is not None
    button(findings, "Laat staan").click()
    assert line(review, 1).findings is None
    assert line(review, 1).text.hasFocus()
    assert [row.omission.kind for row in missing(review)] == ["allergy", "dose"]
    assert review.bar.count.text() == "2 ontbreekt"
    assert told(practice, "FLAG_RESOLVE") == [("FLAG_RESOLVE", S2)]


def test_a_repair_is_one_click_and_is_checked(review: ReviewScreen, engines: NoteEngines) -> None:
    findings = line(review, 1).findings
    assert findings is not None
    button(findings, "Maak 50 mg").click()
    assert texts(kept(review), "S")[1] == "Med: metoprolol 50 mg 1dd."
    engines.answer()
    assert line(review, 1).findings is None
    assert review.bar.count.text() == "1 ontbreekt"


def test_what_is_missing_can_be_added_or_left_out(
    review: ReviewScreen, engines: NoteEngines, practice: Practice
) -> None:
    button(missing(review)[0], "Voeg toe").click()
    new = review.editor.current()
    assert new is not None
    assert "penicilline" in new.text.words.lower()
    assert new.mark.text().startswith("▸ 0:12")
    review.editor.undo()
    allergy = next(row for row in missing(review) if row.omission.kind == "allergy")
    button(allergy, "Niet nodig").click()
    assert not missing(review)
    assert review.editor.current() is not None
    assert told(practice, "FLAG_RESOLVE") == [("FLAG_RESOLVE", "allergy-6")]


def test_letters_on_what_was_just_taken_out_do_nothing(review: ReviewScreen) -> None:
    row = missing(review)[0]
    row.typed.emit("p")
    blank = review.editor.current()
    assert blank is not None
    assert blank.text.words == "p"  # the control
    button(row, "Niet nodig").click()
    assert row not in missing(review)
    before = review.editor.lines()
    row.typed.emit("q")
    assert review.editor.lines() == before
    assert blank.text.words == "p"


def test_when_nothing_is_left_that_is_said_without_a_promise(review: ReviewScreen) -> None:
    findings = line(review, 1).findings
    assert findings is not None
    button(findings, "Laat staan").click()
    for row in missing(review):
        button(row, "Niet nodig").click()
    assert review.bar.count.isHidden()
    assert "geen keurmerk" in review.bar.told.text()
    assert review.bar.next.text() == "Verder naar goedkeuren"


def test_another_screen_can_name_a_line_to_go_to(review: ReviewScreen, practice: Practice) -> None:
    practice.line_chosen.emit(S1)
    assert line(review, 0).text.hasFocus()
    row = missing(review)[0]
    practice.line_chosen.emit(row.omission.key)
    assert row.hasFocus()


def test_two_things_missing_from_one_utterance_are_both_there_to_walk_to(
    qtbot: QtBot, practice: Practice, engines: NoteEngines
) -> None:
    first = hearts().omissions[0]
    second = first.model_copy(update={"sentence": "Allergie: jodium."})
    note = hearts().model_copy(update={"omissions": (first, second)})
    made = opened(qtbot, practice, note)
    made.editor.walk.show_left(first)
    seen = [made.focusWidget()]
    shortcut(made, "F8").activated.emit()
    seen.append(made.focusWidget())
    assert tuple(seen) == missing(made)


# --- keys of the screen


def test_alt_and_a_number_go_to_a_section(review: ReviewScreen) -> None:
    for number, expected in ((3, 3), (4, 4), (1, 1)):
        shortcut(review, f"Alt+{number}").activated.emit()
        assert review.editor.current() is line(review, expected)


def test_f6_goes_to_the_other_half_and_back(review: ReviewScreen) -> None:
    other = shortcut(review, "F6")
    other.activated.emit()
    assert review.editor.current() is None
    assert review.conversation.isAncestorOf(review.focusWidget())
    other.activated.emit()
    assert review.editor.current() is not None


def test_ctrl_enter_goes_on(review: ReviewScreen, practice: Practice, qtbot: QtBot) -> None:
    with qtbot.waitSignal(practice.step_chosen, timeout=WAIT) as step:
        shortcut(review, "Ctrl+Return").activated.emit()
    assert step.args == ["approve"]


def test_an_unapproved_line_is_not_copied_and_it_says_why(
    review: ReviewScreen, practice: Practice, qtbot: QtBot
) -> None:
    board = QApplication.clipboard()
    board.clear()
    with qtbot.waitSignal(practice.notice, timeout=WAIT) as said:
        shortcut(review, "Ctrl+Shift+C").activated.emit()
    assert "goedgekeurd" in said.args[0]
    assert board.text() == ""


# --- approved, and set right on the left


def test_an_approved_note_is_only_read_until_it_is_corrected_again(
    review: ReviewScreen, practice: Practice, qtbot: QtBot
) -> None:
    assert review.editing is not None
    found = practice.session.library.load(review.editing.kept.id)
    assert isinstance(found, Draft)
    approved = all_settled(practice, found)
    review.show_visit(approved.id)
    assert all(one.text.isReadOnly() for one in review.editor.lines())
    QTest.keyClicks(line(review, 0).text, "Nu: ")
    assert review.leave()
    assert practice.session.library.load(approved.id) == approved

    review.show_visit(approved.id)
    review.pane.reopen.click()
    assert practice.session.library.load(approved.id) == approved, "nothing changed yet"
    with qtbot.waitSignal(practice.notice, timeout=WAIT) as said:
        QTest.keyClicks(line(review, 0).text, "Nu: ")
        assert review.leave()
    assert "weer een concept" in said.args[0]
    assert isinstance(practice.session.library.load(approved.id), Draft)


def test_what_is_set_right_in_the_conversation_has_the_note_compared_anew(
    review: ReviewScreen, engines: NoteEngines
) -> None:
    assert line(review, 1).findings is not None
    heard = HeardAnew(UtteranceId(4), "Ja, metoprolol, vijfhonderd milligram. Eén keer per dag.")
    review.conversation.corrected.emit(heard)
    assert line(review, 1).findings is None
    assert all("…" in one.mark.text() for one in review.editor.lines() if one.statement)
    review.check.ask()  # the conversation is handed over first
    engines.answer()
    assert line(review, 1).findings is None
    assert not any("…" in one.mark.text() for one in review.editor.lines())


def test_of_an_erased_conversation_the_note_can_still_be_read_and_corrected(
    review: ReviewScreen, practice: Practice, engines: NoteEngines
) -> None:
    assert review.editing is not None
    found = practice.session.library.load(review.editing.kept.id)
    assert isinstance(found, Draft)
    visit = all_settled(practice, found).id
    practice.session.library.erase_transcript(visit)
    engines.said.clear()
    review.show_visit(visit)
    assert [one.mark.text() for one in review.editor.lines()] == [""] * 5
    review.pane.reopen.click()
    QTest.keyClicks(line(review, 0).text, "Nu: ")
    assert review.leave()
    assert not engines.waiting
    assert not engines.said
    kept_now = practice.session.library.load(visit)
    assert isinstance(kept_now, Draft)
    assert texts(kept_now.note, "S")[0].startswith("Nu: Zes")


# --- written anew


def test_a_note_written_anew_is_taken_line_by_line(
    review: ReviewScreen, engines: NoteEngines
) -> None:
    QTest.keyClicks(line(review, 0).text, "Nu: ")
    review.pane.rewrite_asked.emit()
    assert engines.writing
    assert front(review) is review.pane.rewritten
    assert texts(kept(review), "S")[0].startswith("Nu: Zes"), "kept before anything else"
    new = corrected(hearts(), Reworded(S2, "Med: metoprolol 50 mg 1dd."))
    new = recheck(corrected(new, Added("E", "Palpitaties.")), SAID)
    engines.drafted.emit(engines.writing[0], new)
    boxes = review.pane.rewritten.boxes
    assert [box.isChecked() for box in boxes] == [False, True, True]
    review.pane.rewritten.take.click()
    assert front(review) is review.editor
    assert texts(kept(review), "S") == [
        "Nu: Zes weken hartkloppingen, 's avonds.",
        "Med: metoprolol 50 mg 1dd.",
    ]
    assert texts(kept(review), "E") == ["Palpitaties."]


def test_the_same_draft_again_changes_nothing_and_says_so(
    review: ReviewScreen, engines: NoteEngines, practice: Practice, qtbot: QtBot
) -> None:
    before = kept(review)
    review.pane.rewrite_asked.emit()
    with qtbot.waitSignal(practice.notice, timeout=WAIT) as said:
        engines.drafted.emit(engines.writing[0], hearts())
    assert "gelijk" in said.args[0]
    assert front(review) is review.editor
    assert kept(review) == before


def test_a_draft_that_was_stopped_is_not_looked_at(
    review: ReviewScreen, engines: NoteEngines
) -> None:
    review.pane.rewrite_asked.emit()
    review.pane.rewritten.stopped.emit()
    engines.drafted.emit(engines.writing[0], hearts("", "Hoest"))
    assert front(review) is review.editor


def test_nothing_is_undone_behind_a_new_draft_that_is_compared_with_the_note(
    review: ReviewScreen, engines: NoteEngines
) -> None:
    assert review.editing is not None
    review.editor.do(Added("P", "Controle over 3 wkn."))
    before = review.editing.note
    review.pane.rewrite_asked.emit()
    engines.drafted.emit(review.editing.kept.id, corrected(hearts(), Reworded(S1, "6 wkn.")))
    assert front(review) is review.pane.rewritten
    shortcut(review, "Ctrl+Z").activated.emit()
    assert review.editing.note == before
    assert not review.bar.next.isEnabled()
    assert "nieuwe concept" in review.bar.told.text()  # why it is grey
    assert not review.bar.told.isHidden()
    for box in review.pane.rewritten.boxes:
        box.setChecked(False)
    assert (review.pane.rewritten.take.text(), review.pane.rewritten.take.isEnabled()) == (
        "Neem over",
        False,
    )
    button(review.pane.rewritten, "Neem niets over").click()
    assert review.bar.next.isEnabled()
    assert "nieuwe concept" not in review.bar.told.text()
    shortcut(review, "Ctrl+Z").activated.emit()  # the control
    assert review.editing.note != before


def test_a_draft_of_the_words_before_they_were_set_right_is_not_taken(
    review: ReviewScreen, engines: NoteEngines
) -> None:
    assert review.editing is not None
    review.pane.rewrite_asked.emit()
    engines.drafted.emit(review.editing.kept.id, corrected(hearts(), Reworded(S1, "6 wkn.")))
    assert front(review) is review.pane.rewritten  # the control
    review.conversation.corrected.emit(HeardAnew(UtteranceId(2), "Ik heb al vier weken pijn."))
    assert front(review) is review.editor


def test_several_problems_each_have_their_cards(
    qtbot: QtBot, practice: Practice, engines: NoteEngines
) -> None:
    made = opened(qtbot, practice, hearts("Hart", "Hoest"))
    assert len(made.editor.sections) == 8
    made.editor.put_cursor(made.editor.lines()[6], 0)
    shortcut(made, "Alt+4").activated.emit()
    current = made.editor.current()
    assert current is not None
    assert made.editor.card_of(current).report == 1


# --- nothing of an unapproved note goes elsewhere


def test_what_is_copied_from_a_line_can_be_pasted_in_another_and_nowhere_else(
    review: ReviewScreen, practice: Practice, qtbot: QtBot
) -> None:
    board = QApplication.clipboard()
    board.setText("van elders")
    line(review, 0).text.selectAll()
    with qtbot.waitSignal(practice.notice, timeout=WAIT) as said:
        line(review, 0).text.copy()
    assert "goedgekeurd" in said.args[0]
    assert board.text() == ""
    carried = board.mimeData()
    assert not any(b"hartkloppingen" in carried.data(form).data() for form in carried.formats())
    review.editor.put_cursor(line(review, 3), 0)
    line(review, 3).text.paste()
    assert line(review, 3).text.words == "Zes weken hartkloppingen, 's avonds."
    board.setText("van elders")
    review.editor.put_cursor(line(review, 4), 0)
    line(review, 4).text.paste()
    assert line(review, 4).text.words == "van eldersLab, hartfilmpje."
    board.clear()


def test_a_line_that_is_being_emptied_is_not_filled_again_by_a_check(
    review: ReviewScreen, engines: NoteEngines
) -> None:
    review.editor.put_cursor(line(review, 1), -1)
    QTest.keyClicks(line(review, 1).text, " x")
    review.check.ask()
    line(review, 1).text.selectAll()
    press(line(review, 1).text, Qt.Key.Key_Delete)
    engines.answer()
    assert line(review, 1).text.words == ""
    press(line(review, 1).text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line(review, 1).text.words == "Med: metoprolol 500 mg 1dd. x"


def test_the_keys_work_from_within_the_text(
    review: ReviewScreen, practice: Practice, qtbot: QtBot
) -> None:
    alt, ctrl = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
    press(line(review, 0).text, Qt.Key.Key_F8)
    assert review.focusWidget() is line(review, 1).findings
    press(review.focusWidget(), Qt.Key.Key_3, alt)
    assert review.editor.current() is line(review, 3)
    press(line(review, 3).text, Qt.Key.Key_F6)
    assert review.editor.current() is None
    press(review.focusWidget(), Qt.Key.Key_F6)
    assert review.editor.current() is not None
    with qtbot.waitSignal(practice.step_chosen, timeout=WAIT):
        press(line(review, 0).text, Qt.Key.Key_Return, ctrl)
    assert texts(kept(review), "S") == texts(hearts(), "S")


def test_typing_that_never_pauses_is_kept_all_the_same(
    review: ReviewScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter(range(1, 1000))
    monkeypatch.setattr("desktop.ui.note.editor.elapsed", lambda: float(next(seconds)))
    monkeypatch.setattr(review.editor, "_pause", Never())
    QTest.keyClicks(line(review, 0).text, "Nu al ")
    assert texts(kept(review), "S")[0].startswith("Zes weken")
    QTest.keyClicks(line(review, 0).text, "bijna altijd ")
    assert texts(kept(review), "S")[0].startswith("Nu al bijna")


class Never(QTimer):
    """A pause that never comes."""

    def start(self, *_: object) -> None:
        """Nothing."""
