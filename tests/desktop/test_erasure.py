"""Erasing after approval: what goes, what stays, the proof, and a crash in between."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.consultation import Approved, Consultation, ConsultationId, Draft
from desktop.correction import Reworded
from desktop.desk import Desk
from desktop.erasure import erase, erase_due, outlook
from desktop.errors import ConsultationUnknown, FileBroken, GriffelError, NotApproved, NotDrafted
from desktop.policy import Policy, RetentionRules
from desktop.store.audit import Audit, AuditRecord
from desktop.store.consultations import Consultations
from desktop.store.data_keys import DataKeys
from desktop.store.recording import Recording, RecordingInProgress, Recordings
from desktop.store.sealed_recording import SealedRecordings
from desktop.store.sealing import Key
from desktop.workflow import approve, correct, export
from summarize.note import Finding, Omission, StatementId
from tests.desktop.store.libraries import Home
from tests.fakes import FIRST_ID, blocks, desk_in, draft, voice

S1 = StatementId("S1")
QUOTE = "kanariegeel"


class Crash(BaseException):
    """The end of the process, as far as a test can have one."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path / "library")


@pytest.fixture
def sealed(desk: Desk, tmp_path: Path) -> Desk:
    keys = DataKeys(tmp_path / "keys", Key.new())
    return replace(desk, recordings=SealedRecordings(tmp_path / "sound", keys))


