"""A recording is heard, compared with its true text, and clocked; beside it the bare model."""

import json
import wave
from pathlib import Path

import pytest
from typer.testing import CliRunner

from asr.transcript import Coverage, Language, Transcript
from desktop.bench.cases import Case, read_cases
from desktop.bench.drug_mentions import DrugMentions
from desktop.bench.errors import RecordingsMissing
from desktop.bench.share import Share
from desktop.bench.speech import find_recordings, measure
from desktop.bench.speech_figures import (
    CaseFigures,
    Cost,
    Hearing,
    SpeechReport,
    clocked,
    total,
    totals,
)
from desktop.bench.word_errors import WordErrors
from desktop.commands.bench import bench
from desktop.commands.bench_tables import show, speech_table
from tests.fakes import FakeListener, voice


def _sound(file: Path, channels: int = 1) -> None:
    """Three seconds of voice-like sound, the same on each channel."""
    mono = (voice(3.0) * 32767).astype("<i2")
    with wave.open(str(file), "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(2)
        out.setframerate(16_000)
        out.writeframes(mono.repeat(channels).tobytes())


def _timing(file: Path) -> None:
    turns = [{"turn": 2, "speaker": "patient", "start": 0.0, "end": 3.0}]
    file.write_text(json.dumps({"seconds": 3.0, "turns": turns}), encoding="utf-8")


@pytest.fixture
def visit(cases_folder: Path) -> Case:
    (case,) = read_cases(cases_folder / "v1.json")
    return case


def _true_text(case: Case) -> str:
    return " ".join(utterance.text for utterance in case.transcript.utterances)


def test_finds_the_recording_of_each_case(visit: Case, tmp_path: Path) -> None:
    with pytest.raises(RecordingsMissing):
        find_recordings([visit], tmp_path)
    _sound(tmp_path / "v1.ogg")
    _sound(tmp_path / "v1.call.wav", channels=2)
    (found,) = find_recordings([visit], tmp_path)
    assert (found.file.name, found.channels, found.timing) == ("v1.ogg", "mono", None)
    call = Case(id="v1", template="call", transcript=visit.transcript)
    (found,) = find_recordings([call], tmp_path)
    assert (found.file.name, found.channels) == ("v1.call.wav", "split")
    (found,) = find_recordings([call], tmp_path, mono=True)
    assert (found.file.name, found.channels) == ("v1.ogg", "mono")


def test_what_is_heard_is_compared_with_what_was_said(visit: Case, tmp_path: Path) -> None:
    _sound(tmp_path / "v1.ogg")
    _timing(tmp_path / "v1.timing.json")
    ear = FakeListener(sentence="Ik slik paracetamol.")

    def bare(file: Path, language: Language) -> tuple[str, Cost]:
        assert (file.name, language) == ("v1.ogg", "nl")
        return _true_text(visit), Cost(wall=2.0, cpu=3.0)

    (heard,) = measure(find_recordings([visit], tmp_path), ear, bare=bare)

    figures = heard.figures
    assert [u.text for u in heard.transcript.utterances] == ["Ik slik paracetamol."]
    assert figures.heard.plain == WordErrors(23, 26)  # 26 said, of which these three
    assert figures.heard.drugs == DrugMentions(said=1, heard=1, never_said=0)
    assert figures.words_by_right_speaker.whole == 3
    assert figures.turns_on_time.whole == 1
    assert figures.seconds == 3.0
    assert figures.bare is not None
    assert figures.bare.plain == figures.bare.fair == WordErrors(0, 26)
    assert figures.bare.cost == Cost(wall=2.0, cpu=3.0)


def test_a_call_is_heard_channel_by_channel(visit: Case, tmp_path: Path) -> None:
    _sound(tmp_path / "v1.call.wav", channels=2)
    call = Case(id="v1", template="call", transcript=visit.transcript)
    (heard,) = measure(find_recordings([call], tmp_path), FakeListener())
    assert {u.speaker for u in heard.transcript.utterances} == {"agent", "customer"}
    assert heard.figures.channels == 2
    assert heard.figures.seconds == pytest.approx(3.0)
    assert heard.figures.bare is None


@pytest.mark.parametrize("second", [True, False])
def test_with_a_second_listen_the_case_is_heard_without_one_too(
    visit: Case, tmp_path: Path, second: bool
) -> None:
    _sound(tmp_path / "v1.ogg")
    ear = FakeListener(sentence="Ik slik paracetamol.")
    (heard,) = measure(find_recordings([visit], tmp_path), ear, second=second)
    assert len(ear.asked) == 1 + second
    assert (heard.figures.once is not None) is second
    whole = total([heard.figures])
    assert (whole.once is not None) is (whole.second_ratio is not None) is second


def test_names_that_nobody_said_are_counted_by_the_hour_of_speech() -> None:
    figures = _figures("a", 10, 2.0, None)
    made_up = figures.heard.model_copy(update={"drugs": DrugMentions(2, 1, 3)})
    speech = figures.coverage.speech
    rates = total([figures.model_copy(update={"heard": made_up})]).heard
    assert rates.never_said_an_hour == pytest.approx(3 * 3600 / speech, rel=0.01)


@pytest.mark.parametrize("asked", [True, False])
def test_the_vocabulary_reaches_the_model_when_asked(
    visit: Case, tmp_path: Path, asked: bool
) -> None:
    _sound(tmp_path / "v1.ogg")
    ear = FakeListener()
    list(measure(find_recordings([visit], tmp_path), ear, vocabulary=asked))
    assert ear.asked
    assert all(bool(hotwords) is asked for _, hotwords in ear.asked)


def test_clock_counts_work() -> None:
    with clocked() as cost:
        sum(number * number for number in range(2_000_000))
    assert cost.cpu > 0
    assert cost.wall > 0
    with clocked() as idle:
        pass
    assert idle.cpu < cost.cpu


def _figures(name: str, wrong: int, cpu: float, bare_cpu: float | None) -> CaseFigures:
    def hearing(seconds: float) -> Hearing:
        return Hearing(
            plain=WordErrors(wrong + 1, 100),
            fair=WordErrors(wrong, 100),
            drugs=DrugMentions(2, 1, 0),
            cost=Cost(wall=1.0, cpu=seconds),
        )

    return CaseFigures(
        case_id=name,
        language="nl",
        channels=1,
        seconds=10.0,
        coverage=Coverage(recorded=10, speech=8, transcribed=6, unsure=3, skipped=2),
        heard=hearing(cpu),
        turns_on_time=Share(1, 2),
        words_by_right_speaker=Share(3, 4),
        bare=None if bare_cpu is None else hearing(bare_cpu),
    )


def test_totals_are_of_all_words_and_seconds_together() -> None:
    (whole,) = totals([_figures("a", 10, 2.1, 2.0), _figures("b", 30, 4.2, 4.0)])
    assert (whole.heard.words_wrong, whole.heard.words_wrong_plain) == (20.0, 21.0)
    assert (whole.heard.words_wrong_least, whole.heard.words_wrong_most) == (10.0, 30.0)
    assert whole.heard.cpu_a_second_of_sound == pytest.approx(6.3 / 20)
    assert whole.heard.cpu_a_second_of_speech == pytest.approx(6.3 / 16, abs=1e-4)
    assert whole.cpu_ratio == pytest.approx(1.05)
    assert whole.coverage.skipped == 4.0
    assert (whole.turns_on_time, whole.words_by_right_speaker) == (50.0, 75.0)


def test_no_ratio_without_the_bare_run() -> None:
    assert total([_figures("a", 10, 2.0, None)]).cpu_ratio is None
    assert total([_figures("a", 10, 2.0, 1.0)]).cpu_ratio == 2.0


@pytest.mark.parametrize(("bare_cpu", "shown"), [(2.0, True), (None, False)])
def test_table_shows_the_bare_run_only_when_there_was_one(
    bare_cpu: float | None, shown: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = (_figures("a", 10, 2.1, bare_cpu),)
    show(speech_table(SpeechReport(model="m", vocabulary=False, cases=cases, totals=totals(cases))))
    printed = capsys.readouterr().out
    assert ("bare" in printed) is shown
    assert "10.0" in printed


@pytest.mark.model
def test_command_writes_a_transcript_a_case_and_all_figures(
    cases_folder: Path, tmp_path: Path, whisper_base: Path
) -> None:
    _sound(tmp_path / "v1.ogg")
    out = tmp_path / "out"
    where = [str(cases_folder), str(tmp_path), "--model", str(whisper_base), "--out", str(out)]
    ran = CliRunner().invoke(bench, ["speech", *where, "--only", "v1,v2", "--bare"])
    assert ran.exit_code == 0, ran.output
    assert sorted(file.name for file in out.iterdir()) == ["speech.html", "speech.json", "v1.json"]
    assert Transcript.model_validate_json((out / "v1.json").read_bytes()).model == "whisper-base"
    report = SpeechReport.model_validate_json((out / "speech.json").read_bytes())
    assert [case.case_id for case in report.cases] == ["v1"]
    assert report.totals[0].cpu_ratio is not None
    assert report.cases[0].calibration.curve
    assert "<svg" in (out / "speech.html").read_text(encoding="utf-8")


@pytest.mark.model
def test_without_recordings_the_command_stops(
    cases_folder: Path, tmp_path: Path, whisper_base: Path
) -> None:
    where = [str(cases_folder), str(tmp_path), "--model", str(whisper_base), "--out", str(tmp_path)]
    ran = CliRunner().invoke(bench, ["speech", *where])
    assert isinstance(ran.exception, RecordingsMissing)
