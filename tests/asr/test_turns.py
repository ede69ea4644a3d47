"""An utterance is cut between two words where the voice changes, and nowhere else."""

import numpy as np

from asr.persons import Persons
from asr.turns import cut_at_changes, voice_of
from asr.utterances import Said
from tests.asr.people import person, utterance

ANNA, BEA = person(1), person(2)
THERE = Persons(np.stack([ANNA, BEA]))
TEXT = "heeft u daar last van nee helemaal niet"


def pieces(*people: object) -> list[str]:
    voices = [one for one in people if isinstance(one, np.ndarray)]
    return [one.text for one in cut_at_changes(utterance(TEXT, 10, 18, voices), THERE)]


def test_another_voice_halfway_is_a_cut_halfway() -> None:
    assert pieces(ANNA, ANNA, BEA, BEA) == ["heeft u daar last", "van nee helemaal niet"]


def test_one_voice_is_one_piece() -> None:
    assert pieces(ANNA, ANNA, ANNA, ANNA) == [TEXT]
    assert pieces(ANNA) == [TEXT]
    assert pieces() == [TEXT]


def test_a_slice_that_fits_both_about_as_well_is_no_change() -> None:
    both = (0.45 * ANNA + 0.55 * BEA) / np.linalg.norm(0.45 * ANNA + 0.55 * BEA)
    assert pieces(ANNA, ANNA, both, ANNA) == [TEXT]
    assert len(pieces(ANNA, ANNA, BEA, BEA, ANNA, ANNA)) == 3  # control


def test_the_pieces_have_all_words_their_own_times_and_their_own_voice() -> None:
    whole = utterance(TEXT, 10, 18, [ANNA, ANNA, BEA, BEA])
    first, second = cut_at_changes(whole, THERE)
    assert first.words + second.words == whole.words
    assert (first.start, second.end) == (10, 18)
    assert first.end <= second.start
    assert first.voice + second.voice == whole.voice
    assert voice_of(first) @ ANNA > voice_of(first) @ BEA
    assert voice_of(second) @ BEA > voice_of(second) @ ANNA


def test_of_two_places_about_as_near_a_cut_takes_the_pause() -> None:
    even = utterance("a b c d e f g h i j k", 10, 18, [ANNA, ANNA, BEA, BEA])
    for pause in (5, 6):
        words = tuple(
            word.model_copy(update={"start": word.start + 0.5}) if number == pause else word
            for number, word in enumerate(even.words)
        )
        paused = Said(even.start, even.end, words, even.voice)
        assert [len(one.words) for one in cut_at_changes(paused, THERE)] == [pause, 11 - pause]
