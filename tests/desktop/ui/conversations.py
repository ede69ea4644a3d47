"""Invented conversations with times and unsure words, short and as long as two hours."""

from asr.transcript import Coverage, Speaker, Transcript, Utterance, UtteranceId, Word

TURNS: tuple[tuple[Speaker, str], ...] = (
    ("clinician", "Slikt u er iets voor?"),
    ("patient", "Ja, metoprolol, vijftig. Eén keer per dag, ’s morgens, en verder niets."),
    ("clinician", "Ik meet even de bloeddruk."),
    ("unknown", "Mijn moeder had boezemfibrilleren, die slikt nu bloedverdunners."),
)
UNSURE = "metoprolol,"
STEP = 1.44  # seconds: 5,000 utterances in two hours


def conversation(count: int = len(TURNS), start: float = 0.0) -> Transcript:
    """So many utterances, of which every fourth has a word that was heard unsurely."""
    said = tuple(_utterance(number, start + STEP * number) for number in range(count))
    seconds = STEP * count
    coverage = Coverage(
        recorded=seconds, speech=seconds, transcribed=seconds, unsure=0.0, skipped=11.0
    )
    return Transcript(language="nl", utterances=said, coverage=coverage, model="fake")


def _utterance(number: int, start: float) -> Utterance:
    speaker, text = TURNS[number % len(TURNS)]
    words = tuple(
        Word(text=word, start=start, end=start, probability=0.3 if word == UNSURE else 0.9)
        for word in text.split()
    )
    return Utterance(
        id=UtteranceId(number + 1),
        speaker=speaker,
        start=start,
        end=start + 1.0,
        text=text,
        words=words,
    )
