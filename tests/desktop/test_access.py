"""The patient's right of access: the own sound and words, never a note, and not after erasing."""

import wave
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from asr.transcript import Transcript
from desktop.access import give_access
from desktop.consultation import ConsultationId, Recorded, Transcribed
from desktop.desk import Desk
from desktop.erasure import erase_due
from desktop.errors import ConsultationUnknown, ConversationErased, WouldOverwrite
from desktop.store.data_keys import DataKeys
from desktop.store.mark import Mark
from desktop.store.sealed_recording import SealedRecordings
from desktop.store.sealing import Key
from desktop.workflow import approve
from tests.fakes import FIRST_ID, blocks, desk_in, draft, transcript, voice

OTHER = ConsultationId("20260105-090000-000002")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path / "library")


@pytest.fixture
def sealed(desk: Desk, tmp_path: Path) -> Desk:
    keys = DataKeys(tmp_path / "keys", Key.new())
    return replace(desk, recordings=SealedRecordings(tmp_path / "sound", keys))


def recorded(desk: Desk, channels: int = 1) -> None:
    recording = desk.recordings.begin(FIRST_ID, channels)
    for block in blocks(*[voice(2.5, seed) for seed in range(channels)]):
        recording.append(block)
    recording.close()


def told(desk: Desk) -> list[tuple[str, str]]:
    return [(record.act, record.detail) for record in desk.audit.records()]


def names(files: tuple[Path, ...]) -> list[str]:
    return [file.name.removeprefix(f"griffel-{FIRST_ID}-") for file in files]


@pytest.mark.parametrize("channels", [1, 2])
def test_the_sound_is_what_was_recorded(desk: Desk, tmp_path: Path, channels: int) -> None:
    recorded(desk, channels)
    desk.consultations.save(Recorded(id=FIRST_ID, language="nl", channels=channels, seconds=2.5))
    given = give_access(desk, FIRST_ID, tmp_path / "out")
    assert names(given.files) == ["sound.wav"]
    with wave.open(str(given.files[0])) as file:
        assert (file.getnchannels(), file.getframerate(), file.getsampwidth()) == (
            channels,
            16_000,
            2,
        )
        rows = np.frombuffer(file.readframes(10**9), dtype="<i2").reshape(-1, channels).T
    kept = np.concatenate([b.samples for b in desk.recordings.open(FIRST_ID)], axis=1)
    assert rows.tolist() == kept.tolist()


def test_the_words_are_what_was_said(desk: Desk, tmp_path: Path) -> None:
    said = transcript(("clinician", "Wat is er?"), ("patient", "Ik hoest."), start=3600)
    desk.consultations.save(Transcribed(id=FIRST_ID, transcript=said))
    text, fields = give_access(desk, FIRST_ID, tmp_path).files
    assert text.read_text() == "1:00:02  zorgverlener: Wat is er?\n1:00:04  patiënt: Ik hoest.\n"
    assert Transcript.model_validate_json(fields.read_bytes()) == said
    assert told(desk) == [("ACCESS_EXPORT", "")]


def test_a_note_is_never_among_it(desk: Desk, tmp_path: Path) -> None:
    recorded(desk)
    secret = draft(text="Onbesproken vermoeden.")
    desk.consultations.save(secret)
    given = give_access(desk, FIRST_ID, tmp_path / "out")
    assert names(given.files) == ["sound.wav", "transcript.txt", "transcript.json"]
    assert sorted(given.files) == sorted((tmp_path / "out").iterdir())
    written = b"".join(file.read_bytes() for file in given.files)
    assert b"vermoeden" not in written
    assert b"Twee weken." in written  # control: what was said is there


def test_after_erasing_it_is_refused(desk: Desk, tmp_path: Path) -> None:
    recorded(desk)
    desk.consultations.save(draft())
    approve(desk, draft(), "A. Voorbeeld")
    assert give_access(desk, FIRST_ID, tmp_path / "before").files  # control
    erase_due(desk)
    with pytest.raises(ConversationErased):
        give_access(desk, FIRST_ID, tmp_path / "after")
    assert not (tmp_path / "after").exists()
    assert told(desk)[-1] == ("REFUSED", "desktop.conversation_erased")


def test_sound_that_a_crash_left_behind_while_erasing_is_not_given(
    desk: Desk, tmp_path: Path
) -> None:
    recorded(desk)
    approved = approve(desk, draft(), "A. Voorbeeld")
    desk.consultations.save(approved.without_conversation())
    with pytest.raises(ConversationErased):
        give_access(desk, FIRST_ID, tmp_path / "out")


def test_nothing_is_written_over_and_all_is_written_or_nothing(desk: Desk, tmp_path: Path) -> None:
    recorded(desk)
    desk.consultations.save(draft())
    taken = tmp_path / "out" / f"griffel-{FIRST_ID}-transcript.json"
    taken.parent.mkdir()
    taken.write_text("of somebody else")
    with pytest.raises(WouldOverwrite):
        give_access(desk, FIRST_ID, tmp_path / "out")
    assert list(taken.parent.iterdir()) == [taken]
    assert taken.read_text() == "of somebody else"
    assert told(desk) == [("ACCESS_EXPORT", ""), ("FAILED", "desktop.would_overwrite")]


def test_a_consultation_that_is_not_there(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ConsultationUnknown):
        give_access(desk, OTHER, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_marks_are_a_list_of_moments(sealed: Desk, tmp_path: Path) -> None:
    recordings = sealed.recordings
    assert isinstance(recordings, SealedRecordings)
    with recordings.begin(FIRST_ID, 1) as recording:
        for block in blocks(voice(2.0)):
            recording.append(block)
        recording.mark(Mark(kind="gap", at=32_000, seconds=1.25))
        recording.mark(Mark(kind="bookmark", at=32_000))
    sealed.consultations.save(draft())
    given = give_access(sealed, FIRST_ID, tmp_path / "out")
    marks = next(file for file in given.files if file.name.endswith("marks.txt"))
    assert marks.read_text() == "0:00:02  gat van 1.2 s\n0:00:02  bladwijzer\n"


def test_of_a_damaged_recording_the_part_before_is_given(sealed: Desk, tmp_path: Path) -> None:
    recorded(sealed)
    sealed.consultations.save(draft())
    (file,) = (tmp_path / "sound").glob("*.sound")
    data = bytearray(file.read_bytes())
    data[-100] ^= 1
    file.write_bytes(data)
    given = give_access(sealed, FIRST_ID, tmp_path / "out")
    assert given.damaged
    with wave.open(str(given.files[0])) as wav:
        assert wav.getnframes() == 2 * 16_000
    file.write_bytes(b"no sound at all")
    words_only = give_access(sealed, FIRST_ID, tmp_path / "other")
    assert words_only.damaged
    assert names(words_only.files) == ["transcript.txt", "transcript.json"]
