"""Words heard wrong of each speaker: who is heard badly in a conversation."""

from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from asr.transcript import Speaker, Transcript
from asr.value import Value
from desktop.bench.cases import Case
from desktop.bench.word_errors import WordErrors, number_fair_words


class SpeakerErrors(Value):
    """The wrong words of one speaker."""

    speaker: Speaker
    errors: WordErrors


def errors_by_speaker(case: Case, transcript: Transcript) -> tuple[SpeakerErrors, ...]:
    """The wrong words of who said them, numbers spelled one way, whoever they were given to.

    A word that nobody said counts for who spoke just before it.
    """
    said = [
        (word, one.speaker)
        for one in case.transcript.utterances
        for word in number_fair_words(one.text, case.language)
    ]
    text = "\n".join(one.text for one in transcript.utterances)
    heard = number_fair_words(text, transcript.language)
    counted = [SpeakerErrors(speaker=who, errors=WordErrors(0, 1)) for _, who in said]
    for edit in Levenshtein.editops([word for word, _ in said], heard) if said else ():
        place = edit.src_pos - 1 if edit.tag == "insert" else edit.src_pos
        who = said[max(0, place)][1]
        counted.append(SpeakerErrors(speaker=who, errors=WordErrors(1, 0)))
    return added_up([counted])


def added_up(counted: Iterable[Iterable[SpeakerErrors]]) -> tuple[SpeakerErrors, ...]:
    """The same speakers together, by name."""
    found: dict[Speaker, WordErrors] = {}
    for case in counted:
        for one in case:
            found[one.speaker] = found.get(one.speaker, WordErrors(0, 0)) + one.errors
    return tuple(SpeakerErrors(speaker=who, errors=found[who]) for who in sorted(found))
