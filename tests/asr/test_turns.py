"""An utterance is cut between two words where the voice changes, and nowhere else."""

from dataclasses import replace

import numpy as np
import pytest

from asr.persons import Persons
from asr.turns import in_pieces, voice_of, with_borders
from asr.utterances import Said
from asr.voice_model import Numbers
from asr.window import Span
from tests.asr.people import closely, person, utterance

ANNA, BEA = person(1), person(2)
THERE = Persons(np.stack([ANNA, BEA]))
TEXT = "heeft u daar last van nee helemaal niet"


def pieces(*people: object) -> list[str]:
    voices = [one for one in people if isinstance(one, np.ndarray)]
    return [one.text for one in in_pieces([utterance(TEXT, 10, 18, voices)], THERE)]


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
    first, second = in_pieces([whole], THERE)
    assert first.words + second.words == whole.words
    assert (first.start, second.end) == (10, 18)
    assert first.end <= second.start
    assert first.voice + second.voice == whole.voice
    assert voice_of(first) @ ANNA > voice_of(first) @ BEA
    assert voice_of(second) @ BEA > voice_of(second) @ ANNA


def test_a_cut_is_made_in_the_pause_near_by_and_the_words_on_either_side_go_with_it() -> None:
    whole = utterance(TEXT, 10, 18, [ANNA, ANNA, BEA, BEA])
    for pause, words in ((Span(14.1, 14.4), 4), (Span(13.3, 13.7), 3)):
        first, second = in_pieces([replace(whole, pauses=(Span(11, 11.5), pause))], THERE)
        assert (first.end, second.start) == (pause.start, pause.end)
        assert [len(one.words) for one in (first, second)] == [words, 8 - words]
    first, second = in_pieces([replace(whole, pauses=(Span(11, 11.5),))], THERE)  # control
    assert first.end == second.start == pytest.approx(14, abs=0.1)


def test_a_voice_of_which_nothing_became_text_is_left_out() -> None:
    whole = utterance(TEXT, 10, 18, [ANNA, ANNA, BEA, BEA])
    late = tuple(
        word.model_copy(update={"start": 14.5 + 0.4 * n, "end": 14.9 + 0.4 * n})
        for n, word in enumerate(whole.words)
    )
    (only,) = in_pieces([replace(whole, words=late)], THERE)
    assert (only.words, only.end) == (late, 18)
    assert only.start == pytest.approx(14, abs=0.1)


def test_a_voice_of_which_nothing_became_text_goes_with_what_it_says_next_to_it() -> None:
    whole = utterance(TEXT, 10, 18, [ANNA, ANNA, BEA, BEA])
    early = tuple(
        word.model_copy(update={"start": 10 + 0.4 * n, "end": 10.4 + 0.4 * n})
        for n, word in enumerate(whole.words)
    )
    before = replace(whole, words=early)
    for start, begins in ((18.5, 14), (19.5, 19.5)):  # control: too far off
        first, second = in_pieces([before, utterance("nee", start, 21, [BEA])], THERE)
        assert first.words == early
        assert second.start == pytest.approx(begins, abs=0.1)
    _, other = in_pieces([before, utterance("ja", 18.5, 21, [ANNA])], THERE)
    assert other.start == 18.5
    late = utterance("nee", 7, 9.5, [BEA])
    (one,) = in_pieces([late, replace(utterance(TEXT, 10, 11, [BEA]), words=())], THERE)
    assert (one.text, one.end) == ("nee", 11)


def test_who_takes_over_without_a_pause_begins_before_the_other_has_ended() -> None:
    first, second = utterance("heeft u pijn", 1, 3, [ANNA]), utterance("nee hoor", 3, 5, [BEA])
    a, b = with_borders([first, second], [0, 1], THERE)
    assert b.start < 3 < a.end
    assert (a.start, b.end, a.words, b.words) == (1, 5, first.words, second.words)
    assert with_borders([first, second], [0, 0], THERE) == [first, second]  # one person
    later = replace(second, start=3.2)
    assert with_borders([first, later], [0, 1], THERE) == [first, later]  # after a pause


