"""An utterance that is told holds its words: none lies where somebody else speaks."""

from asr.account import numbered
from asr.transcript import Word
from asr.utterances import Said


def word(text: str, start: float, end: float) -> Word:
    return Word(text=text, start=start, end=end, probability=0.9)


def test_a_word_that_was_placed_beside_its_utterance_is_put_into_it() -> None:
    said = Said(2.0, 4.0, (word("Ja,", 1.5, 1.8), word("ik", 2.4, 2.6), word("hoest.", 3.8, 4.3)))
    (told,) = numbered([(said, "customer")])
    assert [(one.start, one.end) for one in told.words] == [(2.0, 2.0), (2.4, 2.6), (3.8, 4.0)]
    assert told.words[1] is said.words[1]  # what is right is not made anew
    assert [one.text for one in told.words] == ["Ja,", "ik", "hoest."]
