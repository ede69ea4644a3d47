"""The copy of the day is made once, told of when it fails, and broken off without a trace."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.app import back_up
from desktop.backup import BackupState, backup_state
from desktop.errors import DiskFull, PlaceUnwritable
from desktop.session import Session
from desktop.store.errors import GaveWay
from desktop.store.library import Library
from desktop.store.turn import Turn
from tests.desktop.visits import session  # noqa: F401 - a fixture


def acts(session: Session) -> list[tuple[str, str]]:  # noqa: F811
    return [(one.act, one.detail) for one in session.desk.audit.records()]


def test_it_is_made_once_a_day_and_written_down(session: Session) -> None:  # noqa: F811
    assert backup_state(session) == BackupState()
    assert back_up(session)
    assert not back_up(session)
    assert acts(session).count(("BACKUP", "")) == 1
    state = backup_state(session)
    assert state.failed == ""
    assert state.last is not None
    assert (datetime.now(UTC) - state.last).total_seconds() < 3600


def test_what_stood_in_the_way_is_known_until_it_is_made(
    session: Session,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for error in (DiskFull, PlaceUnwritable):

        def refuse(self: Library, error: type[Exception] = error) -> Path:
            raise error

        with monkeypatch.context() as patched:
            patched.setattr(Library, "backup", refuse)
            with pytest.raises(error):
                back_up(session)
        assert backup_state(session).failed == error.code
    assert backup_state(session).why == "place"
    assert back_up(session)
    assert backup_state(session).failed == ""


def test_one_that_gives_way_leaves_nothing_and_is_no_failure(
    session: Session,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Turn, "wanted", True)
        with pytest.raises(GaveWay):
            back_up(session)
    assert session.library.backups() == ()
    assert list((session.folder / "backups").iterdir()) == []
    assert backup_state(session) == BackupState()
    assert back_up(session), "the control: with nobody waiting it is made"
    assert [act for act, _ in acts(session)].count("FAILED") == 0
