"""How far behind speech the text appears while a visit is recorded, and how soon a draft is there.

The bundled sample, over and over, goes second by second into a sealed recording that a real engine
hears, as it would come from a microphone. A language model may be busy meanwhile.
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles

from asr.audio import SAMPLE_RATE, Block, open_sound
from asr.elapsed import elapsed
from asr.transcript import Language, Transcript
from asr.value import Value
from desktop.bench.meanwhile import VISIT, Does, Meanwhile
from desktop.bench.memory import most_memory
from desktop.engine import (
    Drafted,
    Drafting,
    Engine,
    Failed,
    Guess,
    Heard,
    Listen,
    News,
    Ready,
    Target,
    Transcribed,
)
from desktop.engine.errors import EngineStopped
from desktop.engine.process import run_engine
from desktop.store.data_keys import DataKeys
from desktop.store.sealed_recording import SealedRecordingInProgress, SealedRecordings
from desktop.store.sealing import Key
from desktop.vocabulary import expected_words
from summarize.errors import NothingSaid

# What a clinician should not notice: text that follows the voice, and a draft when the visit ends.
SHOWN_SECONDS, DRAFT_SECONDS = 5.0, 2.0

_TICK = 0.02  # seconds


class LiveFigures(Value):
    """What was measured, in seconds; memory in megabytes, nothing where the machine is silent."""

    minutes: float
    factor: float
    model: str
    words: int
    meanwhile: Does = "nothing"  # what a language model did
    drafts: int = 0  # that it wrote of other visits while this one was recorded
    said_median: float = 0.0  # from the end of an utterance to the moment it is on the screen
    said_p95: float = 0.0
    shown_median: float  # from the end of a word to the moment it is on the screen
    shown_p95: float
    final_median: float  # and to the moment it does not change any more
    final_p95: float
    behind_most: float  # the most that was recorded and not yet shown
    left_at_stop: int  # utterances that were not all on the screen at Stop
    stop_to_transcript: float
    transcript_to_draft: float  # to its first line, where a model writes it
    speech_memory: float | None
    notes_memory: float | None
    delays: tuple[float, ...]  # of words to the screen: the least, each twentieth, the most


def measure_live(
    folder: Path,
    model: Path,
    language: Language,
    minutes: float,
    factor: float = 1.0,
    target: Target = run_engine,
    meanwhile: Meanwhile | None = None,
) -> Generator[float, None, LiveFigures]:
    """Record for so many minutes; yields the seconds recorded so far, gives the figures.

    `factor`: seconds of sound in a second.
    """
    meanwhile = meanwhile or Meanwhile(language)
    recordings = SealedRecordings(folder / "recordings", DataKeys(folder / "keys", Key.new()))
    with (
        Engine(target) as speech,
        Engine(target) as notes,
        recordings.begin(VISIT, channels=1) as recording,
    ):
        run = _Run(recording, _Engines(speech, notes, meanwhile), factor)
        meanwhile.begin(notes)
        speech.order(_listen(recordings, model, language))
        _answer(speech, Ready)
        yield from run.record(_sample(language), 60 * minutes)
        transcript, seconds = run.heard_out()
        return LiveFigures(
            factor=factor,
            model=transcript.model,
            meanwhile=meanwhile.does,
            drafts=meanwhile.drafts,
            stop_to_transcript=round(seconds, 2),
            transcript_to_draft=round(_drafted(notes, meanwhile, transcript), 2),
            speech_memory=most_memory(speech.process),
            notes_memory=most_memory(notes.process),
            **run.figures(transcript),
            left_at_stop=run.left_at_stop(transcript),
            delays=run.delays(transcript),
        )


@dataclass(frozen=True)
class _Engines:
    """The two that are behind a window, and what is to be done in the one beside the other."""

    speech: Engine
    notes: Engine
    meanwhile: Meanwhile

    def news(self, patience: float) -> Iterator[News]:
        """What was told of the visit that is recorded."""
        for news in self.speech.news(patience):
            if isinstance(news, Failed):
                raise EngineStopped
            if isinstance(news, Heard):
                self.meanwhile.heard(self.notes, news.utterances)
            yield news
        for news in self.notes.news():
            self.meanwhile.take(self.notes, news)


class _Run:
    """One recording, and what would be on the screen of it at each moment."""

    def __init__(
        self, recording: SealedRecordingInProgress, engines: _Engines, factor: float
    ) -> None:
        self._recording = recording
        self._engines = engines
        self._factor = factor
        self._began = 0.0
        self._shown: list[tuple[float, float]] = [(0.0, 0.0)]  # the moment, and up to which second
        self._final: list[tuple[float, float]] = [(0.0, 0.0)]
        self.behind_most = 0.0
        self._at_stop = 0.0  # up to which second all was shown then

    @property
    def seconds(self) -> float:
        """How much was recorded."""
        return self._recording.seconds

    def record(self, sound: Sequence[Block], seconds: float) -> Iterator[float]:
        """Let each second come in when it has been said."""
        self._began = elapsed()
        for block in cycle(sound):
            if self.seconds >= seconds:
                break
            length = block.samples.shape[1] / SAMPLE_RATE
            self._listen_until(self._began + (self.seconds + length) / self._factor)
            self._recording.append(block)
            self.behind_most = max(self.behind_most, self.seconds - self._shown[-1][1])
            yield self.seconds
        self._at_stop = self._shown[-1][1]
        self._recording.close()

    def heard_out(self) -> tuple[Transcript, float]:
        """The transcript, and how long it took after Stop."""
        stopped = elapsed()
        while True:
            for news in self._engines.news(_TICK):
                if isinstance(news, Transcribed):
                    self._note(self._shown, self.seconds)
                    self._note(self._final, self.seconds)
                    return news.transcript, elapsed() - stopped
                self._take(news)

    def figures(self, transcript: Transcript) -> dict[str, float]:
        """How long after its end each utterance and each word was shown, and was final."""
        ends = sorted(word.end for one in transcript.utterances for word in one.words)
        if not ends:
            raise NothingSaid
        said = self._after(sorted(one.end for one in transcript.utterances), self._shown)
        shown, final = self._after(ends, self._shown), self._after(ends, self._final)
        return {
            "minutes": round(self.seconds / 60, 2),
            "words": len(ends),
            "said_median": round(median(said), 2),
            "said_p95": round(_p95(said), 2),
            "shown_median": round(median(shown), 2),
            "shown_p95": round(_p95(shown), 2),
            "final_median": round(median(final), 2),
            "final_p95": round(_p95(final), 2),
            "behind_most": round(self.behind_most, 2),
        }

    def left_at_stop(self, transcript: Transcript) -> int:
        """Utterances that were not all on the screen when the recording stopped."""
        return sum(one.end > self._at_stop for one in transcript.utterances)

    def delays(self, transcript: Transcript) -> tuple[float, ...]:
        """From the end of a word to the screen: the least, each twentieth, and the most."""
        ends = sorted(word.end for one in transcript.utterances for word in one.words)
        shown = self._after(ends, self._shown)
        between = quantiles(shown, n=20, method="inclusive") if len(shown) > 1 else []
        return tuple(round(one, 2) for one in (min(shown), *between, max(shown)))

    def _after(self, ends: Sequence[float], told: Sequence[tuple[float, float]]) -> list[float]:
        found, place = [], 0
        for end in ends:
            while place < len(told) - 1 and told[place][1] < min(end, self.seconds):
                place += 1
            found.append(told[place][0] - (self._began + end / self._factor))
        return found

    def _listen_until(self, moment: float) -> None:
        while (left := moment - elapsed()) > 0:
            for news in self._engines.news(min(left, _TICK)):
                self._take(news)

    def _take(self, news: News) -> None:
        if isinstance(news, Heard | Guess):
            self._note(self._shown, news.until)
        if isinstance(news, Heard):
            self._note(self._final, news.until)

    def _note(self, told: list[tuple[float, float]], until: float) -> None:
        told.append((elapsed(), max(until, told[-1][1])))


def _drafted(notes: Engine, meanwhile: Meanwhile, transcript: Transcript) -> float:
    """How many seconds a draft takes, or of a model its first line."""
    began = elapsed()
    meanwhile.draft(notes, transcript)
    _answer(notes, Drafted, Drafting)
    return elapsed() - began


def _answer(engine: Engine, *wanted: type[News]) -> None:
    while True:
        for news in engine.news(_TICK):
            if isinstance(news, Failed):
                raise EngineStopped
            if isinstance(news, wanted) and getattr(news, "consultation", VISIT) == VISIT:
                return


def _sample(language: Language) -> list[Block]:
    with as_file(files("assets") / "sample" / f"{language}.ogg") as file, open_sound(file) as sound:
        return list(sound)


def _listen(recordings: SealedRecordings, model: Path, language: Language) -> Listen:
    return Listen(
        consultation=VISIT,
        place=str(recordings.place(VISIT)),
        key=recordings.key(VISIT).revealed().hex(),
        language=language,
        model=str(model),
        vocabulary=expected_words(language),
    )


def _p95(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=20)[-1] if len(seconds) > 1 else max(seconds)
