"""Speak the sample conversations again, from the texts beside this file.

Usage: python3 make_samples.py [nl] [en] [call]

Reads NAME.json, speaks each turn, writes NAME.ogg (or NAME.wav for the call) and puts the start and
end of each turn, in seconds, back into NAME.json. Same texts and same program versions give the
same bytes. Needs espeak-ng, mbrola with the voices named below, sox and ffmpeg on the path.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal, TypedDict, cast

HERE = Path(__file__).resolve().parent
NAMES = ("nl", "en", "call")
RATE = 16_000
LEAD_SECONDS = 0.6
PAUSE_SECONDS = (0.45, 0.9)  # between two turns
TAIL_SECONDS = 0.8
NOISE = "0.0006"  # amplitude of the pink noise: heard in headphones, far below the voices
LEFT_SPEAKER = "agent"

Speaker = Literal["clinician", "patient", "agent", "customer"]


class Turn(TypedDict):
    """What one speaker says before the other answers, and when."""

    id: int
    speaker: Speaker
    text: str
    start: float
    end: float


class Conversation(TypedDict):
    """One of the .json files."""

    language: Literal["nl", "en"]
    title: str
    template: Literal["soep", "soap", "call"]
    turns: list[Turn]


@dataclass(frozen=True)
class Voice:
    """How one speaker sounds."""

    name: str  # of the mbrola voice
    speed: int  # as espeak-ng counts it, which is slower than words a minute
    pitch: int  # 0-99
    rate: int = RATE  # above 16 kHz gives a smaller, brighter speaker
    gain: int = 0  # in dB


VOICES: dict[str, dict[Speaker, Voice]] = {
    "nl": {
        "clinician": Voice("nl2", 115, 45),
        "patient": Voice("nl2", 115, 75, rate=17_600, gain=-2),
    },
    "en": {
        "clinician": Voice("en1", 110, 45),
        "patient": Voice("us2", 110, 55, gain=-2),
    },
    "call": {
        "agent": Voice("nl2", 115, 75, rate=17_600),
        "customer": Voice("nl2", 115, 45, gain=-2),
    },
}

# Words that espeak-ng says wrongly, spelled so that it says them right.
SPELLED: dict[str, dict[str, str]] = {
    "nl": {
        "amoxicilline": "amoksisilline",
        "dokter": "[[d'Okd@r]]",
        "longkanker": "long kanker",
        "slijm": "sleim",
    },
    "en": {},
}

# Words that no spelling cures: the sounds espeak-ng gives and those to use, with milliseconds.
STRESS = "'"  # before the vowel that carries the melody
SOUNDED: dict[str, dict[str, str]] = {
    "nl": {
        "b l u d r Y k": "_ 40, b 110, l 70, 'u 110, t 90, d 60, r 60, Y 90, k 120",
        "k O r t s": "k 130, 'o 150, r 70, t 80, s 260",
    },
    "en": {},
}

def main() -> None:
    """Make the samples named on the command line, or all of them."""
    for name in sys.argv[1:] or NAMES:
        path = HERE / f"{name}.json"
        conversation = cast(Conversation, json.loads(path.read_text(encoding="utf-8")))
        with tempfile.TemporaryDirectory() as folder:
            _make(name, conversation, Path(folder))
        text = json.dumps(conversation, ensure_ascii=False, indent=2)
        path.write_text(text + "\n", encoding="utf-8")


def _make(name: str, conversation: Conversation, folder: Path) -> None:
    tracks = _lay_out(name, conversation, folder)
    files = [folder / f"{speaker}.wav" for speaker in tracks]
    for file, track in zip(files, tracks.values(), strict=True):
        _save(file, track)
    if conversation["template"] == "call":
        _write_call(files, HERE / f"{name}.wav", folder)
    else:
        seconds = len(next(iter(tracks.values()))) / RATE
        _write_room(files, seconds, HERE / f"{name}.ogg", folder)


def _lay_out(name: str, conversation: Conversation, folder: Path) -> dict[str, array[int]]:
    """One track for each speaker, left one first, all equally long; fills in the turns' times."""
    voices = VOICES[name]
    tracks = {speaker: _silence(LEAD_SECONDS) for speaker in voices}
    pauses = Random(name)  # noqa: S311 - the length of a pause is no secret
    for turn in conversation["turns"]:
        samples = _speak(turn["text"], conversation["language"], voices[turn["speaker"]], folder)
        begin = len(tracks[turn["speaker"]])
        turn["start"] = round(begin / RATE, 2)
        turn["end"] = round((begin + len(samples)) / RATE, 2)
        pause = _silence(pauses.uniform(*PAUSE_SECONDS))
        for speaker, track in tracks.items():
            track.extend(samples if speaker == turn["speaker"] else _silent(len(samples)))
            track.extend(pause)
    for track in tracks.values():
        track.extend(_silence(TAIL_SECONDS))
    return tracks


