"""Sound in which nobody says a word, of many kinds, made anew from a number.

What is between sound and text should make nothing of any of it. The sound of voices without words
is made of the bundled sample, so many voices at once that nobody can follow one.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import as_file, files
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from asr.audio import SAMPLE_RATE, Block, open_sound, sound_of

Numbers = npt.NDArray[np.float64]
_Chance = np.random.Generator
_Make = Callable[[_Chance, int], Numbers]

_LOUDEST = 0.5  # of full scale
_SCALE = (0, 2, 4, 5, 7, 9, 11)  # half tones of a melody
# The first three resonances of a mouth that sings a, e, i, o or u, in Hz.
_VOWELS = (
    (730, 1090, 2440),
    (530, 1840, 2480),
    (270, 2290, 3010),
    (570, 840, 2410),
    (300, 870, 2240),
)


def noise(kind: str, seconds: float, seed: int = 1) -> Iterator[Block]:
    """So many seconds of one kind, as it comes out of a decoder."""
    chance = np.random.default_rng([seed, *kind.encode()])
    made = NOISES[kind](chance, round(seconds * SAMPLE_RATE))
    most = float(np.abs(made).max(initial=0.0))
    scaled = made * (min(1.0, _LOUDEST / most) if most else 0.0)
    samples = np.round(scaled * 32767).astype(np.int16)[np.newaxis]
    for start in range(0, samples.shape[1], SAMPLE_RATE):
        yield Block(np.ascontiguousarray(samples[:, start : start + SAMPLE_RATE]))


def _silence(_: _Chance, length: int) -> Numbers:
    return np.zeros(length)


def _hiss(chance: _Chance, length: int, slope: float = 0.0) -> Numbers:
    """Noise whose power falls with the frequency: 0 is white, 1 pink, 2 brown."""
    size = 1 << max(1, length - 1).bit_length()  # other lengths can take ten times as long
    waves = np.fft.rfft(chance.normal(size=size))
    waves /= np.maximum(np.arange(len(waves)), 1) ** (slope / 2)
    made = np.fft.irfft(waves)[:length]
    return np.asarray(0.2 * made / max(float(np.abs(made).max()), 1e-9))


def _fan(chance: _Chance, length: int) -> Numbers:
    """The blades, the mains, and the air."""
    at = _seconds(length)
    turns = 47 * at + 0.4 * np.sin(0.3 * at)
    hum = sum(np.sin(2 * np.pi * turns * n) / n for n in (1, 2, 3, 5))
    return np.asarray(0.06 * hum + 0.03 * np.sin(2 * np.pi * 100 * at) + _hiss(chance, length, 1.5))


def _telephone_tones(chance: _Chance, length: int) -> Numbers:
    """A number that is dialled, and the tone of a line that is engaged or waits."""
    low, high = (697, 770, 852, 941), (1209, 1336, 1477)
    at, made, place = _seconds(length), np.zeros(length), 0
    while place < length:
        for _ in range(10):
            pair = chance.choice(low), chance.choice(high)
            part = slice(place, place + SAMPLE_RATE // 8)
            made[part] = sum(np.sin(2 * np.pi * tone * at[part]) for tone in pair)
            place += SAMPLE_RATE // 5
        beat = SAMPLE_RATE // 2 if chance.random() < 0.5 else SAMPLE_RATE
        for _ in range(8):
            part = slice(place, place + beat)
            made[part] = np.sin(2 * np.pi * 425 * at[part])
            place += 2 * beat
    return 0.2 * made


def _keys(chance: _Chance, length: int) -> Numbers:
    """Somebody types, with pauses to think."""
    made = _hiss(chance, length, 1.0) * 0.01
    for start in _moments(chance, length, often=6.0):
        click = chance.normal(size=SAMPLE_RATE // 60) * _dying(SAMPLE_RATE // 60, 0.003)
        _lay(made, start, click * chance.uniform(0.1, 0.4))
    return made


def _plucked(chance: _Chance, length: int) -> Numbers:
    """Chords on strings: noise that runs in a circle and loses its edges (Karplus, Strong)."""
    made = np.zeros(length)
    for start in range(0, length, SAMPLE_RATE // 2):
        root = 110 * 2 ** (chance.choice(_SCALE) / 12)
        for step in (0, 4, 7):
            _lay(made, start, 0.2 * _string(chance, root * 2 ** (step / 12)))
    return made


def _string(chance: _Chance, tone: float) -> Numbers:
    ring = chance.uniform(-1, 1, size=int(SAMPLE_RATE / tone))
    rounds = []
    for _ in range(int(1.5 * tone)):
        rounds.append(ring)
        ring = 0.498 * (ring + np.roll(ring, 1))
    return np.concatenate(rounds)


def _saw_melody(chance: _Chance, length: int) -> Numbers:
    """A melody on a synthesiser, with tremolo."""
    tone = _melody(chance, length, lowest=220.0)
    phase = np.cumsum(tone) / SAMPLE_RATE
    return np.asarray(
        0.3 * (2 * (phase % 1) - 1) * (1 + 0.4 * np.sin(2 * np.pi * 6 * _seconds(length)))
    )


def _singing(chance: _Chance, length: int) -> Numbers:
    """A melody on vowels, with vibrato."""
    tone = _melody(chance, length, lowest=165.0)
    tone *= 1 + 0.02 * np.sin(2 * np.pi * 5.5 * _seconds(length))
    return _sung(chance, tone, syllable=0.6)


def _crying(chance: _Chance, length: int) -> Numbers:
    """A child: cries that rise and fall, and breath drawn in between."""
    made = _hiss(chance, length, 1.0) * 0.02
    place = 0
    while place < length:
        size = int(chance.uniform(0.7, 1.6) * SAMPLE_RATE)
        arch = np.sin(np.pi * np.linspace(0, 1, size))
        cry = _sung(chance, 380 + 220 * arch * chance.uniform(0.7, 1.3), syllable=2.0)
        _lay(made, place, cry * arch**0.5)
        breath = _hiss(chance, SAMPLE_RATE // 4, 0.5) * 0.2
        _lay(made, place + size, breath * np.hanning(len(breath)))
        place += size + int(chance.uniform(0.3, 0.8) * SAMPLE_RATE)
    return made


def _coughing(chance: _Chance, length: int) -> Numbers:
    """Bursts of noise through a throat, two or three together."""
    made = _hiss(chance, length, 1.0) * 0.02
    for start in _moments(chance, length, often=0.35):
        for number in range(int(chance.integers(1, 4))):
            size = int(chance.uniform(0.2, 0.4) * SAMPLE_RATE)
            burst = _hiss(chance, size, 0.8) * 4 * _dying(size, 0.07)
            tail = _sung(chance, np.full(size, chance.uniform(110, 190)), 1.0) * _dying(size, 0.1)
            _lay(made, start + number * SAMPLE_RATE // 2, burst + 0.4 * tail)
    return made


def _snoring(chance: _Chance, length: int) -> Numbers:
    """Breath in with a rattle, breath out without."""
    made, place = np.zeros(length), 0
    while place < length:
        size = int(chance.uniform(1.2, 1.8) * SAMPLE_RATE)
        air = _hiss(chance, size, 1.2) * np.hanning(size)
        rattle = 0.5 + 0.5 * np.sign(np.sin(2 * np.pi * chance.uniform(28, 40) * _seconds(size)))
        _lay(made, place, 2 * air * rattle)
        _lay(made, place + size, air)
        place += int(2.4 * size)
    return made


def _ringing(chance: _Chance, length: int) -> Numbers:
    """A telephone that nobody answers, and the beeps of a machine beside a bed."""
    at = _seconds(length)
    bell = np.sin(2 * np.pi * 1400 * at) * np.sign(np.sin(2 * np.pi * 22 * at)) * (at % 4 < 1.2)
    beep = np.sin(2 * np.pi * 960 * at) * (at % 1.1 < 0.12)
    return np.asarray(0.15 * bell + 0.1 * beep + 0.1 * _hiss(chance, length, 1.0))


def _babble(chance: _Chance, length: int, voices: int = 16) -> Numbers:
    """A full waiting room: so many people talk that nobody can be followed."""
    speech, made = _talk(), np.zeros(length)
    for _ in range(voices):
        pace = chance.uniform(0.85, 1.2)
        places = (chance.integers(len(speech)) + pace * np.arange(length)) % len(speech)
        made += np.interp(places, np.arange(len(speech)), speech)
    return np.asarray(0.25 * made / np.sqrt(voices))


def _television(chance: _Chance, length: int) -> Numbers:
    """One that stands in the next room: music, applause, and voices through a wall."""
    wall = np.fft.rfft(_babble(chance, length, voices=3))
    wall *= 1 / (1 + (np.arange(len(wall)) * SAMPLE_RATE / length / 350) ** 4)
    applause = _hiss(chance, length, 0.5) * (np.sin(0.4 * _seconds(length)) > 0.7)
    music = _plucked(chance, length) + 0.4 * _saw_melody(chance, length)
    return np.asarray(np.fft.irfft(wall, length) + 0.3 * music + 0.3 * applause)


NOISES: Mapping[str, _Make] = MappingProxyType(
    {
        "silence": _silence,
        "white": _hiss,
        "pink": lambda chance, length: _hiss(chance, length, 1.0),
        "brown": lambda chance, length: _hiss(chance, length, 2.0),
        "fan": _fan,
        "telephone_tones": _telephone_tones,
        "keys": _keys,
        "plucked": _plucked,
        "saw_melody": _saw_melody,
        "singing": _singing,
        "crying": _crying,
        "coughing": _coughing,
        "snoring": _snoring,
        "ringing": _ringing,
        "babble": _babble,
        "television": _television,
    }
)


def _seconds(length: int) -> Numbers:
    return np.arange(length) / SAMPLE_RATE


def _dying(length: int, half: float) -> Numbers:
    return np.asarray(np.exp(-_seconds(length) / half))


def _lay(ground: Numbers, start: int, sound: Numbers) -> None:
    part = ground[start : start + len(sound)]
    part += sound[: len(part)]


def _moments(chance: _Chance, length: int, often: float) -> Iterator[int]:
    """Places by chance, so many a second."""
    place = 0.0
    while (place := place + chance.exponential(SAMPLE_RATE / often)) < length:
        yield int(place)


def _melody(chance: _Chance, length: int, lowest: float) -> Numbers:
    """The pitch of each sample: a walk along a scale."""
    tones, step, place = [], 0, 0
    while place < length:
        step = int(np.clip(step + chance.integers(-2, 3), -3, 9))
        size = int(chance.choice((0.25, 0.5, 0.5, 1.0)) * SAMPLE_RATE)
        half_tones = 12 * (step // 7) + _SCALE[step % 7]
        tones.append(np.full(size, lowest * 2 ** (half_tones / 12)))
        place += size
    return np.concatenate(tones)[:length]


def _sung(chance: _Chance, tone: Numbers, syllable: float) -> Numbers:
    """A voice at this pitch that changes its vowel every so many seconds."""
    phase = 2 * np.pi * np.cumsum(tone) / SAMPLE_RATE
    made = np.zeros(len(tone))
    part = max(1, int(syllable * SAMPLE_RATE))
    for start in range(0, len(tone), part):
        here = slice(start, start + part)
        formants = _VOWELS[chance.integers(len(_VOWELS))]
        for number in range(1, int(3600 / float(tone[here].max())) + 1):
            heights = [number * tone[here] - formant for formant in formants]
            loud = sum(1 / (1 + (height / 90) ** 2) / (1 + n) for n, height in enumerate(heights))
            made[here] += loud * np.sin(number * phase[here])
    return 0.3 * made


@cache
def _talk() -> Numbers:
    """Both samples, one after the other."""
    rows = []
    for name in ("nl", "en"):
        with as_file(files("assets") / "sample" / f"{name}.ogg") as file, open_sound(file) as sound:
            rows.append(sound_of(sound)[0].astype(np.float64) / 32768)
    return np.concatenate(rows)
