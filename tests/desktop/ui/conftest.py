"""Screens are tried without a screen, on a real sealed library."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything loads Qt

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from desktop.session import Session
from desktop.settings import Settings
from desktop.ui.application import make_application
from desktop.ui.look.tokens import LIGHT
from desktop.ui.practice import Practice
from desktop.ui.transcribe import working_out
from tests.desktop.ui.silent_engines import SilentEngines
from tests.desktop.ui.writing import choose_model
from tests.desktop.visits import session  # noqa: F401 - a fixture


@pytest.fixture(autouse=True, scope="session")
def _what_is_loaded_is_no_garbage() -> None:
    """Spares each collection the 300,000 objects of the libraries."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _garbage_on_this_thread() -> Iterator[None]:
    """As in the application: a widget destroyed on another thread ends the process."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _figures_are_dutch() -> None:
    """Whatever language a test before this one had the application speak."""
    QLocale.setDefault(QLocale("nl_NL"))


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as it is for a user, in Dutch."""
    return make_application(Settings(language="nl", theme="light"))


@pytest.fixture
def practice(qapp: QApplication, session: Session) -> Practice:  # noqa: F811
    """A practice on a new library, speaking Dutch, whose engines start no process."""
    made = Practice(session, Settings(language="nl"), LIGHT)
    made.engines = SilentEngines()
    return made


@pytest.fixture
def engines(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> SilentEngines:
    """The engines of that practice, where there is a model to listen with."""
    monkeypatch.setattr(working_out, "speech_model", lambda desk, chosen: Path("whisper"))
    assert isinstance(practice.engines, SilentEngines)
    return practice.engines


@pytest.fixture
def model(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    """A language model was chosen to write."""
    choose_model(practice, monkeypatch)
