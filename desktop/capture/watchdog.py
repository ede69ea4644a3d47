"""Whether the microphone still hears the room: judged by time alone, for PortAudio never tells.

A device is lost in three ways on a sound server, all measured: the sound stops coming; it goes on
from another device, often as digital silence; or the stream ends. Nothing here waits, reads or
writes; `look` is asked ten times a second or more and says what to do.
"""

from dataclasses import dataclass
from typing import Literal

# lost: no sound comes, or only the silence of a device that is not the right one
# silent: the right device gives digital silence; it is muted, or broken
# faint: hardly anything is heard
# moved: sound comes, but from another device than the right one
Trouble = Literal["lost", "silent", "faint", "moved"]

SOUND_LATE = 1.0  # seconds without sound; under load 6 on two cores the longest was 0.2
FIRST_SOUND_LATE = 3.5  # a device may take 1 to 2 s to begin (measured on a null sink)
NEXT_SOUND_LATE = 2.0  # the same when listening was begun anew
RESTART_AFTER = 1.5  # of no sound: a stream that only stumbled goes on by itself before that
MOVE_PATIENCE = 4.0  # of no sound after a move: the server takes 1 to 2 s for one (measured)
OPENING_PATIENCE = 3.0  # an opening that takes longer hangs, mostly for half a minute
OPEN_PATIENCE = 6.0  # an open device that gives nothing: kept, for it begins as soon as it can
NAME_PATIENCE = 1.5  # after a loss: how long sound may come before its device is known
ASTRAY_FLAT = 0.3  # seconds of digital silence from a wrong device: it hears nothing
FLAT_LATE = 1.5  # seconds of digital silence, which no working microphone makes
FAINT = -70.0  # dBFS; a quiet room is at -65 to -50
FAINT_LATE = 20.0
ASLEEP = 1.0  # seconds between two looks: it was we who stood still, not the device


@dataclass(frozen=True)
class Verdict:
    """What is wrong now, if anything, and whether to begin listening anew."""

    trouble: Trouble | None
    restart: bool


class Watchdog:
    """Watches one microphone. Every time is in seconds on one clock."""

    def __init__(self, now: float, asked: str = "") -> None:
        # The source that belongs behind the stream: the one asked for, or the first that is seen.
        self.expected = asked
        self._asked = bool(asked)
        self._trouble: Trouble | None = None
        self._looked = now
        self._last = now  # the last moment at which there was sound, or none was due yet
        self._tried = self._ever = False  # opened, heard
        self._heard: float | None = None
        self._behind: str | None = None
        self._flat = self._faint = 0.0
        self._fresh(now)

    def begins(self, now: float) -> None:
        """Listening was begun anew."""
        self._fresh(now)

    def opening(self, now: float) -> None:
        """The device is being opened."""
        if not self._tried:
            self._last, self._tried = now, True
        self._fresh(now)

    def opened(self, now: float) -> None:
        """The device was opened."""
        self._opened, self._since = True, now
        if not self._ever and self._trouble is None:
            self._last = now

    def closed(self, now: float) -> None:
        """The device ended or could not be opened; it will be tried again."""
        if self._opened:
            self._trouble = "lost"
        self._fresh(now)

    def behind(self, now: float, name: str, asked_is_here: bool) -> None:
        """This source gives the sound ("": no real one); the one asked for is there or not."""
        if name != self._behind:
            self._behind, self._named, self._from_here = name, now, 0.0
        self._asked_is_here = asked_is_here
        self.expected = self.expected or name

    def heard(self, now: float, seconds: float, flat: float, rms: float) -> None:
        """A piece of sound came, of this length; up to its end nothing moved for `flat` seconds."""
        if self._heard is None:
            self._first = now
        elif now - self._heard > SOUND_LATE:
            self._first = now
            if self._named < self._heard:
                self._behind = None  # it may be another by now
        self._heard = self._last = now
        self._ever = True
        self._from_here += seconds
        self._flat = flat
        self._faint = self._faint + seconds if rms < FAINT else 0.0

    @property
    def deaf(self) -> bool:
        """What comes is the silence of a device that is not the right one: no sound at all."""
        silent = min(self._flat, self._from_here) > ASTRAY_FLAT
        return self._astray and (not self._behind or silent)

    def look(self, now: float) -> Verdict:
        """Judge the state of things at this moment."""
        if now - self._looked > ASLEEP:
            self._forgive(now, now - self._looked)
        self._looked = now
        if self._lost(now) or (self._trouble == "lost" and not self._back(now)):
            self._trouble = "lost"
        else:
            self._trouble = self._lesser()
        return Verdict(self._trouble, self._stuck(now))

    @property
    def _astray(self) -> bool:
        return self._behind is not None and self._behind != self.expected

    def _lost(self, now: float) -> bool:
        if self._heard is None:
            return now - self._last > (NEXT_SOUND_LATE if self._ever else FIRST_SOUND_LATE)
        return self.deaf or now - self._heard > SOUND_LATE

    def _back(self, now: float) -> bool:
        """Sound came again, from a device that is known or that nobody can name."""
        if self._heard is None:
            return False
        nameless = self._behind is None and bool(self.expected)
        return not nameless or now - self._first > NAME_PATIENCE

    def _stuck(self, now: float) -> bool:
        if self._heard is None:
            return now - self._since > (OPEN_PATIENCE if self._opened else OPENING_PATIENCE)
        better = self._astray and self._asked and self._asked_is_here
        late = now - self._heard > (MOVE_PATIENCE if self._astray else RESTART_AFTER)
        return self.deaf or better or late

    def _lesser(self) -> Trouble | None:
        if self._astray:
            return "moved"
        if self._flat > FLAT_LATE:
            return "silent"
        return "faint" if self._faint > FAINT_LATE else None

    def _fresh(self, now: float) -> None:
        self._since = now  # this step of opening
        self._first = now
        self._heard = None
        self._opened = False
        self._behind = None  # nobody can tell, or not yet
        self._named = now
        self._from_here = 0.0  # seconds of sound since that source was told
        self._asked_is_here = False
        self._flat = self._faint = 0.0

    def _forgive(self, now: float, seconds: float) -> None:
        """We stood still: what came meanwhile may not have been read yet."""
        self._since = min(now, self._since + seconds)
        self._last = min(now, self._last + seconds)
        if self._heard is not None:
            self._heard = min(now, self._heard + seconds)