@pytest.fixture
def library(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """The desk on the sealed library, where one key seals sound and words."""
    home = Home(tmp_path / "home")
    with closing(home.create()) as kept:
        recordings = SealedRecordings(home.folder / "recordings", home.keys())
        yield replace(desk, consultations=kept, recordings=recordings)


def quoting() -> Draft:
    """A draft whose findings and omissions repeat what was said."""
    made = draft(finding=Finding(kind="dose", severity="look", written="Hoest", said=QUOTE))
    left_out = Omission(
        kind="symptom",
        severity="hint",
        said=QUOTE,
        said_in=(),
        section="S",
        sentence=QUOTE,
    )
    return made.model_copy(update={"note": made.note.model_copy(update={"omissions": (left_out,)})})


def visited(desk: Desk, consultation: Draft | None = None) -> Approved:
    """A consultation with sound, words and an approved note."""
    made = consultation or quoting()
    recording = desk.recordings.begin(made.id, 1)
    for block in blocks(voice(1.0)):
        recording.append(block)
    recording.close()
    desk.consultations.save(made)
    return approve(desk, made, "A. Voorbeeld")


def told(desk: Desk) -> list[tuple[str, str]]:
    return [(record.act, record.detail) for record in desk.audit.records()]


def has_sound(desk: Desk, consultation: ConsultationId = FIRST_ID) -> bool:
    try:
        return bool(list(desk.recordings.open(consultation)))
    except ConsultationUnknown:
        return False


def has_words(desk: Desk, consultation: ConsultationId = FIRST_ID) -> bool:
    kept = desk.consultations.load(consultation)
    return isinstance(kept, Draft | Approved) and not kept.transcript.erased


def test_after_approval_sound_and_words_go_and_the_note_stays(desk: Desk, tmp_path: Path) -> None:
    approved = visited(desk)
    files = tmp_path / "library" / "consultations"
    assert QUOTE in next(files.iterdir()).read_text()  # control
    (gone,) = erase_due(desk)
    assert gone.consultation == FIRST_ID
    assert not has_sound(desk)
    kept = desk.consultations.load(FIRST_ID)
    assert isinstance(kept, Approved)
    assert kept.approval == approved.approval
    assert QUOTE not in next(files.iterdir()).read_text()
    assert "Twee weken" not in next(files.iterdir()).read_text()


def test_the_proof_says_what_went_by_which_rule_and_for_which_text(desk: Desk) -> None:
    approved = visited(desk)
    erase_due(desk)
    audio, words = desk.audit.records()[-2:]
    assert (audio.act, words.act) == ("DELETE_AUDIO", "DELETE_TRANSCRIPT")
    for record in (audio, words):
        assert record.detail == "at-approval"
        assert record.note_sha256 == approved.approval.text_sha256
    assert erase_due(desk) == ()
    assert len(told(desk)) == 3


def test_the_proof_says_that_the_key_is_destroyed_where_there_was_one(sealed: Desk) -> None:
    visited(sealed)
    erase_due(sealed)
    assert told(sealed)[-1] == ("DELETE_TRANSCRIPT", "at-approval+key-destroyed")


def test_in_the_sealed_library_the_one_key_of_both_is_gone(library: Desk) -> None:
    approved = visited(library)
    erase_due(library)
    kept = library.consultations.load(FIRST_ID)
    assert isinstance(kept, Approved)
    assert kept.approval == approved.approval
    assert not has_sound(library)
    assert not has_words(library)
    assert told(library)[-1] == ("DELETE_TRANSCRIPT", "at-approval+key-destroyed")
    assert erase_due(library) == ()


def test_one_alone_right_after_its_approval(desk: Desk) -> None:
    other = ConsultationId("20260105-090000-000002")
    visited(desk)
    visited(desk, draft().model_copy(update={"id": other}))
    (gone,) = erase_due(desk, other)
    assert gone.consultation == other
    assert has_sound(desk)
    assert not has_sound(desk, other)


def test_with_days_to_go_everything_stays(desk: Desk) -> None:
    patient = replace(desk, policy=Policy(retention=RetentionRules(days=7)))
    visited(patient)
    assert erase_due(patient) == ()
    assert has_sound(desk)
    assert has_words(desk)
    (coming,) = outlook(patient).coming
    assert coming.rule == "after-7-days"
    later = replace(patient, now=lambda: coming.at)
    assert erase_due(later) == (coming,)


def test_a_later_version_that_is_not_approved_keeps_everything(desk: Desk) -> None:
    correct(desk, visited(desk), Reworded(S1, "Hoest twee weken."))
    assert erase_due(desk) == ()
    assert has_sound(desk)
    assert has_words(desk)
    kept = desk.consultations.load(FIRST_ID)
    approve(desk, kept, "A. Voorbeeld")
    assert len(erase_due(desk)) == 1  # control


def test_an_approval_that_was_never_kept_counts_for_nothing(desk: Desk) -> None:
    made = draft()
    desk.consultations.save(made)
    in_memory = Approved.of(made, "A. Voorbeeld", desk.now())
    assert erase_due(desk) == ()
    with pytest.raises(NotApproved):
        erase(desk, in_memory)
    assert told(desk) == [("REFUSED", "desktop.not_approved")]
    assert has_words(desk)


def test_a_failed_export_keeps_everything_until_one_is_done(desk: Desk, tmp_path: Path) -> None:
    approved, out = visited(desk), tmp_path / "out"
    out.write_text("a file where the folder should be")
    with pytest.raises(GriffelError):
        export(desk, approved, "txt", out)
    assert outlook(desk).held == {FIRST_ID}
    assert erase_due(desk) == ()
    assert has_sound(desk)
    out.unlink()
    export(desk, approved, "txt", out)
    assert len(erase_due(desk)) == 1


def test_a_correction_that_could_not_be_kept_keeps_everything(desk: Desk) -> None:
    approved = visited(desk)
    full = replace(desk, consultations=Full(desk.consultations))
    with pytest.raises(OSError, match="no space"):
        correct(full, approved, Reworded(S1, "Hoest 3 wk."))
    assert desk.consultations.load(FIRST_ID) == approved
    assert erase_due(desk) == ()
    assert has_sound(desk)


def test_a_note_changed_in_its_file_after_approval_keeps_everything(
    desk: Desk, tmp_path: Path
) -> None:
    visited(desk)
    (file,) = (tmp_path / "library" / "consultations").iterdir()
    file.write_text(file.read_text().replace("Hoest 2 wk.", "Hoest 3 wk."))
    assert erase_due(desk) == ()
    assert has_sound(desk)


def test_one_that_cannot_be_read_does_not_keep_the_others(desk: Desk, tmp_path: Path) -> None:
    visited(desk)
    broken = tmp_path / "library" / "consultations" / "20250105-090000-000009.json"
    broken.write_text("<html>")
    assert outlook(desk).unreadable == 1
    with pytest.raises(FileBroken):
        erase_due(desk)
    assert not has_sound(desk)
    assert broken.read_text() == "<html>"


def test_by_hand_before_its_day(desk: Desk) -> None:
    patient = replace(desk, policy=Policy(retention=RetentionRules(days=7)))
    erase(patient, visited(patient))
    assert not has_sound(desk)
    assert told(desk)[-1] == ("DELETE_TRANSCRIPT", "by-hand")


def test_a_note_that_is_reopened_while_it_is_being_erased_keeps_everything(desk: Desk) -> None:
    approved = visited(desk)

    def reopen(point: str) -> None:
        if point == "before words":
            desk.consultations.save(approved.reopened())

    hurried = replace(desk, consultations=_Consultations(desk.consultations, reopen))
    with pytest.raises(NotApproved):
        erase_due(hurried)
    assert has_sound(desk)
    assert has_words(desk)
    assert told(desk) == [("APPROVE", "")]


# --- a crash between the steps: running again finishes


@dataclass
class Full:
    """A store on a disk without room."""

    store: Consultations

    def save(self, consultation: Consultation) -> None:
        raise OSError(28, "no space")

    def load(self, consultation: ConsultationId) -> Consultation:
        return self.store.load(consultation)

    def ids(self) -> tuple[ConsultationId, ...]:
        return self.store.ids()

    def delete(self, consultation: ConsultationId) -> None:
        self.store.delete(consultation)

    def erase_transcript(self, consultation: ConsultationId) -> None:
        raise OSError(28, "no space")


@dataclass
class Crashing:
    """The three places an erasure touches, in a process that ends before or after one of them."""

    desk: Desk
    at: str

    def point(self, name: str) -> None:
        if name == self.at:
            raise Crash

    def around(self) -> Desk:
        return replace(
            self.desk,
            consultations=_Consultations(self.desk.consultations, self.point),
            recordings=_Recordings(self.desk.recordings, self.point),
            audit=_Audit(self.desk.audit, self.point),
        )


@dataclass
class _Consultations(Full):
    point: Callable[[str], None]

    def erase_transcript(self, consultation: ConsultationId) -> None:
        self.point("before words")
        self.store.erase_transcript(consultation)
        self.point("after words")


@dataclass
class _Recordings:
    store: Recordings
    point: Callable[[str], None]

    def erase(self, consultation: ConsultationId) -> None:
        self.point("before sound")
        self.store.erase(consultation)
        self.point("after sound")

    def begin(self, consultation: ConsultationId, channels: int) -> RecordingInProgress:
        return self.store.begin(consultation, channels)

    def open(self, consultation: ConsultationId) -> Recording:
        return self.store.open(consultation)

    def __getattr__(self, name: str) -> object:
        return getattr(self.store, name)  # the key, where there is one


@dataclass
class _Audit:
    store: Audit
    point: Callable[[str], None]

    def write(self, record: AuditRecord) -> None:
        self.point(f"before {record.act}")
        self.store.write(record)
        self.point(f"after {record.act}")

    def records(self) -> tuple[AuditRecord, ...]:
        return self.store.records()

    def of(self, consultation: ConsultationId) -> tuple[AuditRecord, ...]:
        return self.store.of(consultation)


POINTS = [
    f"{when} {what}"
    for what in ("words", "sound", "DELETE_AUDIO", "DELETE_TRANSCRIPT")
    for when in ("before", "after")
]


@pytest.mark.parametrize("at", POINTS)
@pytest.mark.parametrize("kind", ["desk", "sealed", "library"])
def test_running_again_finishes(at: str, kind: str, request: pytest.FixtureRequest) -> None:
    desk: Desk = request.getfixturevalue(kind)
    approved = visited(desk)
    with pytest.raises(Crash):
        erase_due(Crashing(desk, at).around())
    erase_due(desk)
    assert not has_sound(desk)
    assert not has_words(desk)
    kept = desk.consultations.load(FIRST_ID)
    assert isinstance(kept, Approved)
    assert kept.approval == approved.approval
    assert {"DELETE_AUDIO", "DELETE_TRANSCRIPT"} <= {act for act, _ in told(desk)}
    assert erase_due(desk) == ()


def test_the_proof_is_never_there_before_the_fact(desk: Desk) -> None:
    visited(desk)
    for at in POINTS:
        with suppress(Crash):
            erase_due(Crashing(desk, at).around())
        if any(act.startswith("DELETE_") for act, _ in told(desk)):
            assert not has_sound(desk)
            assert not has_words(desk)


def test_what_was_erased_and_reopened_before_the_proof_is_still_proven(desk: Desk) -> None:
    approved = visited(desk)
    with pytest.raises(Crash):
        erase_due(Crashing(desk, "after words").around())
    correct(desk, desk.consultations.load(FIRST_ID), Reworded(S1, "Hoest 3 wk."))
    (finished,) = erase_due(desk)
    assert finished.begun
    assert not has_sound(desk)
    assert told(desk)[-1] == ("DELETE_TRANSCRIPT", "finished-later")
    assert approved.id == FIRST_ID


# --- whatever is done in whatever order


STEPS = ("correct", "approve", "export", "fail", "refuse")


def step(desk: Desk, name: str, out: Path) -> None:
    kept = desk.consultations.load(FIRST_ID)
    try:
        if name == "correct":
            correct(desk, kept, Reworded(S1, f"Hoest {len(told(desk))} wk."))
        elif name == "approve":
            approve(desk, kept, "A. Voorbeeld")
        elif name == "export":
            export(desk, kept, "txt", out / str(len(told(desk))))
        elif name == "fail":
            export(desk, kept, "txt", out / "taken")
        else:
            export(desk, kept, "exe", out)
    except (GriffelError, NotDrafted):
        pass


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(STEPS), max_size=8))
def test_nothing_unapproved_or_failed_is_ever_erased(steps: list[str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        desk, out = desk_in(Path(place) / "library"), Path(place)
        (out / "taken").write_text("a file where the folder should be")
        made = draft()
        desk.recordings.begin(made.id, 1).close()
        desk.consultations.save(made)
        for name in steps:
            step(desk, name, out)
        kept = desk.consultations.load(FIRST_ID)
        acts = [act for act, _ in told(desk) if act != "REFUSED"]
        at_rest = isinstance(kept, Approved) and acts[-1] in ("APPROVE", "EXPORT")
        assert bool(erase_due(desk)) == at_rest
        assert has_words(desk) != at_rest
