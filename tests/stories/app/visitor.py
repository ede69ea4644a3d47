"""Somebody at a window in a process of its own, who gets as far as a stage and waits to be killed.

"ready" and a figure on the standard output say that the stage was reached. Not a program of its
own: each process it starts would load all of this once more.
"""

import os
import subprocess
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything loads Qt

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NoReturn
from unittest.mock import patch

from PySide6.QtTest import QTest

from desktop.ui.note import editor
from desktop.ui.work.engines import Engines
from desktop.ui.work.errand_garbage import Garbage
from tests.desktop.ui.library import PASSPHRASE
from tests.desktop.ui.silent_engines import SilentEngines
from tests.stories.app.clinician import Clinician
from tests.stories.app.drafted import PATIENT
from tests.stories.app.listeners import held_engine, waits

TYPED = "Controle over 2 weken."
LAST_TYPED = "Bij koorts eerder."
APPROVER = "A. Voorbeeld"
DRAFTED = "drafted"  # instead of a sound file: the one visit there is, and no engines

Figure = int | float


def killed(home: Path, stage: str, sound: Path | str = DRAFTED) -> float:
    """Somebody gets as far as that stage, and the process is killed; what was told of it."""
    program = f"from {__name__} import main; import sys; main(*sys.argv[1:])"
    order = [sys.executable, "-c", program, str(home), stage, str(sound)]
    running = subprocess.Popen(order, stdout=subprocess.PIPE)  # noqa: S603 - our own words
    assert running.stdout is not None
    try:
        told = running.stdout.readline().decode().split()
    finally:
        running.kill()
        running.stdout.close()
        running.wait()
    assert told[:1] == ["ready"], "it came to an end before that stage"
    return float(told[1])


def recording(clinician: Clinician, sound: str) -> Figure:
    """Somebody was heard, some of it is kept, and it goes on: how many seconds."""
    clinician.fill_in(PATIENT)
    clinician.begin()
    clinician.wait_until_heard(seconds=4)
    run = clinician.record.run
    return run.recording.kept if run.recording else 0


def hearing(clinician: Clinician, sound: str) -> Figure:
    """The recording is whole; what was said is being heard."""
    hold(sound).touch()
    clinician.bring_in(Path(sound), PATIENT)
    clinician.wait_until("it hears", waits(hold(sound)).exists)
    return 1


def correcting(clinician: Clinician, sound: str) -> Figure:
    """A line was typed, and kept by itself; another one was typed a moment ago: how many lines."""
    _drafted(clinician, sound)
    clinician.add(4, TYPED)
    clinician.wait_until_on_disk()
    with patch.object(editor, "PAUSE", 1_000_000), patch.object(editor, "LONGEST", 1e6):
        clinician.add(4, LAST_TYPED)
    assert {TYPED, LAST_TYPED} <= set(clinician.lines())
    return len(clinician.lines())


def approving(clinician: Clinician, sound: str) -> Figure:
    """All was looked at and left, and the button waits: how many things there were."""
    _drafted(clinician, sound)
    clinician.add(4, TYPED)
    clinician.wait_until_kept()
    clinician.look_at_all(APPROVER)
    clinician.wait_until("it may be approved", clinician.approving.foot.do.isEnabled)
    return len(clinician.approving.points.ticks)


def exporting(clinician: Clinician, sound: str) -> Figure:
    """The note is approved, and on its way into a file."""
    _drafted(clinician, sound)
    clinician.add(4, TYPED)
    clinician.wait_until_kept()
    clinician.approve(APPROVER)
    with patch("desktop.workflow.write_export", lambda *_: _stay(1)):
        clinician.export_text(out_of(clinician.window.folder))
    return 0


STAGES: dict[str, Callable[[Clinician, str], Figure]] = {
    stage.__name__: stage for stage in (recording, hearing, correcting, approving, exporting)
}


def hold(sound: str) -> Path:
    """What keeps an engine from hearing."""
    return Path(sound).with_suffix(".hold")


def out_of(home: Path) -> Path:
    """Where what is exported from the library in that folder goes."""
    return home.with_name("out")


def main(folder: str, stage: str, sound: str) -> None:
    """Get there, say so, and go on with nothing."""
    engines = partial(Engines, partial(held_engine, hold(sound)))
    with (
        patch(
            "desktop.ui.practice.Engines",
            engines if sound != DRAFTED else lambda parent: SilentEngines(),
        ),
        patch("desktop.ui.transcribe.working_out.speech_model", lambda *_: Path("fluent")),
    ):
        clinician = Clinician(Path(folder))
        Garbage(clinician.window)
        clinician.unlock(PASSPHRASE)
        _stay(STAGES[stage](clinician, sound))


def _drafted(clinician: Clinician, sound: str) -> None:
    """The draft stands there."""
    if sound == DRAFTED:
        (visit,) = clinician.library.ids()
        clinician.choose(visit)
    else:
        clinician.bring_in(Path(sound), PATIENT)
    clinician.wait_for_draft()


def _stay(figure: Figure) -> NoReturn:
    """Say that it is as far as this, and do nothing more."""
    sys.stdout.write(f"ready {figure}\n")
    sys.stdout.flush()
    while True:
        QTest.qWait(1000)
