"""Turn what the microphone gives into seconds of a recording, with marks where some is missing."""

from typing import Protocol

from asr.audio import BLOCK_SAMPLES, SAMPLE_RATE, Block
from asr.level import Flatline, Level, as_block, level
from asr.microphone import SNIPPET_SECONDS, Snippet
from desktop.capture.timeline import Gap, Timeline
from desktop.store.mark import Mark, MarkKind

_SECOND = BLOCK_SAMPLES * 2  # bytes
# Digital silence is not kept at once: it may turn out to come from a device that is not the right
# one, and then it is no sound but a gap. A look at what is behind the stream takes half a second.
HELD = 2.0


class Track(Protocol):
    """Where the sound goes. A block, a mark is kept once the call has returned."""

    def append(self, block: Block) -> None: ...

    def mark(self, mark: Mark) -> None: ...

    def close(self) -> None: ...


class Nowhere:
    """Keeps nothing: for testing a microphone."""

    def append(self, block: Block) -> None:
        """Forget it."""

    def mark(self, mark: Mark) -> None:
        """Forget it."""

    def close(self) -> None:
        """Nothing was begun."""


class Gathering:
    """Gathers the sound of one recording."""

    def __init__(self, track: Track) -> None:
        self.paused = False
        self._track = track
        self._timeline = Timeline()
        self._pending = bytearray()
        self._held: list[Snippet] = []
        self._still = False  # silence was held back long enough: what follows of it is kept
        self._next = 0  # the number of the next snippet of this stream
        self._broken_off = False  # the device was gone: what is missing now is no delay
        self._flatline = Flatline()
        self._kept = 0

    @property
    def kept(self) -> float:
        """Seconds for which `append` has returned."""
        return self._kept / SAMPLE_RATE

    def begins(self) -> None:
        """The next snippet is the first of another stream."""
        self._next = 0
        self._flatline = Flatline()

    def take(self, snippet: Snippet) -> tuple[Level, float]:
        """Take a snippet up; how loud it is, and for how long nothing has moved up to its end."""
        samples = as_block(snippet.sound).samples[0]
        flat = self._flatline.feed(samples)
        missing = snippet.number - self._next
        self._next = snippet.number + 1
        if not self.paused:
            if missing > 0:
                self._release()
                self._mark_gap(self._timeline.skipped(missing * SNIPPET_SECONDS))
            self._sort(snippet, whole_flat=flat >= samples.size / SAMPLE_RATE)
        return level(samples), flat

    def lost(self, deaf: bool, known: bool = False) -> None:
        """The device is gone. `deaf`: the silence that came last is not its own."""
        if deaf:
            self._held.clear()
        self._release()
        self._flush()
        self._broken_off = True
        if self._timeline.samples and not self.paused and not known:
            self._mark("device_lost")

    def pause(self) -> None:
        """Keep nothing from here on."""
        if not self.paused:
            self._release()
            self._flush()
            self._mark("pause")
            self.paused = True

    def resume(self, now: float) -> None:
        """Go on keeping."""
        if self.paused:
            self.paused = False
            self._timeline.anew(now)
            self._mark("resumed")

    def bookmark(self) -> None:
        """Mark this moment."""
        self._mark("bookmark")

    def finish(self, now: float) -> None:
        """Keep what is left, and close the recording."""
        self._release()
        self._flush()
        if not self.paused:
            for gap in self._timeline.ends(now):
                self._mark_gap(gap)
        self._track.close()

    def _sort(self, snippet: Snippet, whole_flat: bool) -> None:
        self._held.append(snippet)
        if not whole_flat:
            self._still = False
        elif len(self._held) * SNIPPET_SECONDS >= HELD:
            self._still = True
        if self._still or not whole_flat:
            self._release()

    def _release(self) -> None:
        held, self._held = self._held, []
        for snippet in held:
            self._keep(snippet)

    def _keep(self, snippet: Snippet) -> None:
        samples = len(snippet.sound) // 2
        missing = snippet.overflow or self._broken_off
        self._broken_off = False
        for gap in self._timeline.came(snippet.at, samples, missing):
            self._mark_gap(gap)
        self._pending += snippet.sound
        while len(self._pending) >= _SECOND:
            self._append(_SECOND)

    def _flush(self) -> None:
        if self._pending:
            self._append(len(self._pending))

    def _append(self, size: int) -> None:
        block = as_block(bytes(self._pending[:size]))
        self._track.append(block)
        del self._pending[:size]
        self._kept += block.samples.shape[1]

    def _mark(self, kind: MarkKind) -> None:
        self._track.mark(Mark(kind=kind, at=self._timeline.samples))

    def _mark_gap(self, gap: Gap) -> None:
        self._track.mark(Mark(kind="gap", at=gap.at, seconds=gap.seconds))
