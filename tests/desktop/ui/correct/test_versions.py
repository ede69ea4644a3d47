"""The versions of a note: all there, compared with words and signs, and gone on with."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from asr.transcript import Transcript
from desktop.consultation import Approved, ConsultationId, Draft
from desktop.correction import Added, Reworded
from desktop.ui.correct.versions import VersionsDialog, show_versions
from desktop.ui.practice import Practice
from desktop.ui.work.errand import Errand
from desktop.workflow import approve, correct
from summarize.note import Note, StatementId
from summarize.summarize import recheck
from tests.desktop.ui.notes import drafted, told

S1 = StatementId("S1")


@pytest.fixture
def visit(practice: Practice) -> ConsultationId:
    """Drafted, reworded, added to, approved: four versions."""
    desk = practice.session.desk
    made = correct(desk, drafted(practice), Reworded(S1, "Hoest twee weken."))
    made = correct(desk, made, Added("P", "Controle 2 wk."))
    return approve(desk, made, "A. Voorbeeld").id


@pytest.fixture
def dialog(qtbot: QtBot, practice: Practice, visit: ConsultationId) -> VersionsDialog:
    made = VersionsDialog(practice, visit)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(part: QWidget) -> list[str]:
    return [label.text() for label in part.findChildren(QLabel) if not label.isHidden()]


def test_all_versions_are_there_latest_first(dialog: VersionsDialog) -> None:
    entries = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert [entry.split("\n")[1] for entry in entries] == [
        "goedgekeurd door A. Voorbeeld",
        "aangepast",
        "aangepast",
        "concept",
    ]
    assert "nu" in entries[0]
    changes = [entry.split("\n")[2:] for entry in entries]
    assert changes == [[], ["+ P: Controle 2 wk."], ["± S: Hoest twee weken."], []]


def test_the_text_of_one_is_shown_and_cannot_be_copied(
    qtbot: QtBot, dialog: VersionsDialog
) -> None:
    qtbot.waitUntil(lambda: "Hoest twee weken." in shown(dialog.text))
    dialog.list.setCurrentRow(3)
    qtbot.waitUntil(lambda: "Hoest 2 wk." in shown(dialog.text))
    assert "Hoest twee weken." not in shown(dialog.text)
    for label in dialog.findChildren(QLabel):
        assert not label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


def test_any_two_are_compared_and_told_in_words(qtbot: QtBot, dialog: VersionsDialog) -> None:
    dialog.changes_button.click()
    same = "Deze twee versies hebben dezelfde tekst."
    qtbot.waitUntil(lambda: shown(dialog.changes) == [same])
    dialog.against.setCurrentIndex(dialog.against.findData(1))
    qtbot.waitUntil(lambda: "± Anders in S" in shown(dialog.changes))
    told_apart = shown(dialog.changes)
    assert "was: Hoest 2 wk." in told_apart
    assert "werd: Hoest twee weken." in told_apart
    assert "+ Erbij in P" in told_apart
    dialog.list.setCurrentRow(3)
    dialog.against.setCurrentIndex(dialog.against.findData(3))
    # the older one first, whichever is chosen
    qtbot.waitUntil(lambda: "werd: Hoest twee weken." in shown(dialog.changes))


def test_the_newest_needs_no_going_back(dialog: VersionsDialog) -> None:
    assert not dialog.restore.isEnabled()
    dialog.list.setCurrentRow(1)
    assert dialog.restore.isEnabled()


def test_going_on_from_one_asks_and_makes_a_new_version(
    qtbot: QtBot, dialog: VersionsDialog, practice: Practice, visit: ConsultationId
) -> None:
    dialog.list.setCurrentRow(3)
    dialog.restore.click()
    qtbot.waitUntil(lambda: any("goedkeuring vervalt" in text for text in shown(dialog)))
    dialog.leave.click()
    assert isinstance(practice.session.library.load(visit), Approved)
    dialog.restore.click()
    with qtbot.waitSignals([dialog.restored, practice.visit_changed]):
        dialog.sure.click()
    kept = practice.session.library.load(visit)
    assert isinstance(kept, Draft)
    assert [line.text for _, line in kept.note.statements()] == ["Hoest 2 wk."]
    assert len(practice.session.library.versions(visit)) == 5
    assert told(practice, "REVOKE_APPROVAL")


@dataclass
class Gate:
    """Comparing waits until it is let go; on which threads it was done."""

    free: threading.Event = field(default_factory=threading.Event)
    threads: list[int] = field(default_factory=list)

    def __call__(self, note: Note, said: Transcript) -> Note:
        self.threads.append(threading.get_ident())
        self.free.wait(60)
        return recheck(note, said)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate()
    monkeypatch.setattr("desktop.approval.recheck", made)
    yield made
    made.free.set()


def test_comparing_is_done_beside_the_screen_and_can_be_stopped(
    qtbot: QtBot, dialog: VersionsDialog, practice: Practice, visit: ConsultationId, gate: Gate
) -> None:
    dialog.list.setCurrentRow(3)
    dialog.restore.click()
    dialog.sure.click()
    qtbot.waitUntil(lambda: bool(gate.threads), timeout=60_000)
    assert threading.get_ident() not in gate.threads
    assert dialog.stop.isVisible()
    assert not dialog.list.isEnabled()
    dialog.stop.click()
    gate.free.set()
    assert dialog.list.isEnabled()
    assert dialog.sure.isVisible()
    stopped = dialog.check.findChildren(Errand)
    qtbot.waitUntil(lambda: not any(one._looking.isActive() for one in stopped), timeout=60_000)
    assert isinstance(practice.session.library.load(visit), Approved)
    with qtbot.waitSignal(dialog.restored, timeout=60_000):  # control: this one is not stopped
        dialog.sure.click()
    assert isinstance(practice.session.library.load(visit), Draft)
    assert threading.get_ident() not in gate.threads


def test_a_dialog_that_was_closed_changes_nothing_any_more(
    qtbot: QtBot, dialog: VersionsDialog, practice: Practice, visit: ConsultationId, gate: Gate
) -> None:
    dialog.list.setCurrentRow(3)
    dialog.restore.click()
    dialog.sure.click()
    assert dialog.check.running
    dialog.close_button.click()
    gate.free.set()
    qtbot.waitUntil(lambda: not dialog.check.running)
    assert isinstance(practice.session.library.load(visit), Approved)


def test_a_visit_without_a_note_has_none(qtbot: QtBot, practice: Practice) -> None:
    made = VersionsDialog(practice, ConsultationId("20990101-000000-000000"))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: any("nog geen versie" in text for text in shown(made)))
    assert not made.restore.isEnabled()


def test_it_opens_above_a_screen(qtbot: QtBot, practice: Practice, visit: ConsultationId) -> None:
    under = QWidget()
    qtbot.addWidget(under)
    opened = show_versions(practice, visit, under)
    assert opened.isModal()
    assert opened.close_button.accessibleName() or opened.close_button.text()
    opened.close()


def test_every_text_that_is_shown_is_an_act(practice: Practice, dialog: VersionsDialog) -> None:
    audit = practice.session.desk.audit
    assert [one.detail for one in audit.records() if one.act == "VIEW"] == ["version-4"]
    dialog.list.setCurrentRow(3)
    assert [one.detail for one in audit.records() if one.act == "VIEW"][-1] == "version-1"
    dialog.changes_button.click()
    assert "version-1-4" in [one.detail for one in audit.records() if one.act == "VIEW"]
