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


def test_exactly_a_tenth_of_the_words_is_another_word() -> None:
    said = [plain_words(utterance.text) for utterance in VISIT.utterances]
    for seed in range(20):
        heard = [plain_words(text) for text in texts(damaged(VISIT, seed, Damage(swapped=0)))]
        assert [len(words) for words in heard] == [len(words) for words in said]
        wrong = sum(
            a != b for x, y in zip(said, heard, strict=True) for a, b in zip(x, y, strict=True)
        )
        assert wrong == round(0.10 * sum(len(words) for words in said))
    assert wrong_words(Damage(wrong=0)) == 0


def test_broken_words_are_more_than_wrong_ones() -> None:
    """A word cut in two or run together with the next counts as two errors."""
    assert 0.095 < wrong_words(Damage()) < 0.105 < wrong_words(Damage(broken=True)) < 0.13


def test_a_misheard_word_still_sounds_like_what_was_said() -> None:
    """Most of the wrong words differ in a letter or two, as with a real listener."""
    near = 0
    heard = damaged(VISIT, 3, Damage(plain=True, wrong=1.0, swapped=0))
    for one, other in zip(VISIT.utterances, heard.utterances, strict=True):
        said = set(plain_words(one.text))
        near += sum(
            any(0 < Levenshtein.distance(word, true) <= 2 for true in said)
            for word in plain_words(other.text)
        )
    assert near > 0.6 * sum(len(plain_words(text)) for text in texts(VISIT))


def test_exactly_one_turn_in_twenty_gets_the_other_label() -> None:
    turns = len(VISIT.utterances)
    for seed in range(20):
        changed = sum(
            one.speaker != other.speaker
            for one, other in zip(VISIT.utterances, damaged(VISIT, seed).utterances, strict=True)
        )
        assert changed == round(0.05 * turns)
    assert damaged(VISIT, 1, NONE).utterances[3].speaker == VISIT.utterances[3].speaker


def test_the_sign_behind_a_wrong_word_stays() -> None:
    heard = damaged(VISIT, 1, Damage(plain=False, wrong=1.0, swapped=0))
    for one, other in zip(texts(VISIT), texts(heard), strict=True):
        assert one[-1] == other[-1]
