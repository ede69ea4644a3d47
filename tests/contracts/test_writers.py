"""Every writer keeps the contract, and the contract catches a writer that does not."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from asr.transcript import UtteranceId
from summarize.extract import Extract
from summarize.generate import Generate
from summarize.schema import LONGEST_TEXT, MOST_EVIDENCE
from summarize.template import find_template
from summarize.writer import Line, Writer
from tests.contracts.writer import (
    WriterContract,
    check_evidence,
    check_numbers,
    check_reports,
    check_sections,
)
from tests.summarize.runtimes import Phrasing, Settled, Statement, tiny_llama, tiny_reference
from tests.summarize.talks import VISIT

GOOD = Line(section="S", text="Hoest 3 wk.", evidence=(UtteranceId(2),))


class TestExtract(WriterContract):
    @pytest.fixture
    def writer(self) -> Writer:
        return Extract()


class TestGenerate(WriterContract):
    @pytest.fixture
    def writer(self) -> Writer:
        return Generate(Phrasing())


class TestGenerateThatJoins(WriterContract):
    """A model that puts everything under a heading into one sentence."""

    @pytest.fixture
    def writer(self) -> Writer:
        return Generate(Phrasing(as_one))


class TestGenerateWithRandomWeights(WriterContract):
    """A model that writes noise changes nothing of the contract."""

    @pytest.fixture
    def writer(self) -> Writer:
        return Generate(tiny_llama())


class TestGenerateOnTheReference(WriterContract):
    """The same on the other runtime, where torch is installed."""

    @pytest.fixture
    def writer(self) -> Writer:
        return Generate(tiny_reference())


def as_one(lines: Sequence[Settled]) -> list[Statement]:
    """All lines as one statement, as far as a statement may be long and cite."""
    text = "; ".join(text.rstrip(".") for _, text in lines)[:LONGEST_TEXT]
    cited = [number for numbers, _ in lines for number in numbers][:MOST_EVIDENCE]
    return [{"text": text, "evidence": cited}]


def test_a_good_line_passes_every_check() -> None:
    check_evidence([GOOD], VISIT)
    check_sections([GOOD], find_template("soep", "nl"))
    check_numbers([GOOD], VISIT)
    check_reports([GOOD])


@pytest.mark.parametrize("evidence", [(), (999,), (2, 2)])
def test_evidence_that_is_none_foreign_or_double_is_caught(evidence: tuple[int, ...]) -> None:
    bad = replace(GOOD, evidence=tuple(UtteranceId(number) for number in evidence))
    with pytest.raises(AssertionError):
        check_evidence([bad], VISIT)


@pytest.mark.parametrize("bad", [replace(GOOD, section="X"), replace(GOOD, text=" ")])
def test_a_foreign_section_or_an_empty_line_is_caught(bad: Line) -> None:
    with pytest.raises(AssertionError):
        check_sections([bad], find_template("soep", "nl"))


@pytest.mark.parametrize("text", ["Hoest 4 wk.", "Amoxicilline 500 mg.", "T 38,2."])
def test_a_number_that_was_not_said_there_is_caught(text: str) -> None:
    with pytest.raises(AssertionError):
        check_numbers([replace(GOOD, text=text)], VISIT)


def test_a_gap_in_the_reports_is_caught() -> None:
    with pytest.raises(AssertionError):
        check_reports([GOOD, replace(GOOD, report=2)])
