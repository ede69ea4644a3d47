"""Qt's own dialogs and menus speak the language of the screen, and change with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QFileInfo
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QFileIconProvider,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QTabWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from asr.transcript import Language
from desktop.ui.qt_words import speak

# The same in both languages, or no words at all.
SAME = {"Type", "Type:", "OK", "Printer", "...", "1", ""}


@pytest.fixture(autouse=True)
def _dutch_again(qapp: QApplication) -> Iterator[None]:
    yield
    speak(qapp, "nl")


def dialogs(qtbot: QtBot) -> Iterator[QWidget]:
    """Those of which the words come from Qt."""
    for mode in (QFileDialog.FileMode.ExistingFiles, QFileDialog.FileMode.Directory):
        files = QFileDialog()
        files.setOption(QFileDialog.Option.DontUseNativeDialog)
        files.setFileMode(mode)
        files.setViewMode(QFileDialog.ViewMode.Detail)
        yield files
    yield QPrintDialog(QPrinter())
    asked = QMessageBox.StandardButton
    yield QMessageBox(
        QMessageBox.Icon.Question,
        "",
        "",
        asked.Yes | asked.No | asked.Cancel | asked.Close | asked.Save | asked.Ok,
    )
    line, text = QLineEdit(), QTextEdit()
    for field in (line, text):
        qtbot.addWidget(field)
    yield line.createStandardContextMenu()
    yield text.createStandardContextMenu()


def said(widget: QWidget) -> set[str]:
    """Every word on it."""
    found = {action.text().split("\t")[0] for action in widget.actions()}
    for part in widget.findChildren(QWidget):
        found |= {action.text() for action in part.actions()}
        if isinstance(part, QLabel | QAbstractButton):
            found |= {part.text(), part.toolTip()}
        elif isinstance(part, QGroupBox):
            found.add(part.title())
        elif isinstance(part, QTabWidget):
            found |= {part.tabText(number) for number in range(part.count())}
        elif isinstance(part, QComboBox) and part.objectName() != "lookInCombo":
            found |= {part.itemText(number) for number in range(part.count())}
    return {word for word in found if not word.startswith("/")} - SAME


def words_in(qtbot: QtBot, application: QCoreApplication, language: Language) -> list[set[str]]:
    speak(application, language)
    found = []
    for dialog in dialogs(qtbot):
        qtbot.addWidget(dialog)
        found.append(said(dialog))
    return found


def test_no_word_of_one_language_stands_in_the_other(qtbot: QtBot, qapp: QApplication) -> None:
    dutch, english = words_in(qtbot, qapp, "nl"), words_in(qtbot, qapp, "en")
    assert all(dutch)
    assert all(english)
    assert [here & there for here, there in zip(dutch, english, strict=True) if here & there] == []
    assert words_in(qtbot, qapp, "nl") == dutch  # and back again


def test_the_kind_of_a_file_is_told_in_that_language(qapp: QApplication, tmp_path: Path) -> None:
    told = {}
    for language in ("nl", "en"):
        speak(qapp, language)
        told[language] = QFileIconProvider().type(QFileInfo(str(tmp_path)))
    assert told == {"nl": "Map", "en": "Folder"}


def test_control_without_our_words_some_stay_english(qtbot: QtBot, qapp: QApplication) -> None:
    english, dutch = words_in(qtbot, qapp, "en"), words_in(qtbot, qapp, "nl")
    assert "&Zoek in:" in dutch[0]
    assert "&Look in:" in english[0]
    assert "Annuleren" in dutch[0]
    assert "Cancel" in english[0]
