"""Every story: the real window without a screen, a sealed library, and whoever sits there."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything loads Qt

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.engine import Target
from desktop.settings import keep_settings
from desktop.ui.application import make_application
from desktop.ui.work.engines import Engines
from tests.desktop.ui.library import PASSPHRASE, made_once  # noqa: F401 - a fixture
from tests.stories.app.clinician import SETTINGS, Clinician, Sits
from tests.stories.app.listeners import Hears, fluent_engine
from tests.trust.conftest import needs_full
from tests.trust.sound_server import SoundServer, missing_tools


def pytest_itemcollected(item: pytest.Item) -> None:
    """They take a minute each in real time, and are told in `make trust`."""
    item.add_marker("trust")
    item.add_marker(needs_full())


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as it is for a user, in Dutch."""
    return make_application(SETTINGS)


@pytest.fixture
def home(made_once: tuple[Path, str], tmp_path: Path) -> Path:  # noqa: F811
    """A library that nothing was done in yet."""
    folder = tmp_path / "griffel"
    shutil.copytree(made_once[0], folder)
    keep_settings(folder, SETTINGS)
    return folder


@pytest.fixture
def sits(qapp: QApplication) -> Iterator[Sits]:
    """Somebody sits down at a window on the library in a folder."""
    there: list[Clinician] = []

    def sat_down(folder: Path) -> Clinician:
        there.append(Clinician(folder))
        return there[-1]

    yield sat_down
    for one in there:
        one.leave()


@pytest.fixture
def clinician(sits: Sits, home: Path) -> Clinician:
    """At the work, behind the door."""
    one = sits(home)
    one.unlock(PASSPHRASE)
    return one


@pytest.fixture
def hears(monkeypatch: pytest.MonkeyPatch) -> Hears:
    """Have windows that open from now on hear with another engine, which needs no model."""

    def with_engine(target: Target) -> None:
        monkeypatch.setattr("desktop.ui.practice.Engines", partial(Engines, target))
        monkeypatch.setattr(
            "desktop.ui.transcribe.working_out.speech_model", lambda *_: Path("fluent")
        )

    return with_engine


@pytest.fixture
def fluent(hears: Hears) -> None:
    """What is heard is a cough of three weeks."""
    hears(fluent_engine)


@pytest.fixture
def server(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SoundServer]:
    """A sound server whose microphone hears what the test plays."""
    if missing_tools():
        pytest.skip(f"not on this machine: {', '.join(missing_tools())}")
    running = SoundServer(tmp_path_factory.mktemp("pulse"))
    for name, value in running.environment.items():
        monkeypatch.setenv(name, value)
    running.start()
    yield running
    running.end()
