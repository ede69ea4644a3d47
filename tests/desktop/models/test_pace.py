"""What is measured of a model's speed is kept for this machine alone, and decides its threads."""

from pathlib import Path

import pytest

from desktop.models import pace as module
from desktop.models.pace import (
    KEEPS_UP,
    LONG_DRAFT,
    METHOD,
    cores,
    fewest,
    is_worse,
    listening_threads,
    pace_in,
    pace_of,
    remember_pace,
    speech_counts,
    speech_pace,
    writer_counts,
    writer_pace,
)
from desktop.models.records import weights_in
from tests.desktop.models.paces import SHA256, speech, writer

OTHER = "cd" * 32


def test_it_is_remembered_by_the_weights() -> None:
    assert speech_pace(SHA256) is None
    remember_pace(speech(0.3))
    remember_pace(writer(30, 10, OTHER))
    assert speech_pace(SHA256) == speech(0.3) == pace_of(SHA256, "speech")
    assert writer_pace(OTHER) == writer(30, 10, OTHER) == pace_of(OTHER, "writer")
    assert speech_pace(OTHER) is None
    assert writer_pace(SHA256) is None


def test_of_another_machine_or_method_it_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    remember_pace(speech(0.3))
    with monkeypatch.context() as other:
        other.setattr(module, "cores", lambda: cores() + 1)
        assert speech_pace(SHA256) is None
    with monkeypatch.context() as later:
        later.setattr(module, "METHOD", METHOD + 1)
        assert speech_pace(SHA256) is None
    assert speech_pace(SHA256) is not None


def test_what_is_broken_or_of_other_weights_is_not_known(tmp_path: Path) -> None:
    remember_pace(speech(0.3, SHA256[:32] + "0" * 32))  # another one that begins the same
    assert speech_pace(SHA256) is None
    remember_pace(speech(0.3))
    assert speech_pace(SHA256) is not None
    module._place(SHA256).write_text("{}")
    assert speech_pace(SHA256) is None


@pytest.mark.parametrize(
    ("count", "tried"),
    [(1, (1,)), (2, (2, 1)), (3, (2, 1)), (4, (3, 2, 1)), (8, (7, 4, 2, 1)), (32, (8, 4, 2, 1))],
)
def test_a_speech_model_is_tried_with_more_and_with_fewer_threads(
    count: int, tried: tuple[int, ...]
) -> None:
    assert speech_counts(count) == tried


@pytest.mark.parametrize(
    ("count", "listening", "tried"),
    [
        (1, 0, (1,)),
        (2, 0, (1,)),
        (2, 2, (1,)),
        (4, 0, (2, 1)),
        (4, 3, (1,)),
        (8, 2, (4, 2, 1)),
        (8, 7, (1,)),
        (32, 8, (8, 4, 2, 1)),
    ],
)
def test_a_language_model_leaves_room_for_listening(
    count: int, listening: int, tried: tuple[int, ...]
) -> None:
    assert writer_counts(count, listening) == tried
    assert count == 1 or tried[0] < count


def test_as_many_threads_as_any_speech_model_takes_here_are_left_to_it() -> None:
    assert listening_threads() == 0
    for threads, sha256 in ((2, SHA256), (3, OTHER)):
        remember_pace(speech(0.3, sha256, threads))
    remember_pace(writer(30, 10, "ef" * 32, threads=7))
    remember_pace(speech(0.3, "01" * 32, 8).model_copy(update={"cores": cores() + 1}))
    assert listening_threads() == 3


@pytest.mark.parametrize(
    ("seconds", "threads"),
    [
        ({4: 10.0, 2: 10.4, 1: 11.0}, 2),
        ({4: 10.0, 2: 10.6, 1: 20.0}, 4),
        ({8: 12.0, 4: 10.0}, 4),
        ({2: 10.0, 1: 10.5}, 1),
        ({1: 3.0}, 1),
    ],
)
def test_the_fewest_threads_that_are_nearly_as_fast_are_taken(
    seconds: dict[int, float], threads: int
) -> None:
    assert fewest(seconds) == threads


def test_fewer_threads_are_of_no_use_once_they_are_slower() -> None:
    assert not is_worse((10.0,))
    assert not is_worse((10.0, 10.4))
    assert not is_worse((12.0, 10.0))  # more of them was too many
    assert is_worse((10.0, 10.6))


def test_text_keeps_up_where_there_is_time_left() -> None:
    assert speech(KEEPS_UP).keeps_up
    assert not speech(KEEPS_UP + 0.01).keeps_up
    assert speech(1.4).ten_minutes == 840


def test_a_draft_takes_longer_where_reading_does_not_keep_up_with_speech() -> None:
    fast, slow = writer(30, 10), writer(3, 10)
    assert fast.draft == pytest.approx(1000 / 30 + 70)
    assert slow.draft == pytest.approx((3200 - 1800 + 1000) / 3 + 70)
    assert writer(50, 17.5).draft < LONG_DRAFT
    assert not writer(50, 17.5).is_long
    assert slow.is_long


def test_the_pace_of_a_folder_is_known_without_reading_it(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"weights")
    assert weights_in(folder) == ""
    assert pace_in(folder) is None
    now = (folder / "model.bin").stat()
    stamp = {"bytes": now.st_size, "modified_ns": now.st_mtime_ns, "sha256": SHA256}
    kept = tmp_path / "model.verified.json"
    kept.write_text(f'{{"files": {{"model.bin": {stamp}}}}}'.replace("'", '"'))
    remember_pace(speech(0.3))
    assert weights_in(folder) == SHA256
    assert pace_in(folder) == speech(0.3)
    (folder / "model.bin").write_bytes(b"other weights")
    assert pace_in(folder) is None
    assert weights_in(tmp_path / "nowhere") == ""
