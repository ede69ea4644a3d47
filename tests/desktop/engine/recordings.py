"""A sealed recording of a conversation, for engines to hear."""

from collections.abc import Iterable
from functools import cache

import numpy as np

from asr.audio import SAMPLE_RATE, Block
from asr.hear import Listener, Listening, hear
from asr.speech import Floats
from asr.transcript import Transcript
from desktop.engine import Listen
from desktop.store.sealed_recording import SealedRecordings
from tests.asr.echo import Echo
from tests.fakes import FIRST_ID, blocks, silence, voice


@cache
def talk() -> tuple[Block, ...]:
    """Two minutes of speech with pauses of all lengths."""
    rows: list[Floats] = []
    for number, pause in enumerate((0.3, 2.0, 0.7, 5.0, 1.1) * 3):
        rows += [voice(3 + 4 * (number % 3), seed=number % 5 + 1), silence(pause)]
    return tuple(blocks(np.concatenate(rows)))


def listen_to(recordings: SealedRecordings, model: str = "echo") -> Listen:
    """The order to hear the recording."""
    return Listen(
        consultation=FIRST_ID,
        place=str(recordings.place(FIRST_ID)),
        key=recordings.key(FIRST_ID).revealed().hex(),
        language="nl",
        model=model,
    )


def recorded(recordings: SealedRecordings, sound: Iterable[Block]) -> SealedRecordings:
    """The same recordings, with one of that sound, closed."""
    with recordings.begin(FIRST_ID, channels=1) as recording:
        for block in sound:
            recording.append(block)
    return recordings


def heard_at_once(sound: Iterable[Block], listener: Listener | None = None) -> Transcript:
    """What is heard in it from beginning to end."""
    work = hear(sound, 1, listener or Echo(), Listening("nl"))
    while True:
        try:
            next(work)
        except StopIteration as end:
            transcript: Transcript = end.value
            return transcript


def seconds(sound: Iterable[Block]) -> float:
    """How long it is."""
    samples: int = sum(block.samples.shape[1] for block in sound)
    return samples / SAMPLE_RATE
