"""A visit in the library, from its first second: begun with consent, ended, and found again."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError

from asr.transcript import Language
from asr.value import Value
from desktop.capture import end_abandoned
from desktop.consultation import ConsultationId, Recorded
from desktop.desk import refused, write_down
from desktop.errors import (
    ConsentMissing,
    ConsultationUnknown,
    GriffelError,
    RecordingClosed,
    RecordingInUse,
    WouldOverwrite,
)
from desktop.intake import Intake
from desktop.rules import may_record
from desktop.session import Session
from desktop.store.entries import Summary
from desktop.workflow import keep_recorded


@dataclass(frozen=True)
class Unfinished:
    """What a crash left of recordings.

    `ended` are closed now and have their length; of `running` the app has died and a capture
    process records on: it was told to end, and takes up to three seconds. `unreadable` are left
    as they are. Of `half`, which are among those that ended, the file was not wholly brought in.
    """

    ended: tuple[Recorded, ...] = ()
    running: tuple[ConsultationId, ...] = ()
    unreadable: tuple[ConsultationId, ...] = ()
    half: tuple[ConsultationId, ...] = ()


class Line(Value):
    """What a recording that came in as a file was made of: how it has to be heard."""

    telephone: bool = False
    swapped: bool = False  # the second channel is the agent


class AwaitedFile(Value):
    """A sound file that comes in, and how to know that it still is the same. Without a name it is
    only known that there is one."""

    file: str = Field(default="", repr=False)
    size: int = 0
    written: int = 0  # nanoseconds
    line: Line = Line()

    @classmethod
    def at(cls, file: Path, line: Line) -> Self:
        """The file as it lies there now."""
        try:
            now, place = file.stat(), str(file.absolute())
        except OSError:  # whoever brings it in says so
            return cls(line=line)
        return cls(file=place, size=now.st_size, written=now.st_mtime_ns, line=line)

    @property
    def is_the_same(self) -> bool:
        """Whether it still lies there, as it was."""
        return bool(self.file) and type(self).at(Path(self.file), self.line) == self


def begin_visit(
    session: Session, intake: Intake, language: Language, channels: int = 1
) -> ConsultationId:
    """Make a place for a recording, with what was said of it; no consent, no recording.

    It is in the list from now on, so that after a crash there is something to go on with.
    """
    desk = session.desk
    may_record(desk, intake.data)
    if intake.consent is None:
        raise refused(desk, ConsentMissing())
    consultation = desk.new_id()
    session.recordings.begin(consultation, channels).leave()
    begun = Recorded(id=consultation, language=language, channels=channels, seconds=0)
    desk.consultations.save(begun)
    session.library.put_intake(consultation, intake)
    write_down(desk, "CONSENT", consultation, detail=intake.consent.how)
    return consultation


def await_file(
    session: Session,
    consultation: ConsultationId,
    file: AwaitedFile = AwaitedFile(),  # noqa: B008 - a frozen value
) -> None:
    """Keep that the sound of this visit is a file that comes in, so that a half one is known."""
    session.library.remember(_awaited(consultation), file.model_dump_json())
    if file.line != Line():
        session.library.remember(_line(consultation), file.line.model_dump_json())


def awaited_file(session: Session, consultation: ConsultationId) -> AwaitedFile | None:
    """The file that comes in for this visit, until all of it is there."""
    try:
        kept = session.library.recall(_awaited(consultation)) or ""
        return AwaitedFile.model_validate_json(kept)
    except ValidationError:
        return None


def came_in_as(session: Session, consultation: ConsultationId) -> Line:
    """How the sound of this visit has to be heard; nothing is known of one that was recorded."""
    try:
        return Line.model_validate_json(session.library.recall(_line(consultation)) or "")
    except ValidationError:
        return Line()


def forget_file(session: Session, consultation: ConsultationId) -> None:
    """Await no file any more; nothing of its name is kept."""
    if session.library.recall(_awaited(consultation)):
        session.library.remember(_awaited(consultation), "")


def end_visit(session: Session, consultation: ConsultationId) -> Recorded:
    """Keep how long the recording became, once nothing is added to it any more."""
    before = session.library.load(consultation)
    if not isinstance(before, Recorded):
        raise refused(session.desk, WouldOverwrite(), consultation)
    _close(session, consultation)
    sound = session.recordings.open(consultation)
    ended = keep_recorded(session.desk, before.model_copy(update={"seconds": sound.seconds}))
    forget_file(session, consultation)
    return ended


def unfinished_visits(
    session: Session, language: Language = "nl", going_on: Collection[str] = ()
) -> Unfinished:
    """End every recording that nobody ended; for when the app starts, and again while one runs on.

    `going_on` are those that this app itself is recording or bringing in: they are left alone.

    A torn tail is set aside and nothing before it is touched. A recording that the library does
    not know, as after the restore of an older backup, comes into the list; its language is then
    `language`. One of which nothing was kept yet goes.
    """
    ended: list[Recorded] = []
    running: list[ConsultationId] = []
    unreadable: list[ConsultationId] = []
    half: list[ConsultationId] = []
    for consultation in session.recordings.ids():
        if consultation in going_on:
            continue
        try:
            broken_off = _is_half(session, consultation)
            found = _ended(session, consultation, language)
        except RecordingInUse:
            end_abandoned(session.recordings.place(consultation))
            running.append(consultation)
        except GriffelError:
            unreadable.append(consultation)
        else:
            ended += [found] if found else []
            half += [consultation] if found and broken_off else []
    return Unfinished(tuple(ended), tuple(running), tuple(unreadable), tuple(half))


def _ended(session: Session, consultation: ConsultationId, language: Language) -> Recorded | None:
    """The visit, if it was not ended before."""
    known = _known(session, consultation)
    if known and (known.stage != "recorded" or _is_whole(session, consultation, known.seconds)):
        return None
    _close(session, consultation)
    sound = session.recordings.open(consultation)
    if not known and not sound.seconds:
        session.recordings.erase(consultation)
        return None
    if not known:
        begun = Recorded(id=consultation, language=language, channels=sound.channels, seconds=0)
        session.desk.consultations.save(begun)
    return end_visit(session, consultation)


def _known(session: Session, consultation: ConsultationId) -> Summary | None:
    try:
        return session.library.summary(consultation)
    except ConsultationUnknown:
        return None


def _is_whole(session: Session, consultation: ConsultationId, seconds: float) -> bool:
    """Whether it was closed, and its length is known."""
    sound = session.recordings.open(consultation)
    return sound.complete and sound.seconds == seconds


def _is_half(session: Session, consultation: ConsultationId) -> bool:
    """Whether a file was being brought in for it that did not come to its end."""
    awaited = session.library.recall(_awaited(consultation))
    return bool(awaited) and not session.recordings.open(consultation).complete


def _awaited(consultation: ConsultationId) -> str:
    return f"file for {consultation}"


def _line(consultation: ConsultationId) -> str:
    return f"line of {consultation}"


def _close(session: Session, consultation: ConsultationId) -> None:
    """Close a recording that nobody closed, once its torn tail was set aside."""
    with suppress(RecordingClosed):
        session.recordings.resume(consultation).close()
