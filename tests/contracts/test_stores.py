"""What every store of consultations and recordings keeps to, the sealed ones to come included."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.consultation import Approved, ConsultationId, Transcribed
from desktop.errors import ConsultationUnknown, FileBroken, NotApproved, WouldOverwrite
from desktop.store.audit import Audit, AuditRecord, ChainedAudit
from desktop.store.consultations import (
    ConsultationFile,
    Consultations,
    PlainConsultations,
    TranscriptFile,
)
from desktop.store.data_keys import DataKeys
from desktop.store.library import Library
from desktop.store.recording import PlainRecordings, Recordings
from desktop.store.sealed_recording import SealedRecordings
from desktop.store.sealing import Key
from tests.fakes import FIRST_ID, Clock, blocks, draft, voice

OTHER = ConsultationId("20260105-090000-000002")
HOSTILE = ["", "..", "../x", "a/b", "a\\b", "A", "x" * 65, "c:", "nul\0", ".hidden", "é"]

Open = Callable[[Path], Consultations]


@pytest.fixture(
    params=[
        lambda folder: PlainConsultations(folder / "consultations"),
        lambda folder: ConsultationFile(folder / "one.json"),
        lambda folder: Library.create(folder, Key.new(), DataKeys(folder / "keys", Key.new())),
    ],
    ids=["plain", "file", "sealed"],
)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Consultations]:
    made: Open = request.param
    store = made(tmp_path)
    yield store
    if isinstance(store, Library):
        store.close()


def test_what_was_saved_last_is_what_is_loaded(store: Consultations) -> None:
    store.save(draft())
    store.save(draft(text="Hoest 3 wk."))
    assert store.load(FIRST_ID) == draft(text="Hoest 3 wk.")
    assert store.ids() == (FIRST_ID,)


def test_an_approved_note_comes_back_approved(store: Consultations) -> None:
    approved = Approved.of(draft(), "A. Voorbeeld", Clock()())
    store.save(approved)
    assert store.load(FIRST_ID) == approved


def test_what_is_not_there_is_said_to_be_unknown(store: Consultations) -> None:
    assert store.ids() == ()
    for act in (store.load, store.delete):
        with pytest.raises(ConsultationUnknown):
            act(OTHER)


def test_an_approved_note_stays_without_what_was_said(store: Consultations) -> None:
    approved = Approved.of(draft(), "A. Voorbeeld", Clock()())
    store.save(approved)
    store.erase_transcript(FIRST_ID)
    store.erase_transcript(FIRST_ID)
    kept = store.load(FIRST_ID)
    assert isinstance(kept, Approved)
    assert kept.transcript == approved.transcript.without_words()
    assert (kept.approval, kept.note) == (approved.approval, approved.note.without_quotes())


def test_what_was_said_stays_while_the_note_is_not_approved(store: Consultations) -> None:
    store.save(draft())
    with pytest.raises(NotApproved):
        store.erase_transcript(FIRST_ID)
    assert store.load(FIRST_ID) == draft()


def test_what_was_deleted_is_gone(store: Consultations) -> None:
    store.save(draft())
    store.delete(FIRST_ID)
    assert store.ids() == ()
    with pytest.raises(ConsultationUnknown):
        store.load(FIRST_ID)


@pytest.mark.parametrize("name", HOSTILE)
def test_an_id_never_becomes_another_place(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConsultationUnknown):
        PlainConsultations(tmp_path).load(ConsultationId(name))
    with pytest.raises(ConsultationUnknown):
        PlainRecordings(tmp_path).begin(ConsultationId(name), 1)
    for act in (lambda n: sealed(tmp_path).begin(n, 1), sealed(tmp_path).open):
        with pytest.raises(ConsultationUnknown):
            act(ConsultationId(name))
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_consultation_is_said_to_be_broken_and_left_alone(tmp_path: Path) -> None:
    store = PlainConsultations(tmp_path)
    store.save(draft())
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-100])
    damaged = file.read_bytes()
    with pytest.raises(FileBroken):
        store.load(FIRST_ID)
    assert file.read_bytes() == damaged


def test_a_save_that_fails_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = PlainConsultations(tmp_path)
    store.save(draft())

    def full(_: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        store.save(draft(text="Hoest 3 wk."))
    monkeypatch.undo()
    assert store.load(FIRST_ID) == draft()
    assert len(list(tmp_path.iterdir())) == 1


def test_a_transcript_file_holds_the_transcript_and_nothing_else(tmp_path: Path) -> None:
    file = TranscriptFile(tmp_path / "t.json", FIRST_ID)
    heard = Transcribed(id=FIRST_ID, transcript=draft().transcript)
    file.save(heard)
    assert file.only() == heard
    assert '"stage"' not in (tmp_path / "t.json").read_text(encoding="utf-8")
    with pytest.raises(FileBroken):
        file.save(draft())
    (tmp_path / "t.json").write_text("<html>", encoding="utf-8")
    with pytest.raises(FileBroken):
        file.only()


def sealed(folder: Path) -> SealedRecordings:
    return SealedRecordings(folder / "sound", DataKeys(folder / "keys", Key.new()))


@pytest.fixture(params=[PlainRecordings, sealed], ids=["plain", "sealed"])
def recordings(request: pytest.FixtureRequest, tmp_path: Path) -> Recordings:
    made: Callable[[Path], Recordings] = request.param
    return made(tmp_path / "recordings")


@pytest.mark.parametrize("channels", [1, 2])
def test_sound_comes_back_as_it_was(recordings: Recordings, channels: int) -> None:
    sound = list(blocks(*[voice(2.5, seed) for seed in range(channels)]))
    recording = recordings.begin(FIRST_ID, channels)
    for block in sound:
        recording.append(block)
    recording.close()
    kept = recordings.open(FIRST_ID)
    assert kept.channels == channels
    assert [b.samples.tolist() for b in kept] == [b.samples.tolist() for b in sound]


def test_a_growing_recording_can_be_read_so_far(recordings: Recordings) -> None:
    recording = recordings.begin(FIRST_ID, 1)
    for count, block in enumerate(blocks(voice(3.0)), start=1):
        recording.append(block)
        assert sum(b.samples.shape[1] for b in recordings.open(FIRST_ID)) == 16_000 * count
    recording.close()


def test_a_recording_is_never_written_over(recordings: Recordings) -> None:
    recordings.begin(FIRST_ID, 1).close()
    with pytest.raises(WouldOverwrite):
        recordings.begin(FIRST_ID, 1)


def test_an_erased_recording_is_gone_and_erasing_twice_is_fine(recordings: Recordings) -> None:
    recordings.begin(FIRST_ID, 1).close()
    recordings.erase(FIRST_ID)
    recordings.erase(FIRST_ID)
    with pytest.raises(ConsultationUnknown):
        recordings.open(FIRST_ID)


def test_a_torn_last_sample_is_left_out(tmp_path: Path) -> None:
    recordings = PlainRecordings(tmp_path)
    with recordings.begin(FIRST_ID, 2) as recording:
        for block in blocks(voice(1.0), voice(1.0, 2)):
            recording.append(block)
    file = tmp_path / FIRST_ID / "sound.pcm"
    file.write_bytes(file.read_bytes()[:-3])
    assert sum(b.samples.shape[1] for b in recordings.open(FIRST_ID)) == 15_999


def test_acts_come_back_in_order(tmp_path: Path) -> None:
    audit: Audit = ChainedAudit(tmp_path / "audit.log")
    now = Clock()
    made = [
        AuditRecord(act=act, at=now(), user="tester", consultation=FIRST_ID)
        for act in ("RECORD", "APPROVE")
    ]
    for record in made:
        audit.write(record)
    assert audit.records() == tuple(made)
