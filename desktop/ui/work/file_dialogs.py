"""Qt's dialogs for files and folders, which are made to forget where they looked.

A folder may be named after a patient, and Qt writes down where its dialogs were.
"""

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

ask_qt_folder = QFileDialog.getExistingDirectory
ask_qt_files = QFileDialog.getOpenFileNames


def ask_folder(parent: QWidget, title: str, place: str = "") -> Path | None:
    """A folder the user points at; none: rather not."""
    chosen = ask_qt_folder(parent, title, place or _home())
    _forget()
    return Path(chosen) if chosen else None


def ask_files(parent: QWidget, title: str, kinds: str) -> tuple[Path, ...]:
    """The files the user points at."""
    names, _ = ask_qt_files(parent, title, _home(), kinds)
    _forget()
    return tuple(Path(name) for name in names)


def _home() -> str:
    """Where anybody finds the way from; else it is where Griffel was started."""
    return str(Path.home())


def _forget() -> None:
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    kept.remove("FileDialog")
    kept.sync()
