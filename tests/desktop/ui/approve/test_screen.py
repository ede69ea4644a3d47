"""The approve screen: nothing is sealed before all that must be seen was ticked, one by one."""

import threading
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from asr.transcript import Transcript
from desktop.consultation import Approved, ConsultationId, Draft
from desktop.correction import Reworded
from desktop.export.page import AI_MARK
from desktop.handover import let_go
from desktop.policy import ExportRules
from desktop.ui.approve.screen import ApproveScreen
from desktop.ui.approve.seal import Seal
from desktop.ui.approve.text import breakable
from desktop.ui.practice import Practice
from desktop.workflow import approve, correct, reopen
from summarize.note import Finding, Note, StatementId
from summarize.summarize import recheck
from tests.desktop.ui.notes import ALLERGIC, approved, drafted, ruled, told
from tests.fakes import draft

WRONG = draft(text="Hoest 3 wk.").note


@pytest.fixture
def screen(qtbot: QtBot, practice: Practice) -> ApproveScreen:
    made = ApproveScreen(practice)
    qtbot.addWidget(made)
    made.show()
    return made


def show(qtbot: QtBot, screen: ApproveScreen, visit: ConsultationId) -> None:
    screen.show_visit(visit)
    qtbot.waitUntil(lambda: not screen.check.running, timeout=60_000)


def name(screen: ApproveScreen, by: str = "A. Voorbeeld") -> None:
    screen.foot.name.setText(by)


