"""The export screen: nothing unapproved is copied, saved or printed, and what leaves is known."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.consultation import ConsultationId
from desktop.correction import Reworded
from desktop.export.page import AI_MARK
from desktop.policy import ExportRules, RetentionRules
from desktop.ui.export.clipboard import clear_ours, clipboard
from desktop.ui.export.screen import ExportScreen, copy_line
from desktop.ui.practice import Practice
from desktop.workflow import correct, reopen
from summarize.note import StatementId
from tests.desktop.ui.notes import approved, drafted, ruled, told

WAYS_OUT = ("COPY", "PRINT", "EXPORT")


@pytest.fixture
def screen(qtbot: QtBot, practice: Practice) -> ExportScreen:
    made = ExportScreen(practice)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture(autouse=True)
def _clean(qapp: object) -> None:
    QGuiApplication.clipboard().clear()


def board() -> str:
    return QGuiApplication.clipboard().text()


def ways_out(screen: ExportScreen) -> list[QPushButton]:
    copies = list(screen.parts.buttons.values())
    return [screen.all, *screen.whole.save.values(), screen.whole.print, *copies]


class Paper:
    """Stands in for the printer that is asked for: a file of the test."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.asked = 0

    def __call__(self, parent: QWidget) -> QPrinter:
        self.asked += 1
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.file))
        return printer


@pytest.mark.parametrize("what", ["draft", "nothing"])
def test_nothing_leaves_before_it_is_approved(
    screen: ExportScreen, practice: Practice, tmp_path: Path, what: str
) -> None:
    visit = drafted(practice).id if what == "draft" else ConsultationId("")
    out, paper = tmp_path / "out", Paper(tmp_path / "paper.pdf")
    out.mkdir()
    screen.choose_folder = lambda: str(out)
    screen.choose_printer = paper
    screen.show_visit(visit)
    assert [button.isEnabled() for button in ways_out(screen)] == [False] * 5
    for button in ways_out(screen):
        assert "niet goedgekeurd" in button.accessibleDescription()
        button.click()
    # and the verbs themselves, as if a button had been left on
    screen.copy_all()
    screen.copy_current()
    screen.save("txt")
    screen.print()
    assert (board(), list(out.iterdir()), paper.file.exists()) == ("", [], False)
    assert told(practice, *WAYS_OUT) == []


def test_what_was_corrected_since_no_longer_leaves(
    qtbot: QtBot, screen: ExportScreen, practice: Practice, tmp_path: Path
) -> None:
    made = approved(practice)
    screen.show_visit(made.id)
    paper = Paper(tmp_path / "paper.pdf")
    screen.choose_folder = lambda: str(tmp_path / "out")
    screen.choose_printer = paper
    correct(practice.session.desk, made, Reworded(StatementId("S1"), "Hoest 3 wk."))
    for leave in (screen.copy_all, screen.copy_current, screen.print, lambda: screen.save("txt")):
        with qtbot.waitSignal(practice.notice) as said:
            leave()
        assert said.args is not None
        assert "goedgekeurd" in said.args[0]
    assert board() == ""
    assert not paper.file.exists()
    assert not (tmp_path / "out").exists()
    assert told(practice, *WAYS_OUT) == []


def test_control_an_approved_note_leaves_each_way(
    screen: ExportScreen, practice: Practice, tmp_path: Path
) -> None:
    made = approved(practice)
    screen.choose_folder = lambda: str(tmp_path / "out")
    paper = Paper(tmp_path / "paper.pdf")
    screen.choose_printer = paper
    screen.show_visit(made.id)
    next(iter(screen.parts.buttons.values())).click()
    assert board().replace("\r\n", "\n").startswith(f"Hoest 2 wk.\n{AI_MARK}")
    screen.all.click()
    assert "S: Hoest 2 wk." in board()
    screen.whole.save["txt"].click()
    (file,) = (tmp_path / "out").iterdir()
    assert AI_MARK in file.read_text(encoding="utf-8")
    assert str(file) in screen.whole.says.accessibleName()
    screen.print()
    assert paper.file.read_bytes().startswith(b"%PDF")
    assert told(practice, *WAYS_OUT) == [
        ("COPY", "S"),
        ("COPY", "all"),
        ("EXPORT", "txt"),
        ("PRINT", ""),
    ]
    assert practice.session.library.summary(made.id).exported is not None
    clear_ours()


