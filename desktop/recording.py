"""A recording that runs, as whoever watches it sees it: what is kept, what is wrong, how it ended.

It takes what the capture process tells and decides what is so; a screen only shows it.
"""

from collections import deque
from collections.abc import Callable, Iterator
from typing import Literal, Protocol

from asr.elapsed import elapsed
from asr.transcript import Language
from desktop.capture import Alarm, Ended, Hearing, Kept, Loudness, MaySleep, News, RoomLow
from desktop.capture.watchdog import Trouble
from desktop.consultation import ConsultationId, Recorded
from desktop.desk import write_down
from desktop.intake import Intake
from desktop.session import Session
from desktop.store.place import check_room
from desktop.visit import begin_visit, end_visit, forget_file

# ending: it was asked to stop, or stopped by itself; `stop` brings the last word.
Phase = Literal["recording", "paused", "ending", "ended"]

QUIET_AFTER = 10.0  # seconds without a voice before it is said
JUST_BEGUN = 1.0  # seconds in which a second press came with the first, and does not end it
BACK_SHOWN = 6.0  # seconds in which it is said that a microphone hears again
# Measured on both samples above a room of -62 dBFS: 20 dB softer than they are, never without a
# voice for more than 2 s; steady noise differs by 0.9 dB from one tenth of a second to another.
_ABOVE_ROOM = 8.0  # dB
_FAINTEST_VOICE = -60.0  # dBFS
_ROOM_SPAN = 100  # tenths of a second
_SHORTEST_VOICE = 2  # tenths of a second; a click is shorter


class Recorder(Protocol):
    """The capture process as this module needs it."""

    @property
    def ended(self) -> Ended | None: ...

    def news(self, patience: float = 0.0) -> Iterator[News]: ...

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def bookmark(self) -> None: ...

    def stop(self) -> Ended: ...


class VoiceWatch:
    """For how long no voice was heard, judged by loudness alone."""

    def __init__(self, now: float) -> None:
        self._room: deque[float] = deque(maxlen=_ROOM_SPAN)
        self._last = now
        self._loud = 0

    def heard(self, now: float, rms: float) -> None:
        """A tenth of a second came in, as loud as that."""
        self._room.append(rms)
        above = rms > max(min(self._room) + _ABOVE_ROOM, _FAINTEST_VOICE)
        self._loud = self._loud + 1 if above else 0
        if self._loud >= _SHORTEST_VOICE:
            self._last = now

    def forgive(self, now: float) -> None:
        """Nobody is expected to speak until now."""
        self._last = now

    def quiet_for(self, now: float) -> float:
        """Seconds since a voice was heard."""
        return now - self._last