def _speak(text: str, language: str, voice: Voice, folder: Path) -> array[int]:
    for written, spelled in SPELLED[language].items():
        text = text.replace(written, spelled)
    sounds, raw, trimmed = folder / "turn.pho", folder / "raw.wav", folder / "trimmed.wav"
    manner = ["-v", f"mb-{voice.name}", "-s", voice.speed, "-p", voice.pitch]
    lines = _run("espeak-ng", *manner, "-q", "--pho", text).splitlines()
    sounds.write_text("\n".join(_sounded(lines, SOUNDED[language])) + "\n")
    diphones = f"/usr/share/mbrola/{voice.name}/{voice.name}"
    _run("mbrola", "-e", "-l", voice.rate, diphones, sounds, raw)
    trim = ["silence", "1", "0.01", "0.2%", "reverse"]
    form = ["-r", RATE, "-c", 1, "-b", 16]
    _run("sox", "-R", raw, *form, trimmed, *trim, *trim, "gain", "-n", voice.gain - 4)
    with wave.open(str(trimmed)) as sound:
        return array("h", sound.readframes(sound.getnframes()))


def _sounded(lines: list[str], words: dict[str, str]) -> list[str]:
    """The lines of a .pho file (sound, milliseconds, melody), with the words in `words` put in."""
    for given, wanted in words.items():
        names = given.split()
        for at in range(len(lines) - len(names), -1, -1):
            old = lines[at : at + len(names)]
            if [line.split("\t")[0].strip() for line in old] == names:
                lines[at : at + len(names)] = _timed(wanted, _melody(old))
    return lines


def _melody(lines: list[str]) -> str:
    """The first course of pitches in the lines: that of the stressed vowel."""
    return next((found for line in lines if (found := line.partition(" ")[2].strip())), "")


def _timed(sounds: str, melody: str) -> list[str]:
    timed = [sound.split() for sound in sounds.split(", ")]
    return [
        f"{name.lstrip(STRESS)}\t{milliseconds} {melody if name.startswith(STRESS) else ''}".rstrip()
        for name, milliseconds in timed
    ]


def _write_room(tracks: list[Path], seconds: float, target: Path, folder: Path) -> None:
    """Both speakers through the microphone on one desk: a little echo and noise, then Opus."""
    mixed, room = folder / "mixed.wav", folder / "room.wav"
    noise, desk = folder / "noise.wav", folder / "desk.wav"
    _run("sox", "-R", "-m", "-v", 1, tracks[0], "-v", 1, tracks[1], mixed)
    _run("sox", "-R", mixed, room, "gain", -6, "reverb", 5, 50, 12)
    form = ["-r", RATE, "-c", 1, "-b", 16]
    _run("sox", "-R", "-n", *form, noise, "synth", f"{seconds:.2f}", "pinknoise", "vol", NOISE)
    _run("sox", "-R", "-m", "-v", 1, room, "-v", 1, noise, desk, "trim", 0, f"{seconds:.2f}")
    opus = ["-c:a", "libopus", "-b:a", "32k", "-application", "voip", "-map_metadata", "-1"]
    exact = ["-fflags", "+bitexact", "-flags:a", "+bitexact"]
    _run("ffmpeg", "-y", "-i", desk, *opus, *exact, target)


def _write_call(tracks: list[Path], target: Path, folder: Path) -> None:
    """Each speaker on a side of a telephone recording: 300-3400 Hz, mu-law."""
    both = folder / "both.wav"
    _run("sox", "-R", "-M", *tracks, both)
    form = ["-r", 8000, "-e", "mu-law"]
    _run("sox", "-R", both, *form, target, "gain", -3, "sinc", "300-3400")


def _save(path: Path, samples: array[int]) -> None:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples.tobytes())


def _silence(seconds: float) -> array[int]:
    return _silent(int(seconds * RATE))


def _silent(samples: int) -> array[int]:
    return array("h", bytes(2 * samples))


def _run(*command: object) -> str:
    parts = [str(part) for part in command]
    return subprocess.run(parts, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
