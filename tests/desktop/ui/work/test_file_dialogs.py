"""What Qt's dialogs for files remember of where they looked is taken out again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.work import file_dialogs
from desktop.ui.work.file_dialogs import ask_files, ask_folder

WHERE = "file:///home/praktijk/Mw-De-Vries"


@pytest.mark.parametrize(
    ("ask", "found"),
    [
        (lambda parent: ask_folder(parent, "Waar?"), Path("map")),
        (lambda parent: ask_files(parent, "Welke?", "*"), (Path("a.wav"),)),
    ],
)
def test_no_folder_is_remembered_by_qt(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ask: Callable[[QWidget], object],
    found: object,
) -> None:
    form, scope = QSettings.Format.NativeFormat, QSettings.Scope.UserScope
    QSettings.setPath(form, scope, str(tmp_path / "qt"))
    seen: list[str] = []

    def look() -> None:
        """Write down where it looked, as Qt does."""
        kept = QSettings(scope, "QtProject")
        kept.setValue("FileDialog/lastVisited", WHERE)
        kept.sync()
        seen.extend(written(tmp_path))

    def folder(*_: object) -> str:
        look()
        return "map"

    def files(*_: object) -> tuple[list[str], str]:
        look()
        return ["a.wav"], "*"

    monkeypatch.setattr(file_dialogs, "ask_qt_folder", folder)
    monkeypatch.setattr(file_dialogs, "ask_qt_files", files)
    parent = QWidget()
    qtbot.addWidget(parent)
    assert ask(parent) == found
    assert any("Mw-De-Vries" in text for text in seen)  # the control
    assert not any("Mw-De-Vries" in text for text in written(tmp_path))


def written(folder: Path) -> list[str]:
    return [one.read_text(encoding="utf-8") for one in folder.rglob("*") if one.is_file()]
