"""Whatever the values in a conversation, the note holds none that was not said."""

from hypothesis import given, settings
from hypothesis import strategies as st

from asr.transcript import Transcript
from summarize.extract import Extract
from summarize.template import find_template
from tests.contracts.writer import check_evidence, check_numbers, check_sections
from tests.summarize.talks import talk

_NUMBERS = st.integers(min_value=2, max_value=999)
_TURNS = st.sampled_from(
    [
        "c: Hoe lang heeft u dat al?\np: Een week of {0}, eh nee, {1} weken.",
        "c: Heeft u koorts?\np: Nee hoor, {0} gemeten. Wel hoofdpijn, al {1} dagen.",
        "c: Welke medicijnen gebruikt u?\np: Metoprolol, {0} milligram, {1} keer per dag.",
        "c: Simvastatine van {0}?\np: Nee, {1}.",
        "c: Rookt u?\np: Ja, {0} per dag. Vroeger {1}.",
        "o: Al {0} dagen geen ontlasting.\np: Nee, {0} dagen niet. {1} dagen.",
        "c: Ik ga u onderzoeken. Bloeddruk {0} over {1}. Pols {1}, regulair.\np: Is dat hoog?",
        "c: Ik schrijf amoxicilline voor, {0} milligram, {1} keer per dag.\np: Goed.",
        "c: Wordt u benauwd, dan belt u. Ik zie u over {0} weken, nee, over {1} weken.\np: Ja.",
    ]
)


@st.composite
def conversations(draw: st.DrawFn) -> Transcript:
    exchanges = draw(st.lists(st.tuples(_TURNS, _NUMBERS, _NUMBERS), min_size=1, max_size=6))
    return talk("\n".join(turn.format(one, other) for turn, one, other in exchanges))


@settings(deadline=None, max_examples=60)
@given(conversations())
def test_no_value_is_written_that_was_not_said(transcript: Transcript) -> None:
    template = find_template("soep", "nl")
    lines = tuple(Extract().lines(transcript, template))
    check_evidence(lines, transcript)
    check_sections(lines, template)
    check_numbers(lines, transcript)


@settings(deadline=None, max_examples=30)
@given(_NUMBERS, _NUMBERS)
def test_of_two_values_the_last_holds(one: int, other: int) -> None:
    if str(one) in str(other) or str(other) in str(one):
        return
    said = talk(f"c: Hoe lang al?\np: {one} weken. Eh, nee, {other} weken.")
    written = " ".join(line.text for line in Extract().lines(said, find_template("soep", "nl")))
    assert str(other) in written
    assert str(one) not in written
