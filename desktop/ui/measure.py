"""How fast the window is: from start to window, opening a long visit, and each key typed in it."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from asr.transcript import Coverage, Transcript, Utterance, UtteranceId, Word
from asr.value import Value
from desktop.app import create_library, data_keys, open_session
from desktop.consultation import ConsultationId, Draft, Transcribed
from desktop.settings import Settings
from desktop.store.library import Library
from desktop.store.sealing import Key
from desktop.ui.application import make_application
from desktop.ui.correct.review import ReviewScreen
from desktop.ui.look.tokens import LIGHT
from desktop.ui.practice import Practice
from summarize.note import Note, Report, Section, Statement, StatementId
from summarize.template import find_template

_TYPED = "geen koorts, wel moe en kortademig bij inspanning. "
_VISIT = ConsultationId("20260105-090000-000001")
_SIZE = (1280, 800)


class Size(Value):
    """How long the visit is: two hours, with a note that is longer than any; and keys typed."""

    utterances: int = 5_000
    statements: int = 200
    keys: int = 400


class WindowFigures(Value):
    """Seconds to a window and to a long visit in it; milliseconds from a key to its letter."""

    start: float
    opening: float
    key_median: float
    key_p95: float
    key_slowest: float


def measure_window(size: Size | None = None) -> WindowFigures:
    """Measure on this machine, without a screen, in a library that goes again."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    size, start = size or Size(), _start()
    with _practice(size) as practice:
        screen = ReviewScreen(practice)
        screen.resize(*_SIZE)
        screen.show()
        _painted(screen)
        opening = _opening(screen)
        keys = sorted(_keys(screen, size.keys))
        screen.leave()
        screen.close()
    return WindowFigures(
        start=start,
        opening=opening,
        key_median=keys[len(keys) // 2],
        key_p95=keys[int(len(keys) * 0.95)],
        key_slowest=keys[-1],
    )


def long_transcript(utterances: int) -> Transcript:
    """The turns of the bundled sample over and over, with the times and doubts of each word."""
    sample = json.loads((files("assets") / "sample" / "nl.json").read_text(encoding="utf-8"))
    spoken, at = [], 0.0
    for number, turn in enumerate(islice(cycle(sample["turns"]), utterances), start=1):
        texts = turn["text"].split()
        words = tuple(
            Word(
                text=text,
                start=round(at + 0.25 * place, 2),
                end=round(at + 0.25 * (place + 1), 2),
                probability=0.4 if (number + place) % 29 == 0 else 0.9,
            )
            for place, text in enumerate(texts)
        )
        end = words[-1].end
        spoken.append(
            Utterance(
                id=UtteranceId(number),
                speaker=turn["speaker"],
                start=round(at, 2),
                end=end,
                text=turn["text"],
                words=words,
            )
        )
        at = end + 0.3
    coverage = Coverage(recorded=at, speech=at, transcribed=at, unsure=0, skipped=0)
    return Transcript(language="nl", utterances=tuple(spoken), coverage=coverage, model="measure")


def long_note(transcript: Transcript, statements: int) -> Note:
    """A note of so many lines, each from an utterance of that conversation."""
    keys = find_template("soep", "nl").keys
    step = max(1, len(transcript.utterances) // statements)
    chosen = transcript.utterances[::step][:statements]
    sections = tuple(
        Section(
            key=key,
            statements=tuple(
                Statement(id=StatementId(f"{key}{one.id}"), text=one.text, evidence=(one.id,))
                for one in chosen[place :: len(keys)]
            ),
        )
        for place, key in enumerate(keys)
    )
    reports = (Report(sections=sections),)
    return Note(template="soep", language="nl", writer="extract", reports=reports)


def _start() -> float:
    """Seconds from nothing to the painted lock screen, in a process of its own."""
    with tempfile.TemporaryDirectory() as place:
        create_library(Path(place) / "griffel", "een verzonnen wachtzin")
        order = [sys.executable, "-m", "desktop.ui.measure_start", f"{place}/griffel"]
        began = perf_counter()
        subprocess.run(order, check=True)  # noqa: S603 - our own program
        return perf_counter() - began


def _opening(screen: ReviewScreen) -> float:
    began = perf_counter()
    screen.show_visit(_VISIT)
    _painted(screen)
    return perf_counter() - began


def _keys(screen: ReviewScreen, count: int) -> Iterator[float]:
    """Milliseconds of each key, until what it changed is on the screen."""
    while not screen.editor.complete:
        QApplication.processEvents()
    line = screen.editor.lines()[len(screen.editor.lines()) // 8]
    screen.editor.put_cursor(line, -1)
    _painted(screen)
    for sign in islice(cycle(_TYPED), count):
        began = perf_counter()
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            held = Qt.KeyboardModifier.NoModifier
            QCoreApplication.sendEvent(line.text, QKeyEvent(kind, 0, held, sign))
        QApplication.processEvents()
        yield (perf_counter() - began) * 1000


def _painted(widget: QWidget) -> None:
    """Do all that waits, then paint the whole widget."""
    QApplication.processEvents()
    widget.grab()


@contextmanager
def _practice(size: Size) -> Iterator[Practice]:
    """A practice with the long visit on the disk, and nothing of it in memory."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder, root = Path(place) / "griffel", Key.new()
        with closing(Library.create(folder, root, data_keys(folder, root), _now)) as library:
            transcript = long_transcript(size.utterances)
            library.save(Transcribed(id=_VISIT, transcript=transcript))
            note = long_note(transcript, size.statements)
            library.save(Draft(id=_VISIT, transcript=transcript, note=note))
        make_application(Settings(language="nl", theme="light"))
        with open_session(folder, root) as session:
            practice = Practice(session, Settings(language="nl"), LIGHT)
            yield practice
            practice.engines.close()


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    sys.stdout.write(measure_window().model_dump_json(indent=1) + "\n")
