"""Short conversations for the tests, written as (speaker, text) pairs; ids count from 1."""

from collections.abc import Sequence

from asr.transcript import Coverage, Language, Speaker, Transcript, Utterance, UtteranceId, Word

SILENCE = Coverage(recorded=0, speech=0, transcribed=0, unsure=0, skipped=0)


def talk(
    *turns: tuple[Speaker, str], language: Language = "nl", unsure: Sequence[str] = ()
) -> Transcript:
    """A transcript of these turns; the words in `unsure` were heard with doubt."""
    utterances = tuple(
        Utterance(
            id=UtteranceId(number),
            speaker=speaker,
            start=float(number),
            end=number + 0.5,
            text=text,
            words=tuple(_word(piece, unsure, number) for piece in text.split()),
        )
        for number, (speaker, text) in enumerate(turns, start=1)
    )
    return Transcript(language=language, utterances=utterances, coverage=SILENCE)


def ids(*numbers: int) -> tuple[UtteranceId, ...]:
    """Utterance ids from plain numbers."""
    return tuple(UtteranceId(number) for number in numbers)


def _word(piece: str, unsure: Sequence[str], at: int) -> Word:
    doubted = piece.strip(".,?!").lower() in unsure
    return Word(text=piece, start=at, end=at + 0.5, probability=0.2 if doubted else 0.95)
