"""The place where a model is put together keeps what was fetched, whenever that is stopped."""

from pathlib import Path

import pytest

from desktop.models.incoming import fetched, incoming, waiting
from desktop.store.lock import WriterLock

NAME = "whisper-small"
PART = bytes(1000)


def broken_off(place: Path) -> None:
    with incoming(place) as made, fetched(made, NAME) as scratch:
        (scratch / "model.bin").write_bytes(PART)
        raise KeyboardInterrupt


def test_what_was_fetched_has_its_place_before_the_lock_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    release = WriterLock.release

    def stopped(lock: WriterLock) -> None:
        seen.append(waiting(tmp_path, NAME))
        release(lock)
        raise KeyboardInterrupt

    monkeypatch.setattr(WriterLock, "release", stopped)
    with pytest.raises(KeyboardInterrupt):
        broken_off(tmp_path)
    monkeypatch.undo()
    assert seen == [len(PART)]
    assert waiting(tmp_path, NAME) == len(PART)


def test_a_stop_while_it_is_taken_up_again_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KeyboardInterrupt):
        broken_off(tmp_path)
    assert waiting(tmp_path, NAME) == len(PART)
    mkdir = Path.mkdir

    def stopped(path: Path, *, exist_ok: bool, parents: bool = False) -> None:
        if path.name.endswith(NAME):
            raise KeyboardInterrupt
        mkdir(path, exist_ok=exist_ok, parents=parents)

    monkeypatch.setattr(Path, "mkdir", stopped)
    with pytest.raises(KeyboardInterrupt):
        broken_off(tmp_path)
    monkeypatch.undo()
    assert waiting(tmp_path, NAME) == len(PART)
    with incoming(tmp_path) as made, fetched(made, NAME) as scratch:  # the control
        assert (scratch / "model.bin").read_bytes() == PART
    assert list(tmp_path.iterdir()) == []
