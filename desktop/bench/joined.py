"""Make conversations of clips of people who speak alone: who speaks when is known to the sample.

People's voices differ as no made voices do. The clips lie in a folder a person; a conversation
takes two or three of them, joins whole clips and parts of clips with pauses of 0.1 to 0.8 s, and
now and then one begins before the other has ended. A turn begins and ends with the voice: what
there is of the room around it in a clip, half a second at either end of most, is left out, for in
it nobody speaks and no pause or overlap would be as long as it is said to be.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from asr.audio import SAMPLE_RATE, Samples, open_sound, sound_of
from desktop.bench.errors import VoicesMissing

SECONDS = 75.0  # of a conversation, about
PAUSES = 0.1, 0.8  # seconds
OVERLAPS = 0.15  # part of the turns that begin before the last has ended
OVERLAP = 0.2, 0.8  # seconds
_PART = 1.2, 9.0  # seconds of a part of a clip
_QUIET = 0.02  # part of the loudest moment of a clip below which it is silent
_LEVEL = 0.05  # of full scale: the mean level of a voice
_NEARER = 0.7, 1.4  # one sits nearer to the microphone than the other
_ROOM = 0.0005  # of full scale
_MOMENT = SAMPLE_RATE // 50
# A voice is there where it is louder than halfway (in dB) between the quiet of a clip and its loud
# moments for a tenth of a second; a click of the mouth or the chair is as loud but shorter.
_QUIET_PART, _LOUD_PART = 5, 90  # per cent of the moments that are less loud
_SYLLABLE = 5  # moments
_LEAST = SAMPLE_RATE  # less voice in a part is a torn word, which nobody says by itself

_Clip = npt.NDArray[np.float64]
Clips = Mapping[str, tuple[_Clip, ...]]


@dataclass(frozen=True)
class Stretch:
    """Who speaks from when to when, in seconds."""

    who: str
    start: float
    end: float


@dataclass(frozen=True)
class Joined:
    """A conversation of so many people, and who speaks when in it."""

    name: str
    people: int
    samples: Samples
    stretches: tuple[Stretch, ...]


def read_clips(folder: Path) -> Clips:
    """The clips of each person, by the name of the person's folder."""
    found = {
        person.name: tuple(_clip(file) for file in sorted(person.iterdir()) if file.is_file())
        for person in (sorted(folder.iterdir()) if folder.is_dir() else ())
        if person.is_dir()
    }
    if len(found) < 3 or not all(found.values()):
        raise VoicesMissing
    return found


def joined(clips: Clips, count: int, seed: int) -> Iterator[Joined]:
    """So many conversations, by turns of two and of three; the same ones for the same seed."""
    for number in range(count):
        yield _conversation(
            f"v{number + 1:02}", clips, 2 + number % 2, np.random.default_rng([seed, number])
        )


def _clip(file: Path) -> _Clip:
    with open_sound(file) as sound:
        samples = sound_of(sound)[0] / 32768
    loud = np.flatnonzero(np.abs(samples) > _QUIET * np.abs(samples).max())
    return np.asarray(samples[loud[0] : loud[-1] + 1] if len(loud) else samples)


def _conversation(name: str, clips: Clips, people: int, chance: np.random.Generator) -> Joined:
    here = [str(one) for one in chance.permutation(sorted(clips))[:people]]
    levels = {one: _LEVEL * chance.uniform(*_NEARER) for one in here}
    sound = np.zeros(int((SECONDS + 30) * SAMPLE_RATE))
    stretches: list[Stretch] = []
    at = 0.5
    while at < SECONDS:
        who = _next(here, stretches, chance)
        clip = clips[who][chance.integers(len(clips[who]))]
        piece = _voiced(clip if chance.random() < 0.5 else _part(clip, chance), _mark(clip))
        if len(piece) < _LEAST:
            piece = _voiced(clip, _mark(clip))
        first = int(at * SAMPLE_RATE)
        sound[first : first + len(piece)] += piece * levels[who] / max(np.abs(piece).mean(), 1e-6)
        end = at + len(piece) / SAMPLE_RATE
        stretches.append(Stretch(who, round(at, 3), round(end, 3)))
        early = chance.random() < OVERLAPS and end - at > 2 * OVERLAP[1]
        at = end + (-chance.uniform(*OVERLAP) if early else chance.uniform(*PAUSES))
    sound = sound[: int((stretches[-1].end + 1) * SAMPLE_RATE)]
    sound = sound + _ROOM * chance.standard_normal(len(sound))
    samples = np.clip(np.rint(sound * 32767), -32768, 32767).astype(np.int16)
    return Joined(name, people, samples, tuple(stretches))


def _next(here: list[str], stretches: list[Stretch], chance: np.random.Generator) -> str:
    """Somebody else than spoke last; everybody has spoken before one speaks for the third time."""
    others = [one for one in here if not stretches or one != stretches[-1].who]
    said = {one: sum(stretch.who == one for stretch in stretches) for one in others}
    waiting = [one for one in others if said[one] == min(said.values())]
    mostly = waiting if len(stretches) < 2 * len(here) else others
    return mostly[chance.integers(len(mostly))]


def _part(clip: _Clip, chance: np.random.Generator) -> _Clip:
    """A part of a clip that begins and ends where it is quiet."""
    wanted = int(chance.uniform(*_PART) * SAMPLE_RATE)
    if len(clip) < wanted + SAMPLE_RATE:
        return clip
    first = _quietest(clip, int(chance.integers(len(clip) - wanted)))
    return clip[first : max(_quietest(clip, first + wanted), first + SAMPLE_RATE)]


def _mark(clip: _Clip) -> float:
    """How loud a moment of a clip is at least in which somebody speaks."""
    quiet, loud = np.percentile(_loudness(clip), (_QUIET_PART, _LOUD_PART))
    return float(min(np.sqrt(quiet * loud), loud / 2))  # there may be no quiet in it


def _voiced(piece: _Clip, mark: float) -> _Clip:
    """The piece from where the voice begins to where it ends."""
    above = np.convolve(_loudness(piece) > mark, np.ones(_SYLLABLE), mode="valid") == _SYLLABLE
    spoken = np.flatnonzero(above)
    if not len(spoken):
        return piece
    return piece[spoken[0] * _MOMENT : (spoken[-1] + _SYLLABLE) * _MOMENT]


def _loudness(sound: _Clip) -> _Clip:
    """Of each moment."""
    moments = sound[: len(sound) // _MOMENT * _MOMENT].reshape(-1, _MOMENT)
    return np.asarray(np.sqrt((moments**2).mean(axis=1)))


def _quietest(clip: _Clip, near: int) -> int:
    """The quietest place within half a second of there."""
    low = max(0, near - SAMPLE_RATE // 2)
    around = np.abs(clip[low : near + SAMPLE_RATE // 2])
    moments = np.convolve(around, np.ones(_MOMENT), mode="same")
    return low + int(np.argmin(moments)) if len(around) else near
