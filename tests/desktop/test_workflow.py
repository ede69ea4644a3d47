"""The six verbs: what each gives, keeps, writes down, and refuses."""

from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import pytest

from asr.hear import Listening
from asr.transcript import UtteranceId
from desktop.consultation import Approved, Draft, Recorded, Transcribed
from desktop.correction import Added, Reworded
from desktop.errors import (
    FindingsOpen,
    FormatUnknown,
    GriffelError,
    NotApproved,
    NotDrafted,
    SectionUnknown,
    StatementUnknown,
    UtteranceUnknown,
)
from desktop.export import FORMATS
from desktop.workflow import (
    Desk,
    approve,
    assign_speaker,
    correct,
    erase_sound,
    export,
    record,
    summarise,
    tick,
    transcribe,
)
from summarize.errors import NothingSaid
from summarize.note import Finding, StatementId
from summarize.summarize import find_writer
from summarize.template import find_template
from tests.fakes import (
    FIRST_ID,
    SENTINEL_TURNS,
    FakeListener,
    blocks,
    desk_in,
    draft,
    silence,
    transcript,
    voice,
)

SOEP = find_template("soep", "nl")
S1 = StatementId("S1")
_Result = TypeVar("_Result")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path / "library")


def finished(work: Generator[object, None, _Result]) -> _Result:
    """Let long work run to its end."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: _Result = end.value
            return result


def acts(desk: Desk) -> list[str]:
    return [record.act for record in desk.audit.records()]


def recorded(desk: Desk) -> Recorded:
    return finished(record(desk, blocks(voice(2.0)), 1, "nl"))


def kept_draft(desk: Desk) -> Draft:
    desk.consultations.save(draft())
    return draft()


def test_recorded_sound_comes_back_as_it_was(desk: Desk) -> None:
    made = recorded(desk)
    assert made.seconds == 2.0
    kept = list(desk.recordings.open(made.id))
    assert [b.samples.tolist() for b in kept] == [b.samples.tolist() for b in blocks(voice(2.0))]
    assert acts(desk) == ["RECORD"]


def test_what_was_recorded_before_a_crash_is_kept(desk: Desk) -> None:
    work = record(desk, blocks(voice(5.0)), 1, "nl")
    next(work)
    next(work)
    work.close()
    assert sum(b.samples.shape[1] for b in desk.recordings.open(FIRST_ID)) == 2 * 16_000


def test_transcribing_keeps_the_transcript(desk: Desk) -> None:
    made = recorded(desk)
    sound = desk.recordings.open(made.id)
    heard = finished(transcribe(desk, made.id, sound, FakeListener(), Listening("nl")))
    assert desk.consultations.load(made.id) == heard
    assert [u.text for u in heard.transcript.utterances] == ["Heeft u koorts?"]
    assert acts(desk) == ["RECORD", "TRANSCRIBE"]


def test_no_speech_no_note(desk: Desk) -> None:
    empty = Transcribed(id=FIRST_ID, transcript=transcript())
    with pytest.raises(NothingSaid):
        summarise(desk, empty, SOEP, find_writer("extract"))
    assert desk.consultations.ids() == ()


def test_a_draft_is_kept_and_written_down(desk: Desk) -> None:
    said = transcript(("clinician", "Heeft u koorts?"), ("patient", "Nee, geen koorts."))
    made = summarise(desk, Transcribed(id=FIRST_ID, transcript=said), SOEP, find_writer("extract"))
    assert isinstance(desk.consultations.load(made.id), Draft)
    assert acts(desk) == ["DRAFT"]


def test_only_an_approved_note_can_be_exported(desk: Desk, tmp_path: Path) -> None:
    """The promise of Griffel: whatever the form, an unapproved note never becomes a file."""
    out = tmp_path / "out"
    unapproved = kept_draft(desk)
    heard = Transcribed(id=FIRST_ID, transcript=unapproved.transcript)
    for consultation in (unapproved, heard):
        for form in FORMATS:
            with pytest.raises(NotApproved):
                export(desk, consultation, form, out)
    assert not out.exists()
    assert set(acts(desk)) == {"REFUSED"}
    approved = approve(desk, unapproved, "A. Voorbeeld")
    for form in FORMATS:
        assert export(desk, approved, form, out).stat().st_size > 0


def test_a_form_griffel_does_not_know_is_refused(desk: Desk, tmp_path: Path) -> None:
    approved = approve(desk, kept_draft(desk), "A. Voorbeeld")
    with pytest.raises(FormatUnknown):
        export(desk, approved, "exe", tmp_path)
    assert list(tmp_path.glob("*.exe")) == []


def test_any_correction_undoes_the_approval(desk: Desk, tmp_path: Path) -> None:
    approved = approve(desk, kept_draft(desk), "A. Voorbeeld")
    changed = correct(desk, approved, Reworded(S1, "Hoest 3 wk."))
    assert isinstance(changed, Draft)
    assert isinstance(desk.consultations.load(approved.id), Draft)
    assert acts(desk) == ["APPROVE", "REVOKE_APPROVAL", "EDIT"]
    with pytest.raises(NotApproved):
        export(desk, changed, "txt", tmp_path)


def test_a_corrected_statement_is_the_clinicians(desk: Desk) -> None:
    changed = correct(desk, kept_draft(desk), Reworded(S1, "Hoest twee weken."))
    line = next(statement for _, statement in changed.note.statements())
    assert (line.text, line.origin, line.evidence) == (
        "Hoest twee weken.",
        "clinician",
        (UtteranceId(2),),
    )


def test_an_emptied_statement_goes_and_an_added_one_comes_without_evidence(desk: Desk) -> None:
    without = correct(desk, kept_draft(desk), Reworded(S1, " "))
    assert list(without.note.statements()) == []
    added = correct(desk, without, Added("P", "Controle 2 wk."))
    ((section, line),) = added.note.statements()
    assert (section, line.text, line.evidence) == ("P", "Controle 2 wk.", ())


@pytest.mark.parametrize(
    ("correction", "error"),
    [(Reworded(StatementId("S9"), "x"), StatementUnknown), (Added("X", "x"), SectionUnknown)],
)
def test_a_correction_of_what_is_not_there_is_refused(
    desk: Desk, correction: Reworded | Added, error: type[GriffelError]
) -> None:
    before = kept_draft(desk)
    with pytest.raises(error):
        correct(desk, before, correction)
    assert desk.consultations.load(FIRST_ID) == before


def test_a_speaker_can_be_set_right_and_that_undoes_the_approval(desk: Desk) -> None:
    approved = approve(desk, kept_draft(desk), "A. Voorbeeld")
    changed = assign_speaker(desk, approved, UtteranceId(2), "other")
    assert [u.speaker for u in changed.transcript.utterances] == ["clinician", "other"]
    with pytest.raises(UtteranceUnknown):
        assign_speaker(desk, changed, UtteranceId(99), "other")


def test_a_must_see_finding_is_ticked_one_by_one(desk: Desk) -> None:
    severe = Finding(kind="dose", severity="must_see", written="5 mg", said="50 mg")
    open_draft = draft(finding=severe)
    with pytest.raises(FindingsOpen):
        approve(desk, open_draft, "A. Voorbeeld")
    assert desk.consultations.ids() == ()
    approved = approve(desk, tick(desk, open_draft, S1), "A. Voorbeeld")
    assert isinstance(approved, Approved)
    assert acts(desk) == ["REFUSED", "FLAG_RESOLVE", "APPROVE"]


def test_correcting_and_approving_need_a_draft(desk: Desk) -> None:
    heard = Transcribed(id=FIRST_ID, transcript=draft().transcript)
    with pytest.raises(NotDrafted):
        approve(desk, heard, "A. Voorbeeld")
    with pytest.raises(NotDrafted):
        correct(desk, heard, Reworded(S1, "x"))


def test_sound_is_erased_only_after_an_approved_note_is_kept(desk: Desk) -> None:
    made = recorded(desk)
    unapproved = draft().model_copy(update={"id": made.id})
    desk.consultations.save(unapproved)
    with pytest.raises(NotApproved):
        erase_sound(desk, unapproved)
    assert list(desk.recordings.open(made.id))
    # an approval that only exists in memory does not count either
    with pytest.raises(NotApproved):
        erase_sound(desk, Approved.of(unapproved, "A. Voorbeeld", desk.now()))
    erase_sound(desk, approve(desk, unapproved, "A. Voorbeeld"))
    with pytest.raises(GriffelError):
        desk.recordings.open(made.id)
    assert acts(desk)[-1] == "DELETE_AUDIO"


def test_the_audit_holds_no_word_of_the_conversation(desk: Desk, tmp_path: Path) -> None:
    said = Transcribed(id=FIRST_ID, transcript=transcript(*SENTINEL_TURNS))
    made = summarise(desk, said, SOEP, find_writer("extract"))
    written = "\n".join(record.model_dump_json() for record in desk.audit.records())
    assert "kanariegeel" in str(desk.consultations.load(made.id))  # control: it was there
    assert "kanariegeel" not in written


def test_silence_gives_an_empty_transcript_and_asks_the_model_nothing(desk: Desk) -> None:
    made = finished(record(desk, blocks(silence(3.0)), 1, "nl"))
    listener = FakeListener()
    sound = desk.recordings.open(made.id)
    heard = finished(transcribe(desk, made.id, sound, listener, Listening("nl")))
    assert heard.transcript.is_empty
    assert listener.asked == []
