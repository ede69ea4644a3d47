"""Compare the utterances with the true turns: are they at the right time, by the right speaker?"""

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from asr.transcript import Speaker, Transcript
from desktop.bench.errors import TimingBroken
from desktop.bench.share import Share

WITHIN = 0.5  # seconds that a border may be off


class Turn(BaseModel):
    """Who speaks from when to when, in seconds of the recording."""

    model_config = ConfigDict(frozen=True)

    speaker: Speaker
    start: float = Field(ge=0)
    end: float = Field(ge=0)


class Timing(BaseModel):
    """What is known of a made recording: its length and its turns."""

    model_config = ConfigDict(frozen=True)

    seconds: float = Field(gt=0)
    turns: tuple[Turn, ...]


def read_timing(file: Path) -> Timing | None:
    """The times that belong to a recording, if somebody wrote them down."""
    if not file.is_file():
        return None
    try:
        return Timing.model_validate_json(file.read_bytes())
    except (OSError, ValueError) as error:
        raise TimingBroken from error


def turns_on_time(turns: Sequence[Turn], transcript: Transcript) -> Share:
    """Turns with an utterance that starts when they start and one that ends when they end.

    A turn may be cut into several utterances, but two turns may not be one utterance.
    """
    return borders_on_time(
        [(turn.start, turn.end) for turn in turns],
        [(utterance.start, utterance.end) for utterance in transcript.utterances],
    )


def borders_on_time(
    true: Sequence[tuple[float, float]], heard: Sequence[tuple[float, float]]
) -> Share:
    """Spans with one among those heard that starts when they start and one that ends so."""
    starts, ends = [start for start, _ in heard], [end for _, end in heard]
    hits = sum(_is_near(start, starts) and _is_near(end, ends) for start, end in true)
    return Share(hits, len(true))


def words_by_right_speaker(turns: Sequence[Turn], transcript: Transcript) -> Share:
    """Heard words given to the person who was speaking at that moment, right words or not.

    Where two speak at once either counts; a word in a pause belongs to the nearest turn.
    """
    share = Share()
    if turns:
        for utterance in transcript.utterances:
            for word in utterance.words:
                speaking = _speaking_at((word.start + word.end) / 2, turns)
                share += Share(int(utterance.speaker in speaking), 1)
    return share


def _is_near(time: float, borders: Sequence[float]) -> bool:
    return any(abs(border - time) <= WITHIN for border in borders)


def _speaking_at(time: float, turns: Sequence[Turn]) -> set[Speaker]:
    away = [max(turn.start - time, time - turn.end, 0.0) for turn in turns]
    nearest = min(away)
    return {turn.speaker for turn, gap in zip(turns, away, strict=True) if gap == nearest}
