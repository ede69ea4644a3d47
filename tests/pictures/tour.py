"""What is carried on the walk: the window, the camera, the day, and how to find a screen."""

import gc
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

from PySide6.QtWidgets import QWidget

from asr.transcript import Language
from desktop.consultation import ConsultationId
from desktop.settings import Settings, keep_settings
from desktop.ui.application import dressed, make_application
from desktop.ui.record.screen import RecordScreen
from desktop.ui.window.inside import Inside
from desktop.ui.window.window import Window
from desktop.ui.work.errand_garbage import Garbage
from tests.desktop.ui.silent_engines import SilentEngines
from tests.pictures.camera import Camera, settle, wait_until
from tests.pictures.day import Clock, Day, Visit, clock_of_the_day, read_day
from tests.pictures.stands import Microphones, stand_ins

_Found = TypeVar("_Found")


class Tour:
    """One walk through the window, in one language."""

    def __init__(
        self, folder: Path, camera: Camera, day: Day, language: Language, clock: Clock
    ) -> None:
        self.folder, self.camera, self.day = folder, camera, day
        self.language, self.clock = language, clock
        settings = Settings(language=language, spoken=language, theme="light")
        keep_settings(folder, settings)
        self.application = make_application(settings)
        self.application.setCursorFlashTime(0)  # else it is there in one picture, and not the next
        self.microphones = Microphones(day.microphone)
        self.visits: dict[str, ConsultationId] = {}
        self.window = self.opened()

    def shoot(self, name: str) -> None:
        """Take a picture of the window."""
        if self.window.inside is not None:  # the list waits a quarter of a second by itself
            self.window.inside.workplace.worklist.refresh()
        self.camera.take(name, self.window)

    def opened(self) -> Window:
        """A window on the library of this tour."""
        window = Window(self.folder, partial(dressed, self.application), again=lambda _: None)
        window.show()
        window.activateWindow()
        settle()
        return window

    def come_back(self) -> None:
        """To the window, when a dialog has closed; here no desktop does that by itself."""
        settle()
        self.window.activateWindow()
        settle()

    def close(self) -> None:
        """Let go of the window, and of all that hangs on it, while the application is there."""
        self.window.close()
        self.window.deleteLater()
        settle()
        gc.collect()

    def screen(self, kind: type[_Found], inside: QWidget | None = None) -> _Found:
        """The part of that kind, once it is there."""
        around = inside or self.inside.workplace

        def found() -> list[_Found]:
            return [one for one in around.findChildren(QWidget) if isinstance(one, kind)]

        wait_until(kind.__name__, found)
        return found()[0]

    @property
    def inside(self) -> Inside:
        """What is behind the door."""
        assert self.window.inside is not None
        return self.window.inside

    @property
    def record(self) -> RecordScreen:
        """The screen that records, with a microphone that tells what it is told to."""
        screen = self.screen(RecordScreen)
        screen._capture = self.microphones
        return screen

    @property
    def followed(self) -> Visit:
        """The visit that is followed to the end."""
        return next(visit for visit in self.day.visits if visit.sample)

    @property
    def engines(self) -> SilentEngines:
        """The engines, which say what the tour has them say."""
        engines = self.inside.practice.engines
        assert isinstance(engines, SilentEngines)
        return engines


@contextmanager
def tour_of(folder: Path, language: Language) -> Iterator[Tour]:
    """A tour with its pictures in that folder; nothing else of it is left behind."""
    day = read_day(language)
    with (
        tempfile.TemporaryDirectory() as home,
        _as_in(Path(home), day),
        clock_of_the_day() as clock,
        stand_ins(day.microphone),
    ):
        tour = Tour(Path(home) / "griffel", Camera(folder), day, language, clock)
        garbage = Garbage(tour.application)
        try:
            yield tour
        finally:
            tour.close()
            garbage.stop()


@contextmanager
def _as_in(home: Path, day: Day) -> Iterator[None]:
    """The folders, the policy and the time zone of that practice, whatever machine this is."""
    policy = home / "policy.toml"
    lines = (
        f"institution = {json.dumps(day.practice)}",
        f"intended_use = {json.dumps(day.intended_use)}",
        "[data]",
        "pseudonymised = true",
        "identifying = true",
        "[[terms]]",
        'id = "house-rules"',
        'version = "2026-01"',
        f"text = {json.dumps(day.terms)}",
    )
    policy.write_text("\n".join(lines), encoding="utf-8")
    placed = {
        "GRIFFEL_HOME": str(home),
        "GRIFFEL_MODELS": str(home / "models"),
        "GRIFFEL_POLICY": str(policy),
        "TZ": "Europe/Amsterdam",
    }
    with patch.dict(os.environ, placed):
        time.tzset()
        yield
    time.tzset()
