"""What was being worked out is known again, and a file is only gone on with if it is the same."""

from pathlib import Path

import pytest

from desktop.consultation import ConsultationId
from desktop.left_over import files_left, remember_work, work_left
from desktop.recording import forget_empty
from desktop.session import Session
from desktop.visit import (
    AwaitedFile,
    Line,
    await_file,
    awaited_file,
    begin_visit,
    came_in_as,
    end_visit,
)
from desktop.workflow import keep_drafted, keep_transcribed
from tests.desktop.store.recordings import noise
from tests.desktop.visits import intake, session  # noqa: F401 - a fixture
from tests.fakes import draft


def recorded(session: Session) -> ConsultationId:  # noqa: F811
    visit = begin_visit(session, intake(), "nl")
    with session.recordings.resume(visit) as sound:
        sound.append(noise(8_000, 1))
    end_visit(session, visit)
    return visit


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "gesprek.wav"
    made.write_bytes(b"sound")
    return made


def half(session: Session, file: Path, line: Line | None = None) -> ConsultationId:  # noqa: F811
    """A visit of which the file came in by half."""
    visit = begin_visit(session, intake(), "nl", 2)
    await_file(session, visit, AwaitedFile.at(file, line or Line()))
    session.recordings.resume(visit).leave()
    return visit


def test_what_was_worked_out_is_known_until_it_has_a_draft(session: Session) -> None:  # noqa: F811
    assert work_left(session) == ()
    heard, drafted, gone = recorded(session), recorded(session), ConsultationId("20990101-0-0")
    remember_work(session, [drafted, heard, gone])
    assert set(work_left(session)) == {heard, drafted}
    said = keep_transcribed(session.desk, drafted, draft().transcript)
    assert set(work_left(session)) == {heard, drafted}
    keep_drafted(session.desk, said, draft().note)
    assert work_left(session) == (heard,)
    assert files_left(session) == ()


def test_a_file_that_came_in_by_half_is_gone_on_with(session: Session, file: Path) -> None:  # noqa: F811
    line = Line(telephone=True, swapped=True)
    visit = half(session, file, line)
    remember_work(session, [visit])
    ((found, awaited),) = files_left(session)
    assert (found, awaited.file, awaited.line) == (visit, str(file), line)


def test_another_file_of_that_name_is_not(session: Session, file: Path) -> None:  # noqa: F811
    remember_work(session, [half(session, file)])
    assert files_left(session)  # the control
    file.write_bytes(b"something else")
    assert (files_left(session), work_left(session)) == ((), ())
    file.unlink()
    assert (files_left(session), work_left(session)) == ((), ())


def test_what_came_in_whole_is_heard_as_it_was_told_and_its_name_is_gone(
    session: Session,  # noqa: F811
    file: Path,
) -> None:
    line = Line(telephone=True, swapped=True)
    visit = half(session, file, line)
    remember_work(session, [visit])
    session.recordings.resume(visit).close()
    assert (files_left(session), work_left(session)) == ((), (visit,))
    end_visit(session, visit)
    assert awaited_file(session, visit) is None
    assert came_in_as(session, visit) == line
    assert came_in_as(session, recorded(session)) == Line()


def test_no_name_of_a_file_is_kept_of_a_visit_that_goes(session: Session, file: Path) -> None:  # noqa: F811
    visit = half(session, file)
    assert awaited_file(session, visit) is not None
    forget_empty(session, visit)
    assert awaited_file(session, visit) is None
