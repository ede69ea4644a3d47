"""A repair is offered only where the conversation leaves one way."""

import pytest

from desktop.repairs import repair_of, repaired
from summarize.note import Finding, FindingKind


def found(kind: FindingKind, written: str, suggestion: str = "") -> Finding:
    return Finding(kind=kind, severity="must_see", written=written, suggestion=suggestion)


@pytest.mark.parametrize(
    ("text", "finding", "said", "instead"),
    [
        (
            "Med: metoprolol 500 mg 1dd.",
            found("dose", "500 mg"),
            "Ja, metoprolol, vijftig. Eén keer per dag.",
            "50 mg",
        ),
        (
            "RR 140/90, p 92.",
            found("number", "92"),
            "Honderdveertig over negentig, pols tweeënzeventig.",
            "72",
        ),
        (
            "Hoest 2 wk.",
            found("old_value", "2 wk"),
            "Dat duurt nu twee, nee, drie weken.",
            "3 wk",
        ),
        ("Slikt metropolol.", found("unsure", "metropolol", "metoprolol"), "", "metoprolol"),
    ],
)
def test_where_one_other_value_was_said_it_is_offered(
    text: str, finding: Finding, said: str, instead: str
) -> None:
    repair = repair_of(text, finding, (said,), "nl")
    assert repair is not None
    assert repair.instead == instead
    assert repaired(text, finding, repair) == text.replace(finding.written, instead)


@pytest.mark.parametrize(
    ("text", "finding", "said"),
    [
        # Two doses were said: which one is meant, only the clinician knows.
        ("Metoprolol 500 mg.", found("dose", "500 mg"), "Eerst vijftig, later honderd."),
        # Nothing was said that could stand there.
        ("Metoprolol 500 mg.", found("dose", "500 mg"), "Ja, metoprolol."),
        # Another unit is another thing.
        ("Hoest 5 wk.", found("number", "5 wk"), "Ik rook tien jaar."),
        # The words stand there twice.
        ("500 mg, en nog 500 mg.", found("dose", "500 mg"), "Vijftig."),
        # What is no amount has no value to put there.
        ("Pijn links.", found("side", "links"), "Rechts, twee weken."),
        # The value that was said is told already, elsewhere in the line.
        ("Metoprolol 50 mg, later 500 mg.", found("dose", "500 mg"), "Vijftig milligram."),
        # What would stand there stands there already.
        (
            "Simvastatine gestopt.",
            found("unsure", "Simvastatine", "simvastatine"),
            "Simva.",
        ),
    ],
)
def test_else_nothing_is_offered(text: str, finding: Finding, said: str) -> None:
    assert repair_of(text, finding, (said,), "nl") is None