def changing(change: float, first: Numbers = ANNA, second: Numbers = BEA) -> tuple[Said, Said]:
    """Two pieces with a pause between them, and the voice that changes at some time."""
    before, after = utterance("heeft u pijn nee", 1, 4.2, []), utterance("ja hoor", 4.8, 7, [])
    return closely(before, first, second, change), closely(after, first, second, change)


def test_who_pauses_after_his_first_word_began_before_that_pause() -> None:
    before, after = changing(3.6)
    a, b = with_borders([before, after], [0, 1], THERE)
    assert (a.start, b.end, a.words, b.words) == (1, 7, before.words, after.words)
    assert b.start < 3.6 < a.end < 4.2
    assert (a.end + b.start) / 2 == pytest.approx(3.6, abs=0.15)
    plain = list(changing(4.5))  # control: all of it is hers
    assert with_borders(plain, [0, 1], THERE) == plain
    later = replace(after, start=6.5)  # control: a long silence
    assert with_borders([before, later], [0, 1], THERE) == [before, later]


def test_who_goes_on_after_the_pause_has_ended_after_it() -> None:
    a, b = with_borders(changing(5.3), [0, 1], THERE)
    assert 4.8 < b.start < 5.3 < a.end
    assert (a.end + b.start) / 2 == pytest.approx(5.3, abs=0.15)


def test_the_voice_changes_in_another_pause_near_by_if_it_sounds_so() -> None:
    for change, borders in ((3.6, (3.5, 3.7)), (4.5, (4.2, 4.8))):
        before, after = changing(change)
        a, b = with_borders([replace(before, pauses=(Span(3.5, 3.7),)), after], [0, 1], THERE)
        assert (a.end, b.start) == borders


def test_two_voices_that_are_hardly_different_change_in_the_pause() -> None:
    near = 0.95 * ANNA + 0.05 * BEA
    near = near / np.linalg.norm(near)
    pieces = list(changing(3.6, ANNA, near))
    assert with_borders(pieces, [0, 1], Persons(np.stack([ANNA, near]))) == pieces
    assert with_borders(changing(3.6), [0, 1], THERE)[0].end < 4.2  # control


def test_a_voice_that_was_not_heard_closely_changes_in_the_pause() -> None:
    pieces = [replace(one, voice=(replace(one.voice[0], close=b""),)) for one in changing(3.6)]
    assert with_borders(pieces, [0, 1], THERE) == pieces


def test_two_that_speak_at_once_are_not_parted_by_a_pause() -> None:
    a, b = utterance("heeft u pijn", 1, 3.3, [ANNA]), utterance("nee hoor", 2.7, 5, [BEA])
    first, second = with_borders([a, b], [0, 1], THERE)
    assert second.start < first.end
    a, b = utterance("heeft u pijn", 1, 2.7, [ANNA]), utterance("nee hoor", 3.3, 5, [BEA])
    first, second = with_borders([a, b], [0, 1], THERE)
    assert (first.end, second.start) == (2.7, 3.3)  # control: a pause does


def test_however_short_it_is_no_utterance_begins_before_the_last_or_ends_after_the_next() -> None:
    pieces = [utterance("ja", 1, 1.1, [ANNA]), utterance("nee", 1.1, 1.2, [BEA])]
    a, b = with_borders(pieces, [0, 1], THERE)
    assert (a.start, a.end, b.start, b.end) == (1, 1.2, 1, 1.2)


def test_no_utterance_ends_before_it_begins() -> None:
    """Between two that both reach into it there is nothing left of one."""
    pieces = [
        closely(utterance("heeft u pijn", 1, 4.2, []), ANNA, BEA, 9),
        closely(utterance("ja", 4.3, 5.3, []), ANNA, BEA, 9),
        closely(utterance("nee hoor", 5.4, 8.6, []), ANNA, BEA, 9),
    ]
    told = with_borders(pieces, [0, 1, 0], THERE)
    assert told != pieces
    assert all(one.start < one.end for one in told)