class RecordingVisit:
    """One recording, from its first second to its last word."""

    def __init__(
        self,
        visit: ConsultationId,
        capture: Recorder,
        now: Callable[[], float] = elapsed,
    ) -> None:
        self.visit = visit
        self.phase: Phase = "recording"
        self.kept = 0.0  # seconds that are on the disk
        self.peak: float | None = None  # dBFS of the last tenth of a second; None: no sound
        self.microphone = ""  # its name for people
        self.trouble: Trouble | None = None
        self.room_low = False
        self.may_sleep = False
        self.marks = 0
        self.ended: Ended | None = None
        self._capture, self._now = capture, now
        self._began = self._kept_at = now()
        self._back_at: float | None = None
        self._voice = VoiceWatch(now())

    @property
    def clock(self) -> float:
        """Seconds recorded; between two that are kept it goes on, but never a whole one."""
        if not self.hears or not self.kept:
            return self.kept
        return self.kept + min(0.99, self._now() - self._kept_at)

    @property
    def quiet_for(self) -> float:
        """Seconds without a voice, once they are worth a word; else nought."""
        if self.phase != "recording" or self.trouble is not None:
            return 0.0
        seconds = self._voice.quiet_for(self._now())
        return seconds if seconds >= QUIET_AFTER else 0.0

    @property
    def is_back(self) -> bool:
        """Whether the microphone hears again since a moment."""
        return self._back_at is not None and self._now() - self._back_at < BACK_SHOWN

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is to be said now, by the last part of its code, the gravest first."""
        found: list[str] = [self.trouble] if self.trouble else []
        found += ["back"] if self.is_back else []
        found += ["quiet"] if self.quiet_for else []
        found += ["room_low"] if self.room_low else []
        return (*found, *(["may_sleep"] if self.may_sleep else []))

    @property
    def hears(self) -> bool:
        """Whether sound comes in and is kept now."""
        return self.phase == "recording" and self.trouble != "lost"

    @property
    def just_begun(self) -> bool:
        """Whether it began a moment ago."""
        return self._now() - self._began < JUST_BEGUN

    @property
    def running(self) -> bool:
        """Whether leaving now would end something."""
        return self.phase in ("recording", "paused")

    def look(self) -> None:
        """Take what happened since. Waits for nothing; while `stop` waits, it does nothing."""
        if self.running:
            for news in self._capture.news():
                self.take(news)

    def take(self, news: News) -> None:
        """One thing that happened."""
        match news:
            case Loudness(peak=peak, rms=rms):
                self.peak = peak
                self._voice.heard(self._now(), rms)
            case Kept(seconds=seconds):
                self.kept, self._kept_at = seconds, self._now()
            case Hearing(name=name):
                self.microphone = name
            case Alarm(trouble=trouble):
                self._alarm(trouble)
            case RoomLow():
                self.room_low = True
            case MaySleep():
                self.may_sleep = True
            case Ended():
                self.phase = "ending"

    def pause(self) -> None:
        """Keep nothing until it is gone on with."""
        if self.phase == "recording":
            self._capture.pause()
            self.phase = "paused"

    def resume(self) -> None:
        """Go on keeping."""
        if self.phase == "paused":
            self._capture.resume()
            self.phase = "recording"
            self._kept_at = self._now()
            self._voice.forgive(self._now())

    def mark(self) -> None:
        """Mark this moment."""
        if self.phase == "recording":
            self._capture.bookmark()
            self.marks += 1

    def asked_to_stop(self) -> None:
        """From here on only `stop` talks to the capture process."""
        if self.running:
            self.phase = "ending"

    def stop(self) -> Ended:
        """End it. Takes ten seconds where the disk does not answer, so not on a screen's thread."""
        return self._capture.stop()

    def stopped(self, session: Session, ended: Ended) -> Recorded:
        """Take the last word, and keep how long the recording became."""
        self.kept, self.ended, self.phase = ended.seconds, ended, "ended"
        return end_visit(session, self.visit)

    def _alarm(self, trouble: Trouble | None) -> None:
        self._back_at = self._now() if trouble is None and self.trouble else None
        self.trouble = trouble
        if trouble == "lost":
            self.peak = None
        self._voice.forgive(self._now())


def begin_recording(session: Session, intake: Intake, language: Language) -> ConsultationId:
    """A visit to record, where there is room for it."""
    check_room(session.folder)
    return begin_visit(session, intake, language)


def kept_after_all(session: Session, visit: ConsultationId) -> Recorded | None:
    """Keep the length of a recording with sound where that could not be kept when it ended; none:
    this visit has no sound, or has come further."""
    kept = session.library.load(visit)
    if not isinstance(kept, Recorded) or not session.recordings.open(visit).seconds:
        return None
    return kept if kept.seconds else end_visit(session, visit)


def forget_empty(session: Session, visit: ConsultationId) -> None:
    """Take a visit of which nothing was recorded out of the list; one with sound stays."""
    kept = session.library.load(visit)
    if isinstance(kept, Recorded) and not session.recordings.open(visit).seconds:
        session.library.delete(visit)
        forget_file(session, visit)
        session.recordings.erase(visit)
        write_down(session.desk, "DELETE_AUDIO", visit, detail="nothing-recorded")


def ended_code(ended: Ended) -> str:
    """The code of the sentence that says why it ended; empty when it was asked to."""
    if ended.reason == "stopped":
        return ""
    return ended.code or f"record.ended_{ended.reason}"
