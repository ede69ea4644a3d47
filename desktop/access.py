"""The patient's right of access: the sound and the words of one consultation, while they exist.

It is the one exception to "only what is approved leaves", and only for what is the patient's own:
what was recorded and what was said. A note that nobody approved is no part of it.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from asr.transcript import Language, Transcript
from desktop.consultation import Consultation, ConsultationId, Recorded
from desktop.desk import Desk, refused, write_down, written_down_if_it_fails
from desktop.errors import (
    ConsultationUnknown,
    ConversationErased,
    FileBroken,
    RecordingDamaged,
)
from desktop.export.access import Sound, marks_text, readable, transcript_text
from desktop.export.file import write_export, write_pieces


@dataclass(frozen=True)
class Given:
    """The files that were written. `damaged`: of the recording there was more than can be read."""

    files: tuple[Path, ...]
    damaged: bool


@dataclass(frozen=True)
class _Own:
    """What there is of the patient's own."""

    language: Language
    sound: Sound | None
    damaged: bool
    transcript: Transcript | None


def give_access(desk: Desk, consultation: ConsultationId, folder: Path) -> Given:
    """Write sound and words into a folder that the user chose; refused once they were erased."""
    own = _own(desk, desk.consultations.load(consultation))
    if own.sound is None and own.transcript is None and not own.damaged:
        raise refused(desk, ConversationErased(), consultation)
    # As with an export: written down before anything leaves.
    write_down(desk, "ACCESS_EXPORT", consultation)
    with written_down_if_it_fails(desk, consultation), _all_or_none() as files:
        for file in _written(own, folder, f"griffel-{consultation}"):
            files.append(file)
    return Given(tuple(files), own.damaged)


def _own(desk: Desk, kept: Consultation) -> _Own:
    if isinstance(kept, Recorded):
        sound, damaged = _sound(desk, kept.id)
        return _Own(kept.language, sound, damaged, None)
    if kept.transcript.erased:  # a crash may have left sound behind that is to be erased still
        return _Own(kept.transcript.language, None, False, None)
    sound, damaged = _sound(desk, kept.id)
    return _Own(kept.transcript.language, sound, damaged, kept.transcript)


def _sound(desk: Desk, consultation: ConsultationId) -> tuple[Sound | None, bool]:
    try:
        sound = readable(desk.recordings.open(consultation))
    except ConsultationUnknown:
        return None, False
    except (FileBroken, RecordingDamaged):
        return None, True
    return sound, sound.damaged


def _written(own: _Own, folder: Path, name: str) -> Iterator[Path]:
    if own.sound is not None:
        yield write_pieces(own.sound.wav(), folder, f"{name}-sound.wav")
        marks = marks_text(own.sound.recording, own.language)
        if marks:
            yield write_export(marks.encode(), folder, f"{name}-marks.txt")
    if own.transcript is not None:
        text, fields = transcript_text(own.transcript), own.transcript.model_dump_json(indent=1)
        yield write_export(text.encode(), folder, f"{name}-transcript.txt")
        yield write_export(f"{fields}\n".encode(), folder, f"{name}-transcript.json")


@contextmanager
def _all_or_none() -> Iterator[list[Path]]:
    """The files written so far, taken away again if one of them cannot be written."""
    files: list[Path] = []
    with ExitStack() as undo:
        undo.callback(_take_away, files)
        yield files
        undo.pop_all()


def _take_away(files: list[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)