def test_while_the_note_is_checked_it_cannot_be_approved(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    visit = drafted(practice).id
    screen.show_visit(visit)
    name(screen)
    assert screen.check.running
    assert not screen.foot.do.isEnabled()
    assert "nagekeken" in screen.foot.why.text()
    qtbot.waitUntil(lambda: screen.foot.do.isEnabled(), timeout=60_000)


def test_a_draft_with_nothing_open_is_approved_under_a_name(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    visit = drafted(practice).id
    show(qtbot, screen, visit)
    assert not screen.foot.do.isEnabled()
    assert "naam" in screen.foot.why.text()
    name(screen)
    with qtbot.waitSignal(practice.step_chosen) as chosen:
        screen.foot.do.click()
    assert chosen.args == ["export"]
    kept = practice.session.library.load(visit)
    assert isinstance(kept, Approved)
    assert kept.approval.by == practice.settings.approver == "A. Voorbeeld"
    assert ApproveScreen(practice).foot.name.text() == "A. Voorbeeld"


def test_what_the_check_finds_must_be_ticked_first(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    """The draft was saved without findings, as between typing and checking."""
    visit = drafted(practice, note=WRONG).id
    show(qtbot, screen, visit)
    name(screen)
    assert not screen.foot.do.isEnabled()
    assert "open" in screen.foot.why.text()
    assert screen.foot.do.accessibleDescription() == screen.foot.why.text()
    (tick,) = screen.points.ticks.values()
    tick.click()
    assert screen.foot.do.isEnabled()
    kept = practice.session.library.load(visit)
    assert isinstance(kept, Draft)
    assert kept.ticked == {"S1"}
    (tick,) = screen.points.ticks.values()
    tick.click()
    assert not screen.foot.do.isEnabled()
    assert [act for act, _ in told(practice, "FLAG_RESOLVE", "EDIT")] == ["FLAG_RESOLVE", "EDIT"]


def test_what_the_note_leaves_out_is_ticked_by_itself(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    visit = drafted(practice, note=WRONG, said=ALLERGIC).id
    show(qtbot, screen, visit)
    name(screen)
    assert len(screen.points.ticks) == 2
    first, last = screen.points.ticks
    assert screen._heading.text() == "Nog te bekijken"
    for key in (first, last):
        assert not screen.foot.do.isEnabled()
        assert not screen.foot.do.hasFocus()
        screen.points.ticks[key].setFocus()
        screen.points.ticks[key].click()
    assert screen._heading.text() == "Bekeken"
    assert screen.foot.do.isEnabled()
    assert screen.foot.do.hasFocus()
    screen.foot.do.click()
    assert isinstance(practice.session.library.load(visit), Approved)


def test_only_the_text_that_was_shown_is_sealed(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    made = drafted(practice)
    show(qtbot, screen, made.id)
    name(screen)
    correct(practice.session.desk, made, Reworded(StatementId("S1"), "Hoest twee weken."))
    with qtbot.waitSignal(practice.notice) as said:
        screen.foot.do.click()
    assert said.args is not None
    assert "intussen veranderd" in said.args[0]
    assert isinstance(practice.session.library.load(made.id), Draft)
    qtbot.waitUntil(lambda: screen.foot.do.isEnabled(), timeout=60_000)
    screen.foot.do.click()  # control: read again
    kept = practice.session.library.load(made.id)
    assert isinstance(kept, Approved)
    assert [line.text for _, line in kept.note.statements()] == ["Hoest twee weken."]


def test_a_button_that_was_on_too_early_still_approves_nothing_unchecked(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    visit = drafted(practice, note=WRONG).id
    screen.show_visit(visit)
    name(screen)
    with qtbot.waitSignal(practice.notice) as said:
        screen.approve()  # before the check is done
    assert said.args is not None
    assert "nog iets open" in said.args[0]
    kept = practice.session.library.load(visit)
    assert isinstance(kept, Draft)
    assert kept.open_findings == ("S1",)


def test_approving_compares_nothing_on_the_thread_of_the_screen(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, looks = drafted(practice), list[int]()

    def looked(note: Note, said: Transcript) -> Note:
        looks.append(threading.get_ident())
        return recheck(note, said)

    monkeypatch.setattr("desktop.approval.recheck", looked)
    show(qtbot, screen, made.id)
    name(screen)
    screen.foot.do.click()
    assert isinstance(practice.session.library.load(made.id), Approved)
    assert len(looks) == 1
    assert looks != [threading.get_ident()]
    approve(practice.session.desk, made, "A. Voorbeeld")  # control: that is seen
    assert looks[1:] == [threading.get_ident()]


def test_a_check_that_takes_long_can_be_stopped(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = threading.Event()

    def looked(note: Note, said: Transcript) -> Note:
        free.wait(60)
        return recheck(note, said)

    monkeypatch.setattr("desktop.approval.recheck", looked)
    screen.show_visit(drafted(practice).id)
    name(screen)
    try:
        qtbot.waitUntil(screen.foot.stop.isVisible, timeout=60_000)
        with qtbot.waitSignal(practice.step_chosen) as chosen:
            screen.foot.stop.click()
        assert chosen.args == ["review"]
        assert not screen.foot.do.isEnabled()
        assert screen.leave()
    finally:
        free.set()
    show(qtbot, screen, screen._visit)  # control: nobody stops this one
    assert screen.foot.stop.isHidden()
    assert screen.foot.do.isEnabled()


def test_the_text_that_is_sealed_is_shown_and_cannot_be_copied(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    show(qtbot, screen, drafted(practice).id)
    name(screen)
    labels = screen.text.findChildren(QLabel)
    assert "Hoest 2 wk." in [label.text() for label in labels]
    selectable = Qt.TextInteractionFlag.TextSelectableByMouse
    keyboard = Qt.TextInteractionFlag.TextSelectableByKeyboard
    for label in screen.findChildren(QLabel):
        assert not label.textInteractionFlags() & (selectable | keyboard)
        assert label.textFormat() == Qt.TextFormat.PlainText
    assert screen.findChildren(QPlainTextEdit) + screen.findChildren(QTextEdit) == []
    assert [field.text() for field in screen.findChildren(QLineEdit)] == ["A. Voorbeeld"]
    assert screen.text.mark.startswith(AI_MARK)
    assert "A. Voorbeeld" in screen.text.mark


def test_what_stands_above_a_column_is_in_line_with_it(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    screen.resize(1280, 800)
    show(qtbot, screen, drafted(practice, note=WRONG).id)

    def left(widget: QWidget) -> int:
        return widget.mapTo(screen, QPoint(0, 0)).x()

    assert left(screen.text.paper) == left(screen._title) == left(screen._hint)
    card = next(iter(screen.points.ticks.values())).parentWidget()
    while card is not None and card.parentWidget() is not screen.points:
        card = card.parentWidget()
    assert card is not None
    assert left(card) == left(screen._heading) == left(screen.foot._naming)


def test_what_wrote_it_stands_below_the_paper_and_not_on_it(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    show(qtbot, screen, drafted(practice).id)
    name(screen)
    paper = [label.text() for label in screen.text.paper.findChildren(QLabel)]
    assert "Hoest 2 wk." in paper
    assert screen.text.mark in paper  # control: that leaves with the note
    assert screen.text.made_by.startswith("Concept geschreven door Griffel zelf")
    assert screen.text.made_by not in paper
    assert screen.text.made_by in [label.text() for label in screen.text.findChildren(QLabel)]


def test_what_wrote_it_is_said_once(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    visit = approved(practice).id
    show(qtbot, screen, visit)
    assert "extract" in screen.text.mark
    assert screen.text.made_by == ""
    ruled(practice, export=ExportRules(ai_mark=False))
    show(qtbot, screen, visit)
    assert screen.text.mark == ""
    assert "Griffel zelf" in screen.text.made_by


def test_where_the_policy_wants_no_mark_none_is_shown(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    ruled(practice, export=ExportRules(ai_mark=False))
    show(qtbot, screen, drafted(practice).id)
    assert screen.text.mark == ""


def test_an_approved_note_says_who_and_when_and_is_undone_only_on_request(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    made = approved(practice)
    show(qtbot, screen, made.id)
    shown = [label.text() for label in screen.seal.findChildren(QLabel)]
    assert "Door A. Voorbeeld" in shown
    assert any(made.approval.text_sha256[:8] in text for text in shown)
    assert screen.foot.do.isHidden()
    screen.seal.again.click()
    screen.seal.leave.click()
    assert isinstance(practice.session.library.load(made.id), Approved)
    screen.seal.again.click()
    with qtbot.waitSignal(practice.step_chosen) as chosen:
        screen.seal.sure.click()
    assert chosen.args == ["review"]
    assert isinstance(practice.session.library.load(made.id), Draft)
    assert told(practice, "REVOKE_APPROVAL") == [("REVOKE_APPROVAL", "")]


def test_a_very_long_name_of_who_approved_is_broken_and_not_cut(
    qtbot: QtBot, practice: Practice
) -> None:
    made, long, seal = approved(practice), "Gastroenterologenvereniging" * 4, Seal(practice)
    qtbot.addWidget(seal)
    seal.show_approval(made)
    usual = seal.minimumSizeHint().width()
    by = made.approval.model_copy(update={"by": long})
    seal.show_approval(made.model_copy(update={"approval": by}))
    assert seal.minimumSizeHint().width() == usual
    assert f"Door {long}" in [part.accessibleName() for part in seal.findChildren(QLabel)]


def test_back_to_the_line_names_the_line(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    show(qtbot, screen, drafted(practice, note=WRONG).id)
    with qtbot.waitSignals([practice.step_chosen, practice.line_chosen]):
        screen.points.line_asked.emit("S1")


def test_nothing_to_approve_is_said(screen: ApproveScreen) -> None:
    screen.show_visit(ConsultationId(""))
    assert screen.foot.isHidden()
    shown = [label for label in screen.findChildren(QLabel) if label.isVisible()]
    assert ["nog geen verslag" in label.text() for label in shown] == [True]


def test_a_name_that_is_only_spaces_is_no_name(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    show(qtbot, screen, drafted(practice).id)
    name(screen, "   ")
    assert not screen.foot.do.isEnabled()
    name(screen, " A ")
    assert screen.foot.do.isEnabled()


def test_f8_goes_to_the_next_tick_that_is_open(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    show(qtbot, screen, drafted(practice, note=WRONG, said=ALLERGIC).id)
    first, second = screen.points.ticks.values()
    screen._walk(1)
    assert screen.focusWidget() in (first, second)
    here = screen.focusWidget()
    screen._walk(1)
    assert screen.focusWidget() is not here


def test_a_lesser_finding_is_shown_and_does_not_stand_in_the_way(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    look = Finding(kind="no_evidence", severity="look", written="Hoest")
    found = draft(finding=look)
    line = next(line for _, line in found.note.statements())
    assert line.findings == (look,)
    bare = found.note.reports[0].sections[0]
    own = bare.model_copy(
        update={"statements": (line.model_copy(update={"evidence": (), "findings": ()}),)}
    )
    report = found.note.reports[0].model_copy(
        update={"sections": (own, *found.note.reports[0].sections[1:])}
    )
    show(
        qtbot,
        screen,
        drafted(practice, note=found.note.model_copy(update={"reports": (report,)})).id,
    )
    name(screen)
    assert len(screen.points.ticks) == 1
    assert screen.foot.do.isEnabled()


def test_the_key_of_the_next_step_goes_to_what_it_waits_for(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    visit = drafted(practice, note=WRONG, said=ALLERGIC).id
    show(qtbot, screen, visit)
    with qtbot.waitActive(screen):
        screen.activateWindow()
    for tick in list(screen.points.ticks):
        screen.setFocus()
        onwards(screen)
        assert screen.focusWidget() is screen.points.ticks[tick]
        screen.points.ticks[tick].click()
    screen.setFocus()
    onwards(screen)
    assert screen.focusWidget() is screen.foot.name
    assert isinstance(practice.session.library.load(visit), Draft)
    name(screen)
    onwards(screen)
    assert isinstance(practice.session.library.load(visit), Approved)


def onwards(screen: ApproveScreen) -> None:
    QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_the_first_card_is_in_sight_from_its_top(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    screen.resize(900, 420)
    show(qtbot, screen, drafted(practice, note=WRONG, said=ALLERGIC).id)
    first, last = screen.points.ticks.values()
    qtbot.waitUntil(partial(is_in_sight, screen, first))
    screen.points.go_to(last)
    qtbot.waitUntil(partial(is_in_sight, screen, last))
    assert not is_in_sight(screen, first)  # control: there is no room for both


def is_in_sight(screen: ApproveScreen, tick: QCheckBox) -> bool:
    """Whether all of its card is."""
    card, seen = tick.parentWidget(), screen.points.area.viewport()
    assert card is not None
    top = card.mapTo(screen.points, QPoint()).y() + screen.points.y()
    return top >= 0 and top + card.height() <= seen.height()


def test_very_long_words_can_go_on_on_the_next_line() -> None:
    long = "coördinatorenvergaderingsnotulen" * 4
    assert breakable(long).replace("\u200b", "") == long
    assert "\u200b" in breakable(f"kort {long}")
    assert breakable("hoest 2 wk.") == "hoest 2 wk."


def test_what_was_said_can_be_heard(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: list[object] = []
    monkeypatch.setattr(screen.player, "show_recording", played.append)
    monkeypatch.setattr(screen.player, "play", played.append)
    visit = drafted(practice, note=WRONG, said=ALLERGIC).id
    show(qtbot, screen, visit)
    listen = [b for b in screen.points.findChildren(QPushButton) if "0:06" in b.accessibleName()]
    listen[-1].click()
    assert played == [visit, 6.0]
    assert not screen.player.isHidden()
    assert screen.leave()
    assert screen.player.isHidden()


def test_nothing_is_ticked_while_the_note_is_checked(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    visit = drafted(practice, note=WRONG).id
    screen.show_visit(visit)
    assert not screen.points.isEnabled()
    qtbot.waitUntil(lambda: not screen.check.running, timeout=60_000)
    assert screen.points.isEnabled()


def test_an_erased_conversation_is_approved_without_a_check(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    made = approved(practice)
    let_go(practice.session, made.id)
    kept = practice.session.library.load(made.id)
    assert isinstance(kept, Approved)
    reopen(practice.session.desk, kept)
    screen.show_visit(made.id)
    assert not screen.check.running
    name(screen)
    assert screen.foot.do.isEnabled()


def test_the_focus_stays_on_a_tick_that_is_set_by_keyboard(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    show(qtbot, screen, drafted(practice, note=WRONG, said=ALLERGIC).id)
    first, second = screen.points.ticks
    screen.points.ticks[first].setFocus()
    QTest.keyClick(screen.points.ticks[first], Qt.Key.Key_Space)
    assert screen.points.ticks[first].isChecked()
    assert screen.focusWidget() is screen.points.ticks[first]
    assert screen.focusWidget() is not screen.points.ticks[second]


def test_the_focus_begins_at_what_is_to_be_done_and_goes_on_in_order(
    qtbot: QtBot, screen: ApproveScreen, practice: Practice
) -> None:
    show(qtbot, screen, drafted(practice, note=WRONG, said=ALLERGIC).id)
    first, second = screen.points.ticks.values()
    assert screen.focusWidget() is first
    walked: list[QWidget | None] = [first.nextInFocusChain()]
    while (last := walked[-1]) is not None and last is not screen.foot.do and len(walked) < 100:
        walked.append(last.nextInFocusChain())
    assert walked.index(second) < walked.index(screen.foot.name) < walked.index(screen.foot.do)
    for key in list(screen.points.ticks):
        screen.points.ticks[key].click()
    name(screen)
    screen.foot.name.clearFocus()
    show(qtbot, screen, screen._visit)
    assert screen.focusWidget() is screen.foot.do
