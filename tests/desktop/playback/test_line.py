"""The sound that waits for the loudspeaker: in order, never late, silence where there is none."""

import numpy as np

from asr.stretch import Stretched
from desktop.playback.line import Line


def piece(at: int, samples: int) -> Stretched:
    return Stretched(at, np.arange(at, at + samples).astype(np.int16))


def samples_of(sound: bytes) -> list[int]:
    return [int(sample) for sample in np.frombuffer(sound, dtype=np.int16)]


def test_sound_is_taken_in_order_however_much_is_asked_for() -> None:
    line = Line()
    for at in (1, 4, 7):
        line.add(piece(at, 3))
    assert [samples_of(line.take(2)) for _ in range(5)] == [[1, 2], [3, 4], [5, 6], [7, 8], [9, 0]]
    assert samples_of(line.take(2)) == [0, 0]


def test_it_tells_how_far_the_loudspeaker_is() -> None:
    line = Line()
    assert (line.handed, line.ahead) == (None, 0)
    line.add(piece(1600, 320))
    line.add(piece(1920, 320))
    assert (line.handed, line.ahead) == (None, 0.04)
    line.take(10)
    assert (line.handed, line.ahead) == (1600, 630 / 16_000)
    line.take(320)
    assert line.handed == 1920
    line.clear()
    assert line.ahead == 0
    assert samples_of(line.take(1)) == [0]
    assert [line.handed] == [None]
