"""The six verbs: record, transcribe, summarise, correct, approve, export.

Each takes the consultation as it is, gives it back as it became, keeps it, and writes down who did
what. What a verb may be done to is said by its types; where a caller may hold any stage, or the
policy of the institution forbids, the verb refuses here, and the refusal is written down as well.
"""

from collections.abc import Generator, Iterable
from pathlib import Path

from asr.audio import SAMPLE_RATE, Block
from asr.hear import Heard, Listener, Listening, hear
from asr.transcript import Language, Transcript
from desktop.approval import Compared, checked_anew, hindrance
from desktop.consultation import (
    Approved,
    Consultation,
    ConsultationId,
    Draft,
    Recorded,
    Transcribed,
)
from desktop.correction import Correction, corrected
from desktop.desk import Desk, kept, refused, write_down, written_down_if_it_fails
from desktop.errors import (
    FindingsOpen,
    FormatUnknown,
    FormNotAllowed,
    GriffelError,
    NotApproved,
    NotDrafted,
    StatementUnknown,
)
from desktop.export import FORMATS, write_export
from desktop.export.page import short_name
from desktop.policy import Data
from desktop.rules import may_record
from desktop.store.acts import as_name
from desktop.store.recording import Recording
from summarize.note import Note, StatementId
from summarize.summarize import recheck, summarize
from summarize.template import Template
from summarize.writer import Writer


def record(
    desk: Desk,
    blocks: Iterable[Block],
    channels: int,
    language: Language,
    data: Data = "identifying",
) -> Generator[float, None, Recorded]:
    """Keep sound as it comes in; yields the seconds kept so far.

    `data`: what the conversation holds of somebody, as who records says; the policy may forbid it.
    """
    may_record(desk, data)
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
    return keep_recorded(desk, recorded)


def keep_recorded(desk: Desk, recorded: Recorded) -> Recorded:
    """Keep that there is a recording, whoever made it; `may_record` was asked before it began."""
    return kept(desk, recorded, "RECORD")


def transcribe(
    desk: Desk,
    consultation: ConsultationId,
    sound: Recording,
    listener: Listener,
    how: Listening,
) -> Generator[Heard, None, Transcribed]:
    """Hear a recording from the start; yields what was said as it becomes known."""
    with written_down_if_it_fails(desk, consultation):
        transcript = yield from hear(sound, sound.channels, listener, how)
        return keep_transcribed(desk, consultation, transcript)


def keep_transcribed(
    desk: Desk, consultation: ConsultationId, transcript: Transcript
) -> Transcribed:
    """Keep what was said, whoever heard it."""
    transcribed = Transcribed(id=consultation, transcript=transcript)
    return kept(desk, transcribed, "TRANSCRIBE", detail=as_name(transcript.model))


def summarise(desk: Desk, transcribed: Transcribed, template: Template, writer: Writer) -> Draft:
    """Draft the note. Without speech there is none."""
    with written_down_if_it_fails(desk, transcribed.id):
        return keep_drafted(desk, transcribed, summarize(transcribed.transcript, template, writer))


def keep_drafted(desk: Desk, transcribed: Transcribed, note: Note) -> Draft:
    """Keep the first draft of a note, whoever wrote it."""
    draft = Draft(id=transcribed.id, transcript=transcribed.transcript, note=note)
    return kept(desk, draft, "DRAFT", detail=as_name(short_name(note.makers[0])))


def correct(desk: Desk, consultation: Consultation, correction: Correction) -> Draft:
    """Change the note by hand. The result is a draft, whatever it was before."""
    draft = as_draft(desk, consultation)
    note = corrected(draft.note, correction)
    if not draft.transcript.erased:  # else there is nothing left to check it against
        note = recheck(note, draft.transcript, before=draft.note)
    changed = Draft(id=draft.id, transcript=draft.transcript, note=note)
    return keep_changed(desk, consultation, changed)


def keep_corrected(
    desk: Desk,
    consultation: Draft | Approved,
    note: Note,
    ticked: frozenset[StatementId],
    waived: frozenset[str],
) -> Draft:
    """Keep a note as the clinician left it for a moment. Its findings are made anew elsewhere, so
    that typing never waits for them; approving makes them anew in any case. Where lines of another
    writer were taken, it is written down which."""
    before = as_draft(desk, consultation)
    draft = before.model_copy(update={"note": note, "ticked": ticked, "waived": waived})
    came = [one for one in note.makers if one not in before.note.makers]
    keep_changed(desk, consultation, draft, detail=as_name(short_name(came[-1]) if came else ""))
    for seen in (*sorted(ticked - before.ticked), *sorted(waived - before.waived)):
        write_down(desk, "FLAG_RESOLVE", draft.id, detail=as_name(seen))
    return draft


