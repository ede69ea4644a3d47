"""Damage to a conversation: the same for everybody, as much as asked for, and no more."""

from rapidfuzz.distance import Levenshtein

from asr.transcript import Transcript
from desktop.bench.damage import MILD, Damage, damaged
from desktop.bench.word_errors import plain_words
from tests.summarize.talks import VISIT

NONE = Damage(plain=False, wrong=0, swapped=0)


def texts(transcript: Transcript) -> list[str]:
    return [utterance.text for utterance in transcript.utterances]


def wrong_words(damage: Damage) -> float:
    """The share of words to put right, over many seeds."""
    wrong = said = 0
    for seed in range(40):
        for one, other in zip(
            VISIT.utterances, damaged(VISIT, seed, damage).utterances, strict=True
        ):
            words = plain_words(one.text)
            wrong += Levenshtein.distance(words, plain_words(other.text))
            said += len(words)
    return wrong / said


def test_the_same_seed_gives_the_same_damage_and_another_seed_another() -> None:
    assert damaged(VISIT, 1) == damaged(VISIT, 1)
    assert damaged(VISIT, 1) != damaged(VISIT, 2)


def test_no_damage_changes_nothing() -> None:
    assert texts(damaged(VISIT, 1, NONE)) == texts(VISIT)
    assert texts(damaged(VISIT, 1, MILD)) != texts(VISIT)


def test_plain_text_has_no_capitals_and_no_signs_but_all_the_words() -> None:
    plain = texts(damaged(VISIT, 1, Damage(wrong=0, swapped=0)))
    assert plain[0] == "goedemiddag gaat u zitten waar kan ik u mee helpen"
    assert [plain_words(t) for t in plain] == [plain_words(t) for t in texts(VISIT)]


def test_a_tenth_of_the_words_is_wrong() -> None:
    assert 0.09 < wrong_words(Damage(wrong=0.10)) < 0.13  # a cut word counts as two
    assert wrong_words(Damage(wrong=0)) == 0


def test_a_misheard_word_still_sounds_like_what_was_said() -> None:
    """Half of the wrong words differ in a letter or two, as with a real listener."""
    near = 0
    heard = damaged(VISIT, 3, Damage(plain=True, wrong=1.0, swapped=0))
    for one, other in zip(VISIT.utterances, heard.utterances, strict=True):
        said = set(plain_words(one.text))
        near += sum(
            any(0 < Levenshtein.distance(word, true) <= 2 for true in said)
            for word in plain_words(other.text)
        )
    assert near > 0.4 * sum(len(plain_words(text)) for text in texts(VISIT))


def test_one_turn_in_twenty_gets_the_other_label() -> None:
    changed = sum(
        one.speaker != other.speaker
        for seed in range(60)
        for one, other in zip(VISIT.utterances, damaged(VISIT, seed, MILD).utterances, strict=True)
    )
    assert 0.03 < changed / (60 * len(VISIT.utterances)) < 0.07
    assert damaged(VISIT, 1, NONE).utterances[3].speaker == VISIT.utterances[3].speaker
