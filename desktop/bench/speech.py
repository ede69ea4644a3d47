"""Hear the recordings of cases whose true text is known, and count what went wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from asr.audio import Channels, open_sound
from asr.hear import Listener, Listening, hear
from asr.transcript import Transcript
from desktop.bench.bare import Bare
from desktop.bench.calibration import calibration
from desktop.bench.cases import Case
from desktop.bench.drug_mentions import DrugNames, listed_drugs
from desktop.bench.errors import RecordingsMissing
from desktop.bench.share import Share
from desktop.bench.speaker_errors import errors_by_speaker
from desktop.bench.speech_figures import CaseFigures, Cost, Hearing, clocked
from desktop.bench.turns import Timing, read_timing, turns_on_time, words_by_right_speaker
from desktop.bench.word_errors import number_fair_words, plain_words, word_errors
from desktop.vocabulary import expected_words


@dataclass(frozen=True)
class Recording:
    """The sound of a case, and what is known of its times."""

    case: Case
    file: Path
    channels: Channels
    timing: Timing | None


@dataclass(frozen=True)
class HeardCase:
    """What was heard in one recording, and how it compares with what was said."""

    transcript: Transcript
    figures: CaseFigures


def find_recordings(
    cases: Sequence[Case], folder: Path, *, mono: bool = False
) -> tuple[Recording, ...]:
    """The recordings of these cases: of a call the two channels if they are there and wanted."""
    found = tuple(recording for case in cases for recording in _recording(case, folder, mono))
    if not found:
        raise RecordingsMissing
    return found


def measure(
    recordings: Sequence[Recording],
    ear: Listener,
    *,
    vocabulary: bool = False,
    second: bool = False,
    bare: Bare | None = None,
) -> Iterator[HeardCase]:
    """Hear each recording, with `bare` faster-whisper beside it when that is given.

    Which of the two goes first changes from case to case: the second finds a warm cache. With a
    second listen the recording is heard without one as well.
    """
    names = DrugNames(map(plain_words, drug) for drug in listed_drugs())
    for number, recording in enumerate(recordings):
        first = _bare(recording, bare, names) if bare and number % 2 else None
        with clocked() as cost:
            transcript = _transcript(recording, ear, vocabulary, second)
        last = _bare(recording, bare, names) if bare and first is None else None
        heard = _hearing(recording.case, _text(transcript), cost, names)
        figures = _figures(recording, transcript, heard, first or last, names)
        if second:
            once = _once(recording, ear, vocabulary, names)
            figures = figures.model_copy(update={"once": once})
        yield HeardCase(transcript, figures)


def _recording(case: Case, folder: Path, only_mono: bool) -> Iterator[Recording]:
    timing = read_timing(folder / f"{case.id}.timing.json")
    call, mono = folder / f"{case.id}.call.wav", folder / f"{case.id}.ogg"
    if case.is_call and call.is_file() and not only_mono:
        yield Recording(case, call, "split", timing)
    elif mono.is_file():
        yield Recording(case, mono, "mono", timing)


def _transcript(recording: Recording, ear: Listener, vocabulary: bool, second: bool) -> Transcript:
    language = recording.case.language
    with open_sound(recording.file, recording.channels) as sound:
        how = Listening(
            language=language,
            roles="call" if recording.case.is_call else "visit",
            vocabulary=expected_words(language) if vocabulary else (),
            telephone=sound.sound.is_telephone,
            second=second,
        )
        listening = hear(sound, sound.channels, ear, how)
        while True:
            try:
                next(listening)
            except StopIteration as end:
                transcript: Transcript = end.value
                return transcript


def _text(transcript: Transcript) -> str:
    return "\n".join(utterance.text for utterance in transcript.utterances)


def _once(recording: Recording, ear: Listener, vocabulary: bool, names: DrugNames) -> Hearing:
    with clocked() as cost:
        transcript = _transcript(recording, ear, vocabulary, second=False)
    return _hearing(recording.case, _text(transcript), cost, names)


def _bare(recording: Recording, bare: Bare, names: DrugNames) -> Hearing:
    text, cost = bare(recording.file, recording.case.language)
    return _hearing(recording.case, text, cost, names)


def _hearing(case: Case, heard: str, cost: Cost, names: DrugNames) -> Hearing:
    true = "\n".join(utterance.text for utterance in case.transcript.utterances)
    true_words, heard_words = plain_words(true), plain_words(heard)
    return Hearing(
        plain=word_errors(true_words, heard_words),
        fair=word_errors(
            number_fair_words(true, case.language), number_fair_words(heard, case.language)
        ),
        drugs=names.compare(true_words, heard_words),
        cost=cost,
    )


def _figures(
    recording: Recording,
    transcript: Transcript,
    heard: Hearing,
    bare: Hearing | None,
    names: DrugNames,
) -> CaseFigures:
    channels = 2 if recording.channels == "split" else 1
    timing = recording.timing
    return CaseFigures(
        case_id=recording.case.id,
        language=recording.case.language,
        channels=channels,
        seconds=timing.seconds if timing else transcript.coverage.recorded / channels,
        coverage=transcript.coverage,
        heard=heard,
        turns_on_time=turns_on_time(timing.turns, transcript) if timing else Share(),
        words_by_right_speaker=words_by_right_speaker(timing.turns, transcript)
        if timing
        else Share(),
        bare=bare,
        calibration=calibration(recording.case, transcript, names),
        by_speaker=errors_by_speaker(recording.case, transcript),
    )
