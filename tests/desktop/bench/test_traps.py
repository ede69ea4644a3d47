"""A trap fires on the statement it was set for, and on nothing that only looks like it."""

import pytest

from desktop.bench.gold import GoldTrap
from desktop.bench.matching import read_items
from desktop.bench.traps import fires


def _fires(text: str, **trap: object) -> bool:
    made = GoldTrap.model_validate({"id": "v", "kind": "negation", **trap})
    return fires(read_items(text, "nl"), made, "nl")


@pytest.mark.parametrize(
    ("trap", "wrong", "right"),
    [
        ({"must_not_contain": [["koorts"]]}, "Koorts.", "Hoest."),
        ({"must_not_contain": [["koorts"]], "asserted_only": True}, "Koorts.", "Geen koorts."),
        (
            {"must_not_contain": [["koorts"]], "asserted_only": True, "hyp_ok": True},
            "Sinds gisteren koorts.",
            "Bel bij koorts.",
        ),
        (
            {"must_not_contain": [["diabetes"]], "unless": ["moeder"]},
            "Diabetes.",
            "Moeder diabetes.",
        ),
        ({"must_not_contain": [["knie"], ["links"]]}, "Knie links pijn.", "Knie rechts pijn."),
        (
            {"must_not_contain": [["hoest"], ["3"]], "near": 5},
            "Hoest 3 dagen.",
            "Hoest, en verder sinds gisteren 3 keer gebraakt.",
        ),
        (
            {"kind": "pii", "must_not_contain": [["123456782"]]},
            "BSN 123 45 67 82.",
            "BSN genoteerd, 123 keer.",
        ),
        (
            {"kind": "pii", "must_not_contain": [["0612345678"]]},
            "Bel +31 6 12 34 56 78.",
            "Bel 06 12 34.",
        ),
    ],
)
def test_fires_on_the_wrong_statement_alone(
    trap: dict[str, object], wrong: str, right: str
) -> None:
    assert _fires(wrong, **trap)
    assert not _fires(right, **trap)