def tick(desk: Desk, draft: Draft, statement: StatementId) -> Draft:
    """Note that the clinician saw the findings of one statement and leaves it as it is."""
    if all(statement != line.id for _, line in draft.note.statements()):
        raise StatementUnknown
    seen = draft.model_copy(update={"ticked": draft.ticked | {statement}})
    return kept(desk, seen, "FLAG_RESOLVE", detail=statement)


def untick(desk: Desk, draft: Draft, statement: StatementId) -> Draft:
    """Take back that the findings of a statement were seen."""
    unseen = draft.model_copy(update={"ticked": draft.ticked - {statement}})
    return kept(desk, unseen, "EDIT", detail=as_name(f"unticked.{statement}"))


def waive(desk: Desk, draft: Draft, omission: str) -> Draft:
    """Note that the clinician saw what the note leaves out, by its key, and leaves it out."""
    if all(omission != one.key for one in draft.note.omissions):
        raise StatementUnknown
    seen = draft.model_copy(update={"waived": draft.waived | {omission}})
    return kept(desk, seen, "FLAG_RESOLVE", detail=as_name(omission))


def unwaive(desk: Desk, draft: Draft, omission: str) -> Draft:
    """Take back that something may be left out."""
    unseen = draft.model_copy(update={"waived": draft.waived - {omission}})
    return kept(desk, unseen, "EDIT", detail=as_name(f"unwaived.{omission}"))


def restore(
    desk: Desk, consultation: Consultation, note: Note, compared: Compared | None = None
) -> Draft:
    """Go on from an earlier version of the note; the versions after it stay as well."""
    before = as_draft(desk, consultation)
    draft = checked_anew(Draft(id=before.id, transcript=before.transcript, note=note), compared)
    return keep_changed(desk, consultation, draft, detail="restored")


def reopen(desk: Desk, approved: Approved) -> Draft:
    """Undo an approval, to correct the note again."""
    return keep_changed(desk, approved, approved.reopened(), detail="reopened")


def approve(
    desk: Desk, consultation: Consultation, by: str, compared: Compared | None = None
) -> Approved:
    """Approve exactly the text of this draft, after checking it anew.

    Refused while something must still be seen; what the check brings up is kept with the draft.
    The check need not be made twice: `compared` counts where it is of this text and conversation.
    """
    if isinstance(consultation, Approved):
        return consultation
    if not isinstance(consultation, Draft):
        raise refused(desk, NotDrafted(), consultation.id)
    try:
        approved = Approved.of(consultation, by, desk.now())
        checked = checked_anew(consultation, compared)
        if hindrance(checked, by):
            desk.consultations.save(checked)
            raise FindingsOpen
    except GriffelError as error:
        raise refused(desk, error, consultation.id) from error
    return kept(desk, approved, "APPROVE", sha256=approved.approval.text_sha256)


def export(desk: Desk, consultation: Consultation, form: str, folder: Path) -> Path:
    """Write the note to a file in that folder. Only an approved note gets past the first line."""
    if not isinstance(consultation, Approved):
        raise refused(desk, NotApproved(), consultation.id)
    if form not in FORMATS:
        raise refused(desk, FormatUnknown(), consultation.id)
    if form not in desk.policy.export.forms:
        raise refused(desk, FormNotAllowed(), consultation.id)
    sha256 = consultation.approval.text_sha256
    # Written down before anything leaves: nothing has ever left without a line that says so.
    write_down(desk, "EXPORT", consultation.id, detail=form, sha256=sha256)
    with written_down_if_it_fails(desk, consultation.id):
        name = f"griffel-{consultation.id}.{form}"
        data = FORMATS[form](consultation, marked=desk.policy.export.ai_mark)
        return write_export(data, folder, name)


def as_draft(desk: Desk, consultation: Consultation) -> Draft:
    """The draft to change: an approved note is one again. Refused where there is no note."""
    if isinstance(consultation, Approved):
        return consultation.reopened()
    if isinstance(consultation, Draft):
        return consultation
    raise refused(desk, NotDrafted(), consultation.id)


def keep_changed(desk: Desk, before: Consultation, draft: Draft, *, detail: str = "") -> Draft:
    """Keep a draft made of `before`. That an approval is undone is written down first: if keeping
    fails then, the approved note that is kept no longer lets go of what it came from."""
    if isinstance(before, Approved):
        write_down(desk, "REVOKE_APPROVAL", before.id, sha256=before.approval.text_sha256)
    return kept(desk, draft, "EDIT", detail=detail)
