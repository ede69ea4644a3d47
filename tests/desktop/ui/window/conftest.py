"""A window in front of the door of a library."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.settings import Settings, keep_settings
from tests.desktop.ui.library import made_once  # noqa: F401 - a fixture
from tests.desktop.ui.window.door import Door


@pytest.fixture
def home(made_once: tuple[Path, str], tmp_path: Path) -> Path:  # noqa: F811
    """A copy of a library with a passphrase."""
    folder = tmp_path / "griffel"
    shutil.copytree(made_once[0], folder)
    keep_settings(folder, Settings(language="nl", theme="light"))
    return folder


@pytest.fixture
def door(qtbot: QtBot, qapp: QApplication, home: Path) -> Door:
    """The window on it."""
    return Door(qtbot, home, qapp)
