"""Utterances against true turns: times and speakers."""

from pathlib import Path

import pytest

from asr.transcript import Coverage, Speaker, Transcript, Utterance, UtteranceId, Word
from desktop.bench.errors import TimingBroken
from desktop.bench.share import Share
from desktop.bench.turns import (
    Turn,
    read_timing,
    turns_on_time,
    words_by_right_speaker,
)

_TURNS = (
    Turn(speaker="clinician", start=0.0, end=2.0),
    Turn(speaker="patient", start=2.5, end=6.0),
)


def _heard(*spans: tuple[Speaker, float, float]) -> Transcript:
    return Transcript(
        language="nl",
        utterances=tuple(
            Utterance(
                id=UtteranceId(number),
                speaker=speaker,
                start=start,
                end=end,
                text="ja",
                words=(Word(text="ja", start=start, end=end, probability=1),),
            )
            for number, (speaker, start, end) in enumerate(spans)
        ),
        coverage=Coverage(recorded=6, speech=6, transcribed=6, unsure=0, skipped=0),
    )


@pytest.mark.parametrize(
    ("spans", "on_time"),
    [
        ([("clinician", 0.4, 1.6), ("patient", 2.9, 6.5)], 2),
        ([("clinician", 0.0, 2.0), ("patient", 2.5, 4.0), ("patient", 4.1, 6.0)], 2),  # in two
        ([("clinician", 0.0, 2.0), ("patient", 3.1, 6.0)], 1),  # starts 0.6 s late
        ([("clinician", 0.0, 6.0)], 0),  # two turns run together
        ([], 0),
    ],
)
def test_turns_on_time(spans: list[tuple[Speaker, float, float]], on_time: int) -> None:
    assert turns_on_time(_TURNS, _heard(*spans)) == Share(on_time, 2)


@pytest.mark.parametrize(
    ("span", "right"),
    [
        (("clinician", 0.5, 1.0), 1),
        (("patient", 0.5, 1.0), 0),
        (("clinician", 2.1, 2.3), 1),  # in the pause, nearer to the first turn
        (("patient", 7.0, 8.0), 1),  # after the end
    ],
)
def test_words_by_right_speaker(span: tuple[Speaker, float, float], right: int) -> None:
    assert words_by_right_speaker(_TURNS, _heard(span)) == Share(right, 1)


def test_either_counts_where_two_speak_at_once() -> None:
    both = (*_TURNS, Turn(speaker="patient", start=0.0, end=2.0))
    assert words_by_right_speaker(both, _heard(("patient", 0.5, 1.0))) == Share(1, 1)
    assert words_by_right_speaker(both, _heard(("other", 0.5, 1.0))) == Share(0, 1)


def test_share() -> None:
    assert (Share(1, 4) + Share(2, 4)).percent == 37.5
    assert Share().percent == 0.0


def test_timing_file(tmp_path: Path) -> None:
    file = tmp_path / "d.timing.json"
    assert read_timing(file) is None
    turn = '{"turn": 1, "speaker": "agent", "start": 0.4, "end": 3.8}'
    file.write_text(f'{{"case_id": "d", "seconds": 4.0, "turns": [{turn}]}}', encoding="utf-8")
    timing = read_timing(file)
    assert timing is not None
    assert timing.turns == (Turn(speaker="agent", start=0.4, end=3.8),)
    file.write_text('{"seconds": 0, "turns": []}', encoding="utf-8")
    with pytest.raises(TimingBroken):
        read_timing(file)
