"""What a model wrote against what was settled: nothing new gets in, and nothing is lost."""

from collections.abc import Sequence

import pytest

from summarize.conversation import read
from summarize.extract import Extract
from summarize.phrasing import Tally, joined
from summarize.schema import Proposal
from summarize.template import find_template
from summarize.writer import Line
from tests.summarize.conversations import ids
from tests.summarize.talks import VISIT

SAID = read(VISIT)
SETTLED = tuple(Extract().lines(VISIT, find_template("soep", "nl")))
COUGH, FEVER, BREATH = SETTLED[:3]
DRUG = next(line for line in SETTLED if "moxicilline" in line.text)


def texts(proposals: Sequence[Proposal], lines: Sequence[Line]) -> list[str]:
    found, _ = joined(proposals, lines, SAID)
    return [line.text for line in found]


def test_a_better_wording_takes_the_place_of_its_lines() -> None:
    said = Proposal(text="Sinds 3 wk hoesten, geen koorts (37,2 gemeten).", evidence=ids(2, 4))
    found, tally = joined([said], [COUGH, FEVER, BREATH], SAID)
    assert [line.text for line in found] == [said.text, BREATH.text]
    assert found[0].evidence == ids(1, 2, 3, 4)  # with the questions that its lines rest on
    assert tally == Tally(lines=3, proposed=1, kept=1, quoted=1)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Amoxicilline 875 mg 3dd, 5 dgn.", DRUG),  # another dose
        ("Amoxicilline 500 mg 2dd, 5 dgn.", DRUG),  # another frequency
        ("Doxycycline 500 mg 3dd, 5 dgn.", DRUG),  # another drug
        ("Sinds 2 wk hoesten.", COUGH),  # a value that was taken back
        ("3 wk hoesten en koorts.", COUGH),  # a complaint that was not
        ("Koorts, 37,2 gemeten.", FEVER),  # the other way round
        ("Alles in orde met de zon en de maan.", COUGH),  # something else
    ],
)
def test_what_was_not_said_does_not_get_in(text: str, line: Line) -> None:
    found, tally = joined([Proposal(text=text, evidence=line.evidence)], [line], SAID)
    assert found == (line,)
    assert (tally.kept, tally.unfounded, tally.quoted) == (0, 1, 1)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Amoxicilline, 5 dgn.", DRUG),
        ("Geen koorts.", FEVER),
        ("Hoesten.", COUGH),
        ("Drie weken aan hoesten.", COUGH),  # a figure that is none any more
    ],
)
def test_a_line_that_would_lose_a_fact_stays(text: str, line: Line) -> None:
    assert texts([Proposal(text=text, evidence=line.evidence)], [line]) == [line.text]


def test_the_same_said_twice_is_said_once() -> None:
    again = Proposal(text=COUGH.text, evidence=COUGH.evidence)
    found, tally = joined([again, again], [COUGH], SAID)
    assert [line.text for line in found] == [COUGH.text]
    assert (tally.kept, tally.looped) == (1, 1)


def test_a_loop_is_dropped_and_the_line_stays() -> None:
    circle = Proposal(text="3 wk aan hoesten " * 5, evidence=COUGH.evidence)
    found, tally = joined([circle], [COUGH], SAID)
    assert (found, tally.looped) == ((COUGH,), 1)


def test_without_a_word_from_the_model_the_lines_are_the_note() -> None:
    assert joined([], SETTLED, SAID)[0] == SETTLED


def test_statements_stand_in_the_order_of_their_lines() -> None:
    swapped = [Proposal(text=one.text, evidence=one.evidence) for one in (BREATH, COUGH)]
    assert texts(swapped, [COUGH, FEVER, BREATH]) == [COUGH.text, FEVER.text, BREATH.text]
