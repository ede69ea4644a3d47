"""Every story: the real window without a screen, a sealed library, and whoever sits there."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything loads Qt

import gc
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.engine import Target
from desktop.settings import keep_settings
from desktop.ui.application import make_application
from desktop.ui.work.engines import Engines
from desktop.ui.work.errand_garbage import Garbage
from tests.desktop.ui.library import PASSPHRASE, made_once  # noqa: F401 - a fixture
from tests.desktop.ui.silent_engines import SilentEngines
from tests.stories.app.clinician import SETTINGS, Clinician, Sits
from tests.stories.app.drafted import draft_in
from tests.stories.app.listeners import Hears, fluent_engine
from tests.trust.conftest import needs_full
from tests.trust.sound_server import SoundServer, missing_tools

_LONGEST = 1800  # seconds that one may take on a machine with much else to do


def in_every_run() -> pytest.MarkDecorator:
    """Mark the heart of a story, which takes seconds and is told in `make test` as well."""
    return pytest.mark.trust(in_every_run=True)


def pytest_itemcollected(item: pytest.Item) -> None:
    """They take up to a minute each in real time, and are told in `make trust`."""
    short = any(mark.kwargs.get("in_every_run") for mark in item.iter_markers("trust"))
    item.add_marker("trust")
    item.add_marker(pytest.mark.timeout(_LONGEST))
    if not short:
        item.add_marker(needs_full())


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as it is for a user, in Dutch."""
    return make_application(SETTINGS)


@pytest.fixture(autouse=True)
def _garbage_on_this_thread(qapp: QApplication) -> Iterator[None]:
    """As in the application: a widget destroyed on another thread ends the process."""
    garbage = Garbage(qapp)
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    garbage.stop()


@pytest.fixture
def home(made_once: tuple[Path, str], tmp_path: Path) -> Path:  # noqa: F811
    """A library that nothing was done in yet."""
    folder = tmp_path / "griffel"
    shutil.copytree(made_once[0], folder)
    keep_settings(folder, SETTINGS)
    return folder


@pytest.fixture
def drafted_home(home: Path) -> Path:
    """The same with one visit, whose draft waits."""
    draft_in(home)
    return home


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
def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is heard, written or checked beside the window, and no process is started."""
    monkeypatch.setattr("desktop.ui.practice.Engines", lambda parent: SilentEngines())


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
