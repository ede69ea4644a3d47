"""What every writer keeps; a writer's test class inherits WriterContract and names its writer."""

from collections.abc import Generator, Sequence

import pytest

from asr.transcript import Transcript
from summarize.numbers import numbers
from summarize.template import Template, find_template, templates
from summarize.words import tokens
from summarize.writer import Line, Writer
from tests.summarize.talks import CALL, SILENCE, VISIT, VISIT_EN

TALKS = {
    ("soep", "nl"): VISIT,
    ("specialist", "nl"): VISIT,
    ("call", "nl"): CALL,
    ("soap", "en"): VISIT_EN,
    ("call", "en"): VISIT_EN,
}


def check_evidence(lines: Sequence[Line], transcript: Transcript) -> None:
    """Every line cites utterances, of this conversation only, each once."""
    known = {utterance.id for utterance in transcript.utterances}
    for line in lines:
        assert line.evidence
        assert known.issuperset(line.evidence)
        assert len(set(line.evidence)) == len(line.evidence)


def check_sections(lines: Sequence[Line], template: Template) -> None:
    """Every line goes under a heading of the template, and has words."""
    assert all(line.section in template.keys and line.text.strip() for line in lines)


def check_numbers(lines: Sequence[Line], transcript: Transcript) -> None:
    """Every number written was said, in the utterances that the line cites."""
    for line in lines:
        cited = [u.text for u in transcript.utterances if u.id in line.evidence]
        said = {value for text in cited for value in _values(text, transcript)}
        assert _values(line.text, transcript) <= said


def check_reports(lines: Sequence[Line]) -> None:
    """Reports are counted from 0 without a gap."""
    numbers_used = sorted({line.report for line in lines})
    assert numbers_used == list(range(len(numbers_used)))


def _values(text: str, transcript: Transcript) -> set[str]:
    words = tokens(text.replace("/", " / "), transcript.language)
    found = numbers(words, transcript.language, temperature=True)
    return {number.value for number in found if not number.weak}


class WriterContract:
    """Inherit this and give `writer`."""

    @pytest.fixture
    def writer(self) -> Writer:
        raise NotImplementedError

    @pytest.mark.parametrize("template", templates(), ids=lambda t: f"{t.kind}-{t.language}")
    def test_keeps_to_the_conversation_and_the_template(
        self, writer: Writer, template: Template
    ) -> None:
        transcript = TALKS[template.kind, template.language]
        lines = tuple(writer.lines(transcript, template))
        assert lines
        check_evidence(lines, transcript)
        check_sections(lines, template)
        check_numbers(lines, transcript)
        check_reports(lines)

    def test_says_the_same_of_the_same(self, writer: Writer) -> None:
        template = find_template("soep", "nl")
        assert tuple(writer.lines(VISIT, template)) == tuple(writer.lines(VISIT, template))

    def test_says_nothing_of_nothing(self, writer: Writer) -> None:
        assert not tuple(writer.lines(SILENCE, find_template("soep", "nl")))

    def test_can_be_left_after_the_first_line(self, writer: Writer) -> None:
        template = find_template("soep", "nl")
        lines = writer.lines(VISIT, template)
        assert isinstance(lines, Generator)
        first = next(lines)
        lines.close()
        assert next(lines, None) is None
        assert next(iter(writer.lines(VISIT, template))) == first
