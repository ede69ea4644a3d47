"""Four hours heard while they are recorded, as fast as it goes: only what was said is kept.

The recording is a real sealed one, the voice gate and the voice prints are real, the words come
from a stand-in that hears 150 of them a minute; only Whisper, which keeps nothing, is left out.
"""

from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from itertools import cycle, islice
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest

from asr.audio import SAMPLE_RATE, Block, open_sound
from asr.elapsed import elapsed
from asr.hearing import HeardSegment, HeardWord, Hearing
from asr.speech import Floats
from asr.transcript import Language
from desktop.bench.meanwhile import VISIT
from desktop.engine import Engine, Heard, Listen, Target, Transcribed
from desktop.engine.process import engine_with
from desktop.store.data_keys import DataKeys
from desktop.store.sealed_recording import SealedRecordings
from desktop.store.sealing import Key
from tests.asr.echo import Echo
from tests.desktop.engine.engines import PATIENCE
from tests.trust.scale import full

MINUTES = full(240, 5)
SETTLED = full(20, 4)  # minutes after which it has loaded what it needs
# Bytes: at random, and for the words and voices of each minute (measured: 0.2 to 0.35 million; the
# sound of a minute takes 3.8 million as Whisper wants it).
AT_RANDOM, A_MINUTE = 25_000_000, 400_000

pytestmark = [
    pytest.mark.trust,
    pytest.mark.timeout(full(3600, 900)),
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc: Linux only"),
]


class Talker(Echo):
    """Hears 150 words a minute, in sentences of ten, as people speak."""

    def guess(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        seconds = len(sound) / SAMPLE_RATE
        words = tuple(
            HeardWord(f" woord{n}{'.' if n % 10 == 9 else ''}", 0.4 * n, 0.4 * n + 0.3, 0.9)
            for n in range(int(seconds / 0.4))
        )
        return Hearing([HeardSegment(words, 0.1, -0.2, 1.1)], until=seconds)


class Hoarding(Talker):
    """Keeps the sound of every window, several times."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: list[Floats] = []

    def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        self._kept.append(np.tile(sound, 24))
        return super().hear(sound, language, hotwords)


def talking_engine(connection: Connection) -> None:
    """An engine that hears people talk."""
    engine_with(lambda _: Talker(), connection)


def hoarding_engine(connection: Connection) -> None:
    """An engine that grows."""
    engine_with(lambda _: Hoarding(), connection)


def resident(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024


def grown(folder: Path, minutes: int, target: Target) -> int:
    """By how many bytes an engine grows that hears so many minutes, after it has settled."""
    recordings = SealedRecordings(folder / "recordings", DataKeys(folder / "keys", Key.new()))
    with as_file(files("assets") / "sample" / "nl.ogg") as file, open_sound(file) as sample:
        sound = cycle(list(sample)[:180])
    sizes: list[int] = []
    with Engine(target) as engine, recordings.begin(VISIT, channels=1) as recording:
        key = recordings.key(VISIT).revealed().hex()
        place = str(recordings.place(VISIT))
        engine.order(Listen(consultation=VISIT, place=place, key=key, language="nl", model="echo"))
        followed = Followed(engine)
        for minute in range(1, minutes + 1):
            record_a_minute(recording.append, sound)
            followed.wait_until(60.0 * (minute - 2))
            if minute >= min(SETTLED, 4) and engine.process:
                sizes.append(resident(engine.process))
        recording.close()
        followed.wait_until(float("inf"))
    return max(sizes) - sizes[0]


def record_a_minute(append: Callable[[Block], None], sound: Iterator[Block]) -> None:
    for block in islice(sound, 60):
        append(block)


class Followed:
    """How far an engine has come, by what it told."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._until = 0.0

    def wait_until(self, second: float) -> None:
        """Wait until all is final up to that second, or until the end."""
        deadline = elapsed() + PATIENCE
        while self._until < second:
            assert elapsed() < deadline
            for news in self._engine.news(0.05):
                if isinstance(news, Heard):
                    self._until = max(self._until, news.until)
                elif isinstance(news, Transcribed):
                    assert not news.transcript.is_empty
                    self._until = float("inf")


def test_hearing_does_not_grow_with_the_recording(tmp_path: Path) -> None:
    assert grown(tmp_path, MINUTES, talking_engine) < AT_RANDOM + MINUTES * A_MINUTE


def test_control_an_engine_that_keeps_what_it_heard_is_noticed(tmp_path: Path) -> None:
    assert grown(tmp_path, 5, hoarding_engine) > AT_RANDOM + 5 * A_MINUTE