def test_each_line_says_how_long_it_is_and_that_it_does_not_stay(
    screen: ExportScreen, practice: Practice
) -> None:
    screen.show_visit(approved(practice).id)
    part, button = next(iter(screen.parts.buttons.items()))
    assert str(part.characters) in button.accessibleDescription()
    button.click()
    assert "30 s" in screen.parts.said(part)
    clipboard().clear_ours()
    assert "gewist" in screen.parts.said(part)
    assert board() == ""


def test_a_line_without_text_has_nothing_to_copy(screen: ExportScreen, practice: Practice) -> None:
    screen.show_visit(approved(practice).id)
    enabled = {part.key: button.isEnabled() for part, button in screen.parts.buttons.items()}
    assert enabled == {"S": True, "O": False, "E": False, "P": False}


def test_the_current_line_is_copied_from_any_screen_and_it_says_why_not(
    qtbot: QtBot, practice: Practice
) -> None:
    unapproved = drafted(practice)
    with qtbot.waitSignal(practice.notice) as said:
        assert not copy_line(practice, unapproved.id, "S")
    assert said.args is not None
    assert "goedgekeurd" in said.args[0]
    assert board() == ""
    made = approved(practice)
    assert copy_line(practice, made.id, "S")
    assert "Hoest 2 wk." in board()
    assert not copy_line(practice, made.id, "O")
    assert not copy_line(practice, made.id, "X")
    reopen(practice.session.desk, made)
    clear_ours()
    assert not copy_line(practice, made.id, "S")
    assert board() == ""


def test_only_forms_of_the_policy_are_there(qtbot: QtBot, practice: Practice) -> None:
    ruled(practice, export=ExportRules(forms=("txt",)))
    screen = ExportScreen(practice)
    qtbot.addWidget(screen)
    assert list(screen.whole.save) == ["txt"]


def test_sound_and_words_go_by_the_rules_and_that_is_said(
    screen: ExportScreen, practice: Practice
) -> None:
    made = approved(practice)
    screen.show_visit(made.id)
    assert "gewist, zoals afgesproken" in screen.sources.says.text()
    assert screen.sources.erase.isHidden()
    assert told(practice, "DELETE_AUDIO")


def test_under_a_later_rule_they_stay_until_asked(qtbot: QtBot, practice: Practice) -> None:
    ruled(practice, retention=RetentionRules(days=7))
    screen = ExportScreen(practice)
    qtbot.addWidget(screen)
    screen.show()
    screen.show_visit(approved(practice).id)
    assert "over 7 dagen" in screen.sources.says.text()
    assert told(practice, "DELETE_AUDIO") == []
    screen.sources.erase.click()
    screen.sources.keep.click()
    assert told(practice, "DELETE_AUDIO") == []
    screen.sources.erase.click()
    screen.sources.sure.click()
    assert "gewist" in screen.sources.says.text()
    assert told(practice, "DELETE_AUDIO") == [("DELETE_AUDIO", "by-hand+key-destroyed")]


def test_choosing_no_folder_saves_nothing(screen: ExportScreen, practice: Practice) -> None:
    screen.show_visit(approved(practice).id)
    screen.choose_folder = lambda: ""
    screen.whole.save["txt"].click()
    assert told(practice, *WAYS_OUT) == []


def test_a_part_without_words_takes_one_line(
    qtbot: QtBot, screen: ExportScreen, practice: Practice
) -> None:
    screen.resize(900, 700)
    screen.show_visit(approved(practice).id)
    heights = {bool(part.text): made.parentWidget() for part, made in screen.parts.buttons.items()}
    filled, empty = heights[True], heights[False]
    assert filled is not None
    assert empty is not None
    qtbot.waitUntil(lambda: 0 < empty.height() < filled.height())
    assert [made.isEnabled() for made in empty.findChildren(QPushButton)] == [False]
