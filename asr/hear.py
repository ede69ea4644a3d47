"""Listen to a recording from beginning to end: sound in, transcript out."""

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from asr.audio import SAMPLE_RATE, Block
from asr.speakers import ROLES, Roles, speakers
from asr.speech import MICROPHONE, TELEPHONE, Floats
from asr.transcribe import HeardSegment, Hearing
from asr.transcript import Coverage, Language, Speaker, Transcript, Utterance, UtteranceId
from asr.utterances import REPEATS_ABOVE, SNAP, Said, utterances
from asr.vocabulary import hotwords
from asr.voices import voice_print
from asr.window import Span, Window, Windows

_FULL_SCALE = 32768.0
# Whisper now and then stops before the end of a window. More speech than this is heard with the
# next window; a second look at it alone costs a whole encoder run, and words are invented there.
LEFT_OVER = 0.5  # seconds


class Listener(Protocol):
    """What hears: Whisper, or a stand-in that keeps the same contract."""

    @property
    def name(self) -> str: ...

    def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing: ...

    def tokens(self, text: str) -> int: ...


@dataclass(frozen=True)
class Heard:
    """How far listening has come: seconds of the recording, and what was said last."""

    until: float
    said: tuple[Said, ...]


@dataclass
class _Channel:
    windows: Windows
    said: list[Said] = field(default_factory=list)
    speech: float = 0.0  # seconds
    transcribed: float = 0.0

    def keep(self, said: tuple[Said, ...]) -> None:
        """Add what was said; a sentence that a window cut in two becomes one again."""
        if self.said and said and self.said[-1].runs_on_into(said[0]):
            self.said[-1:] = [self.said[-1].joined(said[0]), *said[1:]]
        else:
            self.said.extend(said)


@dataclass(frozen=True)
class Listening:
    """How to listen: the language is given, never guessed; the vocabulary reaches every window."""

    language: Language
    roles: Roles = "visit"
    vocabulary: tuple[str, ...] = ()
    telephone: bool = False  # the sound has the narrow band of a telephone line
    swapped: bool = False  # the second channel is the agent (or clinician), not the first


def hear(
    blocks: Iterable[Block], channels: int, listener: Listener, how: Listening
) -> Generator[Heard, None, Transcript]:
    """Hear a recording block by block; the transcript is what the generator returns.

    Holds one window of sound a channel, so memory does not grow with the recording.
    """
    marks = TELEPHONE if how.telephone else MICROPHONE
    rows = [_Channel(Windows(marks)) for _ in range(channels)]
    prompt = hotwords(how.vocabulary, listener.tokens)
    samples = 0
    for block in blocks:
        samples += block.samples.shape[1]
        for row, sound in zip(rows, block.samples, strict=True):
            floats = sound.astype(np.float32) / _FULL_SCALE
            yield from _listen(row, row.windows.feed(floats), listener, how, prompt)
    for row in rows:
        yield from _listen(row, row.windows.finish(), listener, how, prompt)
    return _transcript(rows, samples / SAMPLE_RATE, listener.name, how)


def _listen(
    row: _Channel, given: Iterable[Window], listener: Listener, how: Listening, prompt: str
) -> Iterator[Heard]:
    for window, segments in _heard(row.windows, given, listener, how, prompt):
        said = tuple(_with_voice(one, window) for one in utterances(window, segments))
        row.keep(said)
        row.speech += sum(span.end - span.start for span in window.speech)
        row.transcribed += _overlap(window, said)
        yield Heard(window.kept[-1].end, said)


def _heard(
    windows: Windows, given: Iterable[Window], listener: Listener, how: Listening, prompt: str
) -> Iterator[tuple[Window, list[HeardSegment]]]:
    """Windows with what is heard in them; one in which Whisper loops, at its second try as
    well, is heard again in halves."""
    for window in given:
        hearing = listener.hear(window.samples, how.language, prompt)
        if any(segment.compression > REPEATS_ABOVE for segment in hearing.segments):
            for half in window.halves():
                yield half, listener.hear(half.samples, how.language, prompt).segments
        elif window.speech_after(hearing.until) > LEFT_OVER:
            windows.put_back(hearing.until)
            yield window.up_to(hearing.until), hearing.segments
        else:
            yield window, hearing.segments


def _with_voice(said: Said, window: Window) -> Said:
    heard = voice_print(window.sound(said.start, said.end))
    return said if heard is None else replace(said, voice=tuple(heard.tolist()))


def _transcript(rows: list[_Channel], recorded: float, model: str, how: Listening) -> Transcript:
    spoken = _by_channel(rows, how) if len(rows) > 1 else _by_words(rows[0], how)
    spoken.sort(key=lambda pair: (pair[0].start, pair[0].end))
    return Transcript(
        language=how.language,
        utterances=tuple(
            Utterance(
                id=UtteranceId(number),
                speaker=speaker,
                start=round(said.start, 3),
                end=round(said.end, 3),
                text=said.text,
                words=said.words,
            )
            for number, (said, speaker) in enumerate(spoken, start=1)
        ),
        coverage=_coverage(rows, recorded),
        model=model,
    )


def _by_channel(rows: list[_Channel], how: Listening) -> list[tuple[Said, Speaker]]:
    order = ROLES[how.roles][::-1] if how.swapped else ROLES[how.roles]
    return [(said, role) for row, role in zip(rows, order, strict=True) for said in row.said]


def _by_words(row: _Channel, how: Listening) -> list[tuple[Said, Speaker]]:
    return list(zip(row.said, speakers(row.said, how.language, how.roles), strict=True))


def _overlap(window: Window, said: tuple[Said, ...]) -> float:
    """Seconds of speech in a window that lie under the words of an utterance."""
    words = [Span(one.words[0].start - SNAP, one.words[-1].end + SNAP) for one in said]
    total = 0.0
    for span in window.speech:
        at = span.start
        for told in sorted(words, key=lambda one: one.start):
            low, high = max(at, told.start), min(span.end, told.end)
            if high > low:
                total, at = total + high - low, high
    return total


def _coverage(rows: list[_Channel], recorded: float) -> Coverage:
    speech = sum(row.speech for row in rows)
    transcribed = min(speech, sum(row.transcribed for row in rows))
    words = [word for row in rows for said in row.said for word in said.words]
    unsure = sum(word.end - word.start for word in words if word.unsure)
    return Coverage(
        recorded=round(recorded * len(rows), 2),
        speech=round(speech, 2),
        transcribed=round(transcribed, 2),
        unsure=round(min(transcribed, unsure), 2),
        skipped=round(speech - transcribed, 2),
    )
