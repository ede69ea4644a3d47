"""Listen to conversations joined of people's clips, and count who was taken for whom."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations

import numpy as np
import numpy.typing as npt

from asr.audio import SAMPLE_RATE, Block
from asr.hear import Listener, Listening, hear
from asr.transcript import Transcript, Utterance
from asr.value import Value
from desktop.bench.joined import Joined, Stretch
from desktop.bench.share import Share
from desktop.bench.turns import borders_on_time

_A_SECOND = 100  # moments
_PAUSE = 2.0  # seconds between two utterances of one speaker that are still his turn

_Moments = npt.NDArray[np.bool_]


class VoicesFigures(Value):
    """One conversation. Moments are hundredths of a second."""

    name: str
    people: int
    heard: int  # people that were told apart
    right: Share  # of the moments at which somebody speaks, given to one who does
    with_text: Share  # the same, of those in which there is text as well
    on_time: Share  # turns with both borders where they are


class VoicesReport(Value):
    """Everything that one run measured."""

    model: str
    seed: int
    conversations: tuple[VoicesFigures, ...]


def measure_voices(conversations: Iterator[Joined], listener: Listener) -> Iterator[VoicesFigures]:
    """Listen to each conversation as to a visit in English."""
    for one in conversations:
        yield compared(one, _transcript(one, listener))


def compared(joined: Joined, transcript: Transcript) -> VoicesFigures:
    """Who speaks by the transcript, beside who does; with the names that fit best."""
    length = int(max(one.end for one in joined.stretches) * _A_SECOND) + 1
    true = [
        _moments([(s.start, s.end) for s in joined.stretches if s.who == who], length)
        for who in _people(joined.stretches)
    ]
    names = sorted({one.speaker for one in transcript.utterances})
    told = [_moments(_turns(transcript.utterances, name), length) for name in names]
    spans = [(one.start, one.end) for one in transcript.utterances]
    text = _moments(spans, length)
    somebody = np.any(true, axis=0)
    right = _right(true, told, length)
    return VoicesFigures(
        name=joined.name,
        people=joined.people,
        heard=len(names),
        right=Share(int(right.sum()), int(somebody.sum())),
        with_text=Share(int((right & text).sum()), int((somebody & text).sum())),
        on_time=borders_on_time([(s.start, s.end) for s in joined.stretches], spans),
    )


def _transcript(joined: Joined, listener: Listener) -> Transcript:
    blocks = (
        Block(joined.samples[None, start : start + SAMPLE_RATE])
        for start in range(0, len(joined.samples), SAMPLE_RATE)
    )
    listening = hear(blocks, 1, listener, Listening("en", second=False))
    while True:
        try:
            next(listening)
        except StopIteration as end:
            transcript: Transcript = end.value
            return transcript


def _people(stretches: Sequence[Stretch]) -> list[str]:
    return sorted({stretch.who for stretch in stretches})


def _turns(utterances: Sequence[Utterance], name: str) -> list[tuple[float, float]]:
    """Where somebody speaks: his utterances, and the pauses in his turns."""
    own = [(one.start, one.end) for one in utterances if one.speaker == name]
    pauses = [
        (a.end, b.start)
        for a, b in pairwise(utterances)
        if a.speaker == b.speaker == name and 0 < b.start - a.end <= _PAUSE
    ]
    return own + pauses


def _moments(spans: Sequence[tuple[float, float]], length: int) -> _Moments:
    marks = np.zeros(length, dtype=np.bool_)
    for start, end in spans:
        marks[int(start * _A_SECOND) : int(end * _A_SECOND)] = True
    return marks


def _right(true: Sequence[_Moments], told: Sequence[_Moments], length: int) -> _Moments:
    """The moments that are right when each name told stands for the person that it fits best."""
    nobody = np.zeros(length, dtype=np.bool_)
    names = [*told, *(nobody for _ in true)]
    tries = (
        np.any([a & b for a, b in zip(true, order, strict=True)], axis=0)
        for order in permutations(names, len(true))
    )
    return max(tries, key=lambda marks: int(marks.sum()))
