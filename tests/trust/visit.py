"""One consultation from sound to erased, in a process of its own that may be made to crash.

`python -m tests.trust.visit KIND SOUND OUT [AT SIGNAL]`: the library lies in GRIFFEL_HOME; SOUND
holds samples; OUT takes the exported files; AT is the point where SIGNAL hits.
"""

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from asr.audio import SAMPLE_RATE, Block
from asr.hear import Listening
from asr.silence import leave_no_dumps, refuse_network
from asr.transcript import Language
from desktop import app, paths
from desktop.consultation import Approved, ConsultationId
from desktop.correction import Added
from desktop.desk import Desk
from desktop.erasure import erase
from desktop.export import FORMATS
from desktop.store.audit import Audit, AuditRecord
from desktop.store.library import Library
from desktop.store.sealing import Key
from desktop.workflow import approve, correct, export, record, summarise, tick, transcribe
from summarize.summarize import find_writer
from summarize.template import find_template
from tests.fakes import FakeListener
from tests.trust.canary import WORDS, Samples

_Result = TypeVar("_Result")

# Each word is said; one of them becomes a correction as well, one the name of who approves.
SAID = " ".join(f"Ik heb al drie weken hoofdpijn en {word}." for word in WORDS)
CORRECTION = f"Controle over twee weken wegens {WORDS[0]}."
APPROVER = f"A. {WORDS[1]}"
LANGUAGE: Language = "nl"

# Where a visit can be made to crash: while sound comes in, or when an act has been kept and is
# about to be written down.
POINTS = (
    "recording",
    "RECORD",
    "TRANSCRIBE",
    "DRAFT",
    "EDIT",
    "APPROVE",
    "EXPORT",
    "DELETE_AUDIO",
)

Crash = Callable[[str], None]


@dataclass(frozen=True)
class CrashingAudit:
    """Passes on what is written down, unless the process is to end there."""

    audit: Audit
    crash: Crash

    def write(self, record: AuditRecord) -> None:
        self.crash(record.act)
        self.audit.write(record)

    def records(self) -> tuple[AuditRecord, ...]:
        return self.audit.records()

    def of(self, consultation: ConsultationId) -> tuple[AuditRecord, ...]:
        return self.audit.of(consultation)


@contextmanager
def plain(home: Path) -> Iterator[Desk]:
    """The leaky one: everything readable on the disk."""
    yield app.open_desk(home)


@contextmanager
def scratching(home: Path) -> Iterator[Desk]:
    """One that has what was said in a temporary file for a moment, and cleans up after itself."""
    with tempfile.TemporaryFile() as scratch:
        scratch.write(SAID.encode())
    yield app.open_desk(home)


@contextmanager
def sealed(home: Path) -> Iterator[Desk]:
    """The real one, under a key that the test knows and looks for as well."""
    root = Key(bytes.fromhex(os.environ.pop("GRIFFEL_TEST_KEY")))
    Library.create(home, root, app.data_keys(home, root)).close()
    with app.open_sealed_desk(home, root) as desk:
        yield desk


KINDS: dict[str, Callable[[Path], AbstractContextManager[Desk]]] = {
    "plain": plain,
    "scratching": scratching,
    "sealed": sealed,
}


def visit(desk: Desk, sound: Samples, out: Path, crash: Crash) -> Approved:
    """Record, transcribe, summarise, correct, approve, export, erase."""
    desk = replace(desk, audit=CrashingAudit(desk.audit, crash))
    recorded = _finished(record(desk, _blocks(sound, crash), 1, LANGUAGE, "fictional"))
    recording = desk.recordings.open(recorded.id)
    how = Listening(language=LANGUAGE)
    listener = FakeListener(SAID)
    transcribed = _finished(transcribe(desk, recorded.id, recording, listener, how))
    template = find_template("soep", LANGUAGE)
    draft = summarise(desk, transcribed, template, find_writer("extract"))
    draft = correct(desk, draft, Added("P", CORRECTION))
    for statement in draft.open_findings:
        draft = tick(desk, draft, statement)
    approved = approve(desk, draft, APPROVER)
    for form in FORMATS:
        export(desk, approved, form, out)
    erase(desk, approved)
    return approved


def _blocks(sound: Samples, crash: Crash) -> Iterator[Block]:
    for start in range(0, len(sound), SAMPLE_RATE):
        if start == 4 * SAMPLE_RATE:
            crash("recording")
        yield Block(sound[None, start : start + SAMPLE_RATE])


def _finished(work: Generator[object, None, _Result]) -> _Result:
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: _Result = end.value
            return result


def main(kind: str, sound: str, out: str, at: str = "", by: str = "") -> None:
    """Do it, or as much as the crash leaves time for."""
    if kind == "sealed":
        leave_no_dumps()
        refuse_network()

    def crash(point: str) -> None:
        if point == at:
            os.kill(os.getpid(), signal.Signals[by])

    with KINDS[kind](paths.home()) as desk:
        visit(desk, np.fromfile(sound, dtype="<i2"), Path(out), crash)


if __name__ == "__main__":
    main(*sys.argv[1:])
