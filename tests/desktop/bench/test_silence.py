"""Sound in which nobody says a word gives no text; speech does, so that this can fail."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from asr.audio import SAMPLE_RATE, Block
from asr.hearing import Hearing
from asr.speech import Floats
from asr.transcribe import SpeechModel
from asr.transcript import Language
from asr.window import Windows
from desktop.bench.noises import NOISES, noise
from desktop.bench.silence import SPEECH, NoiseFigures, SilenceReport, measure_silence
from desktop.commands.bench import bench
from tests.fakes import FakeListener, blocks, voice

# A voice gate lets these through, or nearly so.
HARD = ("babble", "singing", "telephone_tones")


class _Gullible(FakeListener):
    """Writes something whatever it hears, and does not know that nobody speaks."""

    def guess(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        return self.hear(sound, language, hotwords)


class _Doubting(_Gullible):
    """Writes as much, and doubts all of it, as Whisper does in noise."""

    def hear(self, sound: Floats, language: Language, hotwords: str = "") -> Hearing:
        heard = super().hear(sound, language, hotwords)
        doubted = [replace(segment, no_speech=0.8) for segment in heard.segments]
        return replace(heard, segments=doubted, languages=lambda: {"nl": 0.2, "en": 0.2})


@pytest.mark.parametrize("kind", sorted(NOISES))
def test_each_kind_is_made_anew_alike_and_sounds(kind: str) -> None:
    made = np.concatenate([block.samples[0] for block in noise(kind, 3.0)])
    again = np.concatenate([block.samples[0] for block in noise(kind, 3.0)])
    other = np.concatenate([block.samples[0] for block in noise(kind, 3.0, seed=2)])
    assert made.shape == (3 * SAMPLE_RATE,)
    assert np.array_equal(made, again)
    loud = int(np.abs(made.astype(int)).max())
    assert loud == 0 if kind == "silence" else 300 < loud < 30_000
    by_chance = kind not in ("silence", "ringing")
    assert not by_chance or not np.array_equal(made, other)


@pytest.mark.parametrize("kind", sorted(set(NOISES) - {"babble"}))
def test_the_voice_gate_stops_nearly_all_of_it(kind: str) -> None:
    assert voice_seconds(noise(kind, 6.0)) < 0.6


def test_control_the_voice_gate_lets_babble_and_speech_through() -> None:
    assert len(NOISES) > 12
    assert voice_seconds(noise("babble", 6.0)) > 4
    assert voice_seconds(blocks(voice(6.0))) > 4


def voice_seconds(sound: Iterable[Block]) -> float:
    windows = Windows()
    found = [one for b in sound for one in windows.feed(b.samples[0].astype(np.float32) / 32768)]
    return sum(w.speech_under(w.speech) for w in (*found, *windows.finish()))


def test_what_the_gate_lets_through_is_held_back_where_the_model_doubts_it() -> None:
    noises, speech = _heard(_Doubting())
    assert sum(one.words + one.guessed for one in noises) == 0
    assert sum(one.held for one in noises) > 0
    noises, speech = _heard(_Gullible())
    assert all(one.words > 0 and one.guessed > 0 for one in noises)  # control
    assert all(one.words > 0 for one in speech)


def _heard(listener: _Gullible) -> tuple[list[NoiseFigures], list[NoiseFigures]]:
    heard = list(measure_silence(listener, minutes=0.15, kinds=("babble",), speech=12))
    return [one for one in heard if one.kind != SPEECH], [h for h in heard if h.kind == SPEECH]


def test_a_report_without_words_in_speech_shows_nothing() -> None:
    one = NoiseFigures(kind="x", language="nl", seconds=1, voice=1, words=0, guessed=0, held=0)
    wordy = one.model_copy(update={"words": 3})
    assert SilenceReport(model="m", telephone=False, noises=(one,), speech=(one,)).deaf
    fine = SilenceReport(model="m", telephone=False, noises=(one,), speech=(wordy,))
    assert (fine.deaf, fine.words) == (False, 0)
    assert fine.model_copy(update={"noises": (wordy,)}).words == 3


@pytest.mark.model
@pytest.mark.xdist_group("whisper")
@pytest.mark.timeout(900)
def test_whisper_writes_no_word_where_nobody_says_one(whisper_base: Path) -> None:
    """A little of what comes closest to speech; `griffel bench silence` takes an hour of all."""
    model = SpeechModel(whisper_base, threads=2)
    (*noises, dutch, _) = measure_silence(model, 6 * len(HARD) / 60, kinds=HARD, speech=8)
    assert {one.kind: one.words + one.guessed for one in noises} == dict.fromkeys(HARD, 0)
    assert dutch.words > 3  # control


@pytest.mark.model
@pytest.mark.bench
def test_command_prints_the_kinds_and_keeps_the_figures(whisper_base: Path, tmp_path: Path) -> None:
    asked = ["--model", str(whisper_base), "--minutes", "0.1", "--only", "white,keys"]
    ran = CliRunner().invoke(bench, ["silence", "--out", str(tmp_path), *asked])
    assert ran.exit_code == 0, ran.output
    report = SilenceReport.model_validate_json((tmp_path / "silence.json").read_bytes())
    assert {one.kind for one in report.noises} == {"white", "keys"}
    assert report.words == 0
    assert not report.deaf
