"""Walk the whole road once on the bundled sample, here or inside the built program, and say what
failed.

A step that needs one that failed is not tried, and is told as failed too.
"""

import os
import platform
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import TypeVar

from asr.audio import open_sound
from asr.elapsed import elapsed
from asr.errors import HearingError
from asr.hear import Listening
from desktop import paths
from desktop.app import open_passing_desk
from desktop.consultation import Approved, Draft, Recorded, Transcribed
from desktop.correction import Added
from desktop.desk import Desk
from desktop.engine import Engine, Look, Looked
from desktop.erasure import erase_due
from desktop.errors import ConsultationUnknown, GriffelError, NotApproved
from desktop.export import FORMATS
from desktop.models.hearing import load_speech
from desktop.rules import choose_model
from desktop.workflow import (
    approve,
    correct,
    export,
    record,
    summarise,
    tick,
    transcribe,
    waive,
)
from summarize.chat import Chat
from summarize.errors import WritingError
from summarize.llama import runs_here
from summarize.summarize import find_writer
from summarize.template import find_template

_Made = TypeVar("_Made")

_MODEL = "whisper-base"
_PATIENCE = 60.0  # seconds for an engine to answer
_ADDED = "Zo nodig eerder terug."


@dataclass(frozen=True)
class Outcome:
    """A step of the road, and where it broke if it did; "" when it held."""

    step: str
    failure: str

    @property
    def held(self) -> bool:
        return not self.failure


class Broken(RuntimeError):
    """What a step should have brought about is not there."""


def walk() -> Iterator[Outcome]:
    """Each step of the road, in order, as it is done. Nothing of it is left on the disk."""
    paths.home().mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=paths.home(), prefix="self-test-") as folder:
        with open_passing_desk(Path(folder)) as desk:
            walker = _Walker(desk, Path(folder))
            for step in walker.steps:
                yield _tried(step)
        yield _tried(_engine)
        yield _tried(_language_model)
        yield _tried(partial(_window, Path(folder)), "window")
        yield _tried(_no_network)


def _tried(step: Callable[[], None], name: str = "") -> Outcome:
    name = name or step.__name__.strip("_")
    try:
        step()
    except (GriffelError, HearingError, WritingError) as problem:
        return Outcome(name, problem.code)
    except (Broken, OSError, ImportError) as problem:
        # The kind of the problem and the line: never what it says, which may quote the sample.
        last = traceback.extract_tb(problem.__traceback__)[-1]
        place = f"{Path(last.filename).name}:{last.lineno}"
        return Outcome(name, f"{type(problem).__name__} {place}")
    return Outcome(name, "")


class _Walker:
    """One sample on its way; what a step made waits here for the next."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self._desk = desk
        self._folder = folder
        self._recorded: Recorded | None = None
        self._transcribed: Transcribed | None = None
        self._draft: Draft | None = None
        self._approved: Approved | None = None

    @property
    def steps(self) -> tuple[Callable[[], None], ...]:
        return (
            self.record,
            self.transcribe,
            self.summarise,
            self.correct,
            self.approve,
            self.export,
            self.erase,
        )

    def record(self) -> None:
        sample = files("assets") / "sample" / "nl.ogg"
        with as_file(sample) as file, open_sound(file) as sound:
            self._recorded = _returned(
                record(self._desk, sound, sound.channels, "nl", data="fictional")
            )
        _hold(self._recorded.seconds > 60)

    def transcribe(self) -> None:
        recorded = _there(self._recorded)
        listener = load_speech(choose_model(self._desk, _MODEL, "speech"))
        sound = self._desk.recordings.open(recorded.id)
        work = transcribe(self._desk, recorded.id, sound, listener, Listening(language="nl"))
        self._transcribed = _returned(work)
        coverage = self._transcribed.transcript.coverage
        _hold(coverage.transcribed > 0.8 * coverage.speech > 0)

    def summarise(self) -> None:
        transcribed, template = _there(self._transcribed), find_template("soep", "nl")
        self._draft = summarise(self._desk, transcribed, template, find_writer("extract"))
        _hold(all(line.evidence for _, line in self._draft.note.statements()))

    def correct(self) -> None:
        self._draft = correct(self._desk, _there(self._draft), Added("P", _ADDED))
        _hold(_ADDED in [line.text for _, line in self._draft.note.statements()])

    def approve(self) -> None:
        draft = _there(self._draft)
        try:
            export(self._desk, draft, "txt", self._folder)
        except NotApproved:
            pass
        else:
            raise Broken
        for statement in draft.open_findings:
            draft = tick(self._desk, draft, statement)
        for omission in draft.blocking_omissions:
            draft = waive(self._desk, draft, omission.key)
        self._approved = approve(self._desk, draft, "Griffel")

    def export(self) -> None:
        for form in FORMATS:
            if form in self._desk.policy.export.forms:
                made = export(self._desk, _there(self._approved), form, self._folder)
                _hold(made.stat().st_size > 0)
                _hold(form != "txt" or _ADDED in made.read_text(encoding="utf-8"))

    def erase(self) -> None:
        approved = _there(self._approved)
        erase_due(self._desk, approved.id)
        try:
            self._desk.recordings.open(approved.id)
        except ConsultationUnknown:
            return
        raise Broken


def _engine() -> None:
    """The process that listens and writes starts, and knows the sample for what it is."""
    sample = files("assets") / "sample" / "nl.ogg"
    with as_file(sample) as file, Engine() as engine:
        engine.order(Look(file=str(file)))
        deadline = elapsed() + _PATIENCE
        while elapsed() < deadline:
            for news in engine.news(0.1):
                if isinstance(news, Looked):
                    return _hold(news.channels == 1)
    raise Broken


def _language_model() -> None:
    """What runs a language model can be loaded, on every machine that it is made for."""
    made_for = sys.platform != "win32" or platform.machine() == "AMD64"
    _hold(runs_here() or not made_for)
    _hold(Chat.of({}) is None)  # what spells for it is here, and knows that this is no model


def _window(folder: Path) -> None:
    """The first window is drawn, on a screen that nobody sees."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.ui.measure_start import show_first_window  # Qt, only where there is a window

    show_first_window(folder)


def _no_network() -> None:
    """On Linux the kernel refuses a socket to anywhere; elsewhere nothing can be shown."""
    if sys.platform != "linux":
        return
    try:
        socket.socket(socket.AF_INET).close()
    except PermissionError:
        return
    raise Broken


def _hold(is_so: bool) -> None:
    if not is_so:
        raise Broken


def _there(made: _Made | None) -> _Made:
    """What an earlier step made; it failed if there is none."""
    if made is None:
        raise Broken
    return made


def _returned(work: Generator[object, None, _Made]) -> _Made:
    """Do all of it, for what it gives back."""
    while True:
        try:
            next(work)
        except StopIteration as done:
            made: _Made = done.value
            return made
