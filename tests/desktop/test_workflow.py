"""The six verbs: what each gives, keeps, writes down, and refuses."""

import hashlib
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from asr.hear import Listening
from asr.transcript import UtteranceId
from desktop.consultation import Approved, Draft, Recorded, Transcribed
from desktop.correction import Added, Reworded
from desktop.desk import Desk
from desktop.errors import (
    ConsultationUnknown,
    DataNotAllowed,
    FindingsOpen,
    FormatUnknown,
    FormNotAllowed,
    GriffelError,
    ModelNotAllowed,
    NotApproved,
    NotDrafted,
    SectionUnknown,
    StatementUnknown,
    TermsOpen,
    TermsUnknown,
    WouldOverwrite,
)
from desktop.export import FORMATS
from desktop.policy import STRICT, Data, DataRules, ExportRules, ModelRules, Policy, Terms
from desktop.rules import acknowledge, choose_model
from desktop.workflow import (
    approve,
    correct,
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
from tests.desktop.models.small import WEIGHTS, speech_folder
from tests.fakes import (
    ALL_DATA,
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


def told(desk: Desk) -> list[tuple[str, str]]:
    return [(record.act, record.detail) for record in desk.audit.records()]


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
    assert told(desk) == [("FAILED", "summarize.nothing_said")]


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


def test_what_leaves_is_written_down_before_it_leaves(desk: Desk, tmp_path: Path) -> None:
    approved = approve(desk, kept_draft(desk), "A. Voorbeeld")
    export(desk, approved, "txt", tmp_path)
    with pytest.raises(WouldOverwrite):
        export(desk, approved, "txt", tmp_path)
    assert told(desk) == [
        ("APPROVE", ""),
        ("EXPORT", "txt"),
        ("EXPORT", "txt"),
        ("FAILED", "desktop.would_overwrite"),
    ]


def test_a_correction_that_is_refused_undoes_nothing(desk: Desk) -> None:
    approved = approve(desk, kept_draft(desk), "A. Voorbeeld")
    with pytest.raises(SectionUnknown):
        correct(desk, approved, Added("X", "x"))
    assert desk.consultations.load(FIRST_ID) == approved
    assert acts(desk) == ["APPROVE"]


def test_a_tick_names_a_statement_of_the_note(desk: Desk) -> None:
    with pytest.raises(StatementUnknown):
        tick(desk, kept_draft(desk), StatementId("kanariegeel"))
    assert acts(desk) == []


def test_a_note_can_be_corrected_after_what_was_said_was_erased(desk: Desk) -> None:
    approved = approve(desk, kept_draft(desk), "A. Voorbeeld").without_conversation()
    desk.consultations.save(approved)
    changed = correct(desk, approved, Reworded(S1, "Hoest 50 mg 3 wk."))
    assert changed.transcript.erased
    assert changed.note.findings == ()  # there is nothing left to compare with
    told_apart = correct(desk, kept_draft(desk), Reworded(S1, "Hoest 50 mg 3 wk."))
    assert told_apart.note.findings  # control: while the conversation is there it is compared


# --- the policy of the institution, each rule refused where the act happens


@pytest.mark.parametrize(
    ("allowed", "data"),
    [
        (DataRules(), "identifying"),
        (DataRules(), "pseudonymised"),
        (DataRules(pseudonymised=True), "identifying"),
    ],
)
def test_a_conversation_with_other_data_is_not_recorded(
    desk: Desk, allowed: DataRules, data: Data
) -> None:
    strict = replace(desk, policy=Policy(data=allowed))
    with pytest.raises(DataNotAllowed):
        finished(record(strict, blocks(voice(1.0)), 1, "nl", data))
    assert told(desk) == [("REFUSED", "desktop.data_not_allowed")]
    with pytest.raises(ConsultationUnknown):
        desk.recordings.open(FIRST_ID)
    finished(record(strict, blocks(voice(1.0)), 1, "nl", "fictional"))
    finished(record(desk, blocks(voice(1.0)), 1, "nl", data))
    assert acts(desk)[1:] == ["RECORD", "RECORD"]


def test_who_records_patients_says_nothing_and_is_held_to_the_strictest_rule(desk: Desk) -> None:
    with pytest.raises(DataNotAllowed):
        finished(record(replace(desk, policy=STRICT), blocks(voice(1.0)), 1, "nl"))
    assert recorded(desk)  # control: the same where the institution allows it


def test_nothing_is_recorded_before_the_terms_are_agreed_to(desk: Desk) -> None:
    terms = Terms(id="huisregels", version="1", text="Ik vraag toestemming.")
    bound = replace(desk, policy=ALL_DATA.model_copy(update={"terms": (terms,)}))
    with pytest.raises(TermsOpen):
        recorded(bound)
    assert acknowledge(bound, "huisregels") == terms
    assert recorded(bound)
    with pytest.raises(TermsUnknown):
        acknowledge(bound, "huisregels")
    assert told(desk) == [
        ("REFUSED", "desktop.terms_open"),
        ("POLICY_ACKNOWLEDGED", "huisregels.1"),
        ("RECORD", ""),
    ]
    newer = terms.model_copy(update={"version": "2"})
    with pytest.raises(TermsOpen):
        recorded(replace(desk, policy=ALL_DATA.model_copy(update={"terms": (newer,)})))
    other = replace(bound, user="somebody-else")
    with pytest.raises(TermsOpen):
        recorded(other)


def test_a_form_that_is_not_allowed_is_not_written(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out"
    narrow = replace(desk, policy=Policy(export=ExportRules(forms=("txt",))))
    approved = approve(narrow, kept_draft(desk), "A. Voorbeeld")
    with pytest.raises(FormNotAllowed):
        export(narrow, approved, "docx", out)
    assert not out.exists()
    assert told(desk)[-1] == ("REFUSED", "desktop.form_not_allowed")
    assert export(narrow, approved, "txt", out).exists()
    assert export(desk, approved, "docx", out).exists()


def test_a_model_that_is_not_allowed_is_not_loaded(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRIFFEL_MODELS", str(tmp_path / "models"))
    own = speech_folder(tmp_path / "own")
    sha256 = hashlib.sha256(WEIGHTS).hexdigest()
    for policy in (STRICT, Policy(models=ModelRules(sha256=("0" * 64,)))):
        with pytest.raises(ModelNotAllowed):
            choose_model(replace(desk, policy=policy), own, "speech")
    assert told(desk) == [("REFUSED", "desktop.model_not_allowed")] * 2
    chosen = replace(desk, policy=Policy(models=ModelRules(sha256=(sha256,))))
    assert choose_model(chosen, own, "speech") == own


def test_every_line_says_which_rules_were_in_force(desk: Desk) -> None:
    kept = kept_draft(desk)
    approve(desk, kept, "A. Voorbeeld")
    approve(replace(desk, policy=STRICT), kept, "A. Voorbeeld")
    assert [r.policy for r in desk.audit.records()] == [ALL_DATA.digest, STRICT.digest]
