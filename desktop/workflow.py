"""The six verbs: record, transcribe, summarise, correct, approve, export; and erase.

Each takes the consultation as it is, gives it back as it became, keeps it, and writes down who did
what. What a verb may be done to is said by its types; where a caller may hold any stage, the verb
refuses here, and the refusal is written down as well.
"""

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from asr.audio import SAMPLE_RATE, Block
from asr.hear import Heard, Listener, Listening, hear
from asr.transcript import Language, Speaker, UtteranceId
from desktop.consultation import (
    Approved,
    Consultation,
    ConsultationId,
    Draft,
    Recorded,
    Transcribed,
)
from desktop.correction import Correction, corrected
from desktop.errors import FormatUnknown, GriffelError, NotApproved, NotDrafted, UtteranceUnknown
from desktop.export import FORMATS, write_export
from desktop.store.audit import Act, Audit, AuditRecord
from desktop.store.consultations import Consultations
from desktop.store.recording import Recording, Recordings
from summarize.note import StatementId
from summarize.summarize import recheck, summarize
from summarize.template import Template
from summarize.writer import Writer

_Stage = TypeVar("_Stage", Recorded, Transcribed, Draft, Approved)


@dataclass(frozen=True)
class Desk:
    """Everything a visit needs around it, built once in app.py."""

    consultations: Consultations
    recordings: Recordings
    audit: Audit
    user: str
    now: Callable[[], datetime]
    new_id: Callable[[], ConsultationId]


def record(
    desk: Desk, blocks: Iterable[Block], channels: int, language: Language
) -> Generator[float, None, Recorded]:
    """Keep sound as it comes in; yields the seconds kept so far."""
    consultation, samples = desk.new_id(), 0
    recording = desk.recordings.begin(consultation, channels)
    try:
        for block in blocks:
            recording.append(block)
            samples += block.samples.shape[1]
            yield samples / SAMPLE_RATE
    finally:
        recording.close()
    recorded = Recorded(
        id=consultation, language=language, channels=channels, seconds=samples / SAMPLE_RATE
    )
    return _kept(desk, recorded, "RECORD")


def transcribe(
    desk: Desk,
    consultation: ConsultationId,
    sound: Recording,
    listener: Listener,
    how: Listening,
) -> Generator[Heard, None, Transcribed]:
    """Hear a recording from the start; yields what was said as it becomes known."""
    transcript = yield from hear(sound, sound.channels, listener, how)
    transcribed = Transcribed(id=consultation, transcript=transcript)
    return _kept(desk, transcribed, "TRANSCRIBE", detail=transcript.model)


def summarise(desk: Desk, transcribed: Transcribed, template: Template, writer: Writer) -> Draft:
    """Draft the note. Without speech there is none."""
    note = summarize(transcribed.transcript, template, writer)
    draft = Draft(id=transcribed.id, transcript=transcribed.transcript, note=note)
    return _kept(desk, draft, "DRAFT", detail=writer.name)


def correct(desk: Desk, consultation: Consultation, correction: Correction) -> Draft:
    """Change the note by hand. The result is a draft, whatever it was before."""
    draft = _reopened(desk, consultation)
    changed_note = corrected(draft.note, correction)
    note = recheck(changed_note, draft.transcript, before=draft.note)
    changed = Draft(id=draft.id, transcript=draft.transcript, note=note)
    return _kept(desk, changed, "EDIT")


def assign_speaker(
    desk: Desk, consultation: Consultation, utterance: UtteranceId, speaker: Speaker
) -> Draft:
    """Say who spoke an utterance. The findings are made anew, for they depend on it."""
    draft = _reopened(desk, consultation)
    if draft.transcript.utterance(utterance) is None:
        raise UtteranceUnknown
    transcript = draft.transcript.with_speaker(utterance, speaker)
    note = recheck(draft.note, transcript)
    changed = Draft(id=draft.id, transcript=transcript, note=note)
    return _kept(desk, changed, "EDIT", detail="speaker")


def tick(desk: Desk, draft: Draft, statement: StatementId) -> Draft:
    """Note that the clinician saw the findings of one statement and leaves it as it is."""
    seen = draft.model_copy(update={"ticked": draft.ticked | {statement}})
    return _kept(desk, seen, "FLAG_RESOLVE", detail=statement)


def approve(desk: Desk, consultation: Consultation, by: str) -> Approved:
    """Approve exactly the text of this draft. Refused while a must-see finding is open."""
    if isinstance(consultation, Approved):
        return consultation
    if not isinstance(consultation, Draft):
        raise _refused(desk, consultation, NotDrafted())
    try:
        approved = Approved.of(consultation, by, desk.now())
    except GriffelError as error:
        raise _refused(desk, consultation, error) from error
    return _kept(desk, approved, "APPROVE", sha256=approved.approval.text_sha256)


def export(desk: Desk, consultation: Consultation, form: str, folder: Path) -> Path:
    """Write the note to a file in that folder. Only an approved note gets past the first line."""
    if not isinstance(consultation, Approved):
        raise _refused(desk, consultation, NotApproved())
    if form not in FORMATS:
        raise _refused(desk, consultation, FormatUnknown())
    file = write_export(FORMATS[form](consultation), folder, f"griffel-{consultation.id}.{form}")
    _write_down(desk, consultation, "EXPORT", form, consultation.approval.text_sha256)
    return file


def erase_sound(desk: Desk, consultation: Consultation) -> None:
    """Erase the recording, once the approved note it led to has been kept."""
    kept = desk.consultations.load(consultation.id)
    if not isinstance(kept, Approved):
        raise _refused(desk, consultation, NotApproved())
    desk.recordings.erase(consultation.id)
    _write_down(desk, kept, "DELETE_AUDIO", "", kept.approval.text_sha256)


def _reopened(desk: Desk, consultation: Consultation) -> Draft:
    if isinstance(consultation, Approved):
        _write_down(desk, consultation, "REVOKE_APPROVAL", "", consultation.approval.text_sha256)
        return consultation.reopened()
    if isinstance(consultation, Draft):
        return consultation
    raise _refused(desk, consultation, NotDrafted())


def _refused(desk: Desk, consultation: Consultation, error: GriffelError) -> GriffelError:
    _write_down(desk, consultation, "REFUSED", error.code, "")
    return error


def _kept(
    desk: Desk, consultation: _Stage, act: Act, *, detail: str = "", sha256: str = ""
) -> _Stage:
    """Save first, then write it down: the audit never tells of an act that was lost."""
    desk.consultations.save(consultation)
    _write_down(desk, consultation, act, detail, sha256)
    return consultation


def _write_down(desk: Desk, consultation: Consultation, act: Act, detail: str, sha256: str) -> None:
    desk.audit.write(
        AuditRecord(
            act=act,
            at=desk.now(),
            user=desk.user,
            consultation=consultation.id,
            detail=detail,
            note_sha256=sha256,
        )
    )
