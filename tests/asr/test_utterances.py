"""Utterances: cut at full stops and pauses, with borders where the voice begins and ends."""

import numpy as np

from asr.transcribe import HeardSegment, HeardWord
from asr.utterances import Said, utterances
from asr.window import Span, Window


def window(*speech: tuple[float, float], start: float = 0.0, length: float = 20.0) -> Window:
    return Window(
        samples=np.zeros(int(length * 16_000), dtype=np.float32),
        kept=(Span(start, start + length),),
        speech=tuple(Span(*span) for span in speech),
    )


def segment(
    *words: tuple[str, float, float], sure: float = 0.9, compression: float = 1.2
) -> HeardSegment:
    heard = tuple(HeardWord(text, start, end, sure) for text, start, end in words)
    return HeardSegment(heard, no_speech=0.0, log_probability=-0.2, compression=compression)


def said(window: Window, *segments: HeardSegment) -> list[Said]:
    return list(utterances(window, segments))


def test_a_full_stop_ends_an_utterance() -> None:
    heard = segment((" Heeft", 0, 1), (" pijn?", 1, 2), (" Nee.", 2.5, 3))
    texts = [one.text for one in said(window((0, 2), (2.4, 3)), heard)]
    assert texts == ["Heeft pijn?", "Nee."]


def test_a_long_pause_ends_one_too_and_a_short_one_does_not() -> None:
    heard = segment((" ja", 0, 1), (" dank", 2, 3))
    assert len(said(window((0, 1), (2, 3)), heard)) == 2
    near = segment((" ja", 0, 1), (" dank", 1.3, 2))
    assert len(said(window((0, 1), (1.3, 2)), near)) == 1


def test_borders_move_to_where_the_voice_is_when_that_is_near() -> None:
    (one,) = said(window((0.9, 3.2)), segment((" Goedemorgen.", 1.2, 3.0)))
    assert (one.start, one.end) == (0.9, 3.2)
    (far,) = said(window((0.0, 19.0)), segment((" Goedemorgen.", 9.0, 10.0)))
    assert (far.start, far.end) == (9.0, 10.0)


def test_a_first_word_that_lies_over_a_breath_begins_behind_it() -> None:
    for begins, found in ((2.0, 2.7), (1.4, 1.4)):  # control: a good part was said before it
        heard = segment((" Ja.", 0.1, 1.4), (" Omdat", begins, 3.0), (" het.", 3.0, 4.0))
        _, told = said(window((0.1, 2.25), (2.7, 4.0)), heard)
        assert (told.start, told.end) == (found, 4.0)


def test_a_first_word_of_a_window_begins_where_the_voice_does() -> None:
    (one,) = said(window((0.7, 3.0)), segment((" Omdat", 0.0, 0.9), (" het.", 0.9, 3.0)))
    assert one.start == 0.7


def test_speech_without_text_goes_to_the_side_that_is_nearer() -> None:
    heard = segment((" Ja.", 0.1, 2.0), (" Omdat", 3.5, 4.0), (" het.", 4.0, 5.0))
    for unheard, borders in (((2.1, 2.8), (2.8, 3.6)), ((2.6, 3.4), (1.9, 2.6))):
        first, second = said(window((0.1, 1.9), unheard, (3.6, 5.0)), heard)
        assert (first.end, second.start) == borders
    first, second = said(window((0.1, 1.9), (3.6, 5.0)), heard)  # control: nothing to take along
    assert (first.end, second.start) == (1.9, 3.6)


def test_speech_without_text_is_taken_along_at_either_end_but_not_very_much_of_it() -> None:
    heard = segment((" Omdat", 8.0, 8.5), (" het.", 8.5, 9.0))
    (one,) = said(window((3, 4), (5, 6), (7.9, 9.1), (10, 11), (13, 14)), heard)
    assert (one.start, one.end) == (3, 14)
    (few,) = said(window((1, 2), (7.9, 9.1), (15, 16)), heard)
    assert (few.start, few.end) == (7.9, 9.1)


def test_the_end_of_the_word_before_the_window_is_not_taken_along() -> None:
    heard = segment((" Omdat", 0.0, 1.5), (" het.", 1.5, 3.0))
    (one,) = said(window((0.0, 0.2), (0.7, 3.0)), heard)
    assert one.start == 0.7
    (whole,) = said(window((0.0, 0.4), (0.7, 3.0)), heard)  # control: a word of its own
    assert whole.start == 0.0


def test_the_pauses_inside_are_known() -> None:
    (one,) = said(window((0, 1), (1.3, 2)), segment((" Ja", 0, 1), (" hoor.", 1.3, 2)))
    assert one.pauses == (Span(1, 1.3),)


def test_cut_in_a_pause_the_one_ends_before_it_and_the_other_begins_behind_it() -> None:
    heard = segment((" Ja", 0, 1), (" hoor", 1.3, 2), (" dank.", 2.2, 3))
    (one,) = said(window((0, 1), (1.3, 2), (2.2, 3)), heard)
    first, second = one.cut(1, 0, one.pauses[0])
    assert (first.text, first.start, first.end, first.pauses) == ("Ja", 0, 1, ())
    assert (second.text, second.start, second.end) == ("hoor dank.", 1.3, 3)
    assert second.pauses == (Span(2, 2.2),)
    far, rest = one.cut(3, 0, Span(9, 9))  # no border lies outside what is cut
    assert (far.end, rest.start, rest.words) == (3, 3, ())


def test_times_are_those_of_the_recording() -> None:
    (one,) = said(window((101, 103), start=100.0), segment((" Dag.", 1.0, 3.0)))
    assert (one.start, one.end) == (101.0, 103.0)
    assert one.words[0].start == 101.0


def test_parts_of_a_word_are_joined_and_are_as_sure_as_the_least_sure_part() -> None:
    parts = HeardSegment(
        (HeardWord(" 37", 0, 1, 0.9), HeardWord(",8", 1, 2, 0.4), HeardWord(" graden.", 2, 3, 0.9)),
        no_speech=0.0,
        log_probability=-0.2,
        compression=1.0,
    )
    (one,) = said(window((0, 3)), parts)
    assert one.text == "37,8 graden."
    assert (one.words[0].probability, one.words[0].end) == (0.4, 2.0)


def test_text_that_only_repeats_itself_is_left_out() -> None:
    loop = segment((" ja", 0, 1), (" ja", 1, 2), compression=3.1)
    assert said(window((0, 2)), loop) == []
    assert said(window((0, 2)), segment((" ja", 0, 1), (" ja", 1, 2)))  # control


def test_nothing_heard_gives_nothing() -> None:
    assert said(window((0, 2))) == []
    assert said(window((0, 2)), segment((" ", 0, 1))) == []


def test_a_sentence_that_was_cut_in_two_becomes_one_again() -> None:
    (first,) = said(window((0, 1)), segment((" Heeft", 0, 1)))
    (rest,) = said(window((1.2, 3)), segment((" iemand", 1.2, 2), (" pijn?", 2, 3)))
    assert first.runs_on_into(rest)
    both = first.joined(rest)
    assert (both.text, both.start, both.end) == ("Heeft iemand pijn?", 0, 3)
    assert not both.runs_on_into(rest)  # it ends in a full stop
    (late,) = said(window((5, 6)), segment((" nee", 5, 6)))
    assert not first.runs_on_into(late)
