"""Save, find and list consultations."""

from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from asr.transcript import Transcript
from desktop.consultation import (
    Approved,
    Consultation,
    ConsultationId,
    Recorded,
    Transcribed,
    from_bytes,
    to_bytes,
)
from desktop.errors import ConsultationUnknown, FileBroken, NotApproved
from desktop.store.folder import check_id, write_whole


class Consultations(Protocol):
    """Where consultations are kept. Once `save` has returned, `load` gives that value back.

    `erase_transcript` leaves an approved note and nothing of what was said; of anything that is
    not approved it is refused, and twice is no failure.
    """

    def save(self, consultation: Consultation) -> None: ...

    def load(self, consultation: ConsultationId) -> Consultation: ...

    def ids(self) -> tuple[ConsultationId, ...]: ...

    def delete(self, consultation: ConsultationId) -> None: ...

    def erase_transcript(self, consultation: ConsultationId) -> None: ...


class PlainConsultations:
    """Consultations as JSON files in one folder, unencrypted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, consultation: Consultation) -> None:
        """Keep this value in place of the one before."""
        write_whole(self._place(consultation.id), to_bytes(consultation))

    def load(self, consultation: ConsultationId) -> Consultation:
        """The value saved last."""
        try:
            return from_bytes(self._place(consultation).read_bytes())
        except FileNotFoundError:
            raise ConsultationUnknown from None

    def ids(self) -> tuple[ConsultationId, ...]:
        """All consultations, in order of their id."""
        return tuple(sorted(ConsultationId(f.stem) for f in self._folder.glob("*.json")))

    def delete(self, consultation: ConsultationId) -> None:
        """Forget it."""
        try:
            self._place(consultation).unlink()
        except FileNotFoundError:
            raise ConsultationUnknown from None

    def erase_transcript(self, consultation: ConsultationId) -> None:
        """Keep the approved note alone."""
        _erase_transcript(self, consultation)

    def _place(self, consultation: ConsultationId) -> Path:
        return self._folder / f"{check_id(consultation)}.json"


class ConsultationFile:
    """One consultation in a file that the user named: what the command line works on."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def save(self, consultation: Consultation) -> None:
        """Write the file anew, whole."""
        write_whole(self._file, to_bytes(consultation))

    def only(self) -> Consultation:
        """The consultation in the file, whatever its id."""
        try:
            return from_bytes(self._file.read_bytes())
        except OSError:
            raise ConsultationUnknown from None

    def load(self, consultation: ConsultationId) -> Consultation:
        """The consultation in the file, if it is this one."""
        found = self.only()
        if found.id != consultation:
            raise ConsultationUnknown
        return found

    def ids(self) -> tuple[ConsultationId, ...]:
        """Its one id, or none while there is no file."""
        return (self.only().id,) if self._file.exists() else ()

    def delete(self, consultation: ConsultationId) -> None:
        """Remove the file, if it holds this consultation."""
        self.load(consultation)
        self._file.unlink()

    def erase_transcript(self, consultation: ConsultationId) -> None:
        """Keep the approved note alone."""
        _erase_transcript(self, consultation)


class TranscriptFile(ConsultationFile):
    """A file with nothing but a transcript: what hearing gives and drafting starts from."""

    def __init__(self, file: Path, consultation: ConsultationId) -> None:
        super().__init__(file)
        self._id = consultation

    def save(self, consultation: Consultation) -> None:
        """Write the transcript; a consultation that has come further does not fit in here."""
        if not isinstance(consultation, Transcribed):
            raise FileBroken
        text = consultation.transcript.model_dump_json(indent=1)
        write_whole(self._file, text.encode() + b"\n")

    def only(self) -> Transcribed:
        """The transcript in the file, as the consultation it was opened for."""
        try:
            transcript = Transcript.model_validate_json(self._file.read_bytes())
        except FileNotFoundError:
            raise ConsultationUnknown from None
        except (OSError, ValidationError):
            raise FileBroken from None
        return Transcribed(id=self._id, transcript=transcript)


def _erase_transcript(store: Consultations, consultation: ConsultationId) -> None:
    kept = store.load(consultation)
    if isinstance(kept, Recorded):
        raise NotApproved
    if kept.transcript.erased:
        return
    if not isinstance(kept, Approved):
        raise NotApproved
    store.save(kept.without_conversation())
