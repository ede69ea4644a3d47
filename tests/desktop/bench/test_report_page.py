"""The page stands alone, shows counts and doubts, and takes nothing it is given for markup."""

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest

from asr.transcript import Language
from desktop.bench.bars import bars
from desktop.bench.cases import read_cases
from desktop.bench.findings import StatementRow
from desktop.bench.gold import read_gold
from desktop.bench.markup import element, table
from desktop.bench.report import Report, Task, make_report
from desktop.bench.report_figures import Row
from desktop.bench.report_page import report_page
from desktop.bench.report_words import NOTHING, count_of, name_of, percent_of
from desktop.bench.share import Share
from summarize.note import FindingKind
from summarize.summarize import find_writer
from tests.desktop.bench.made import FACTS, TRAPS, write_case

LANGUAGES: tuple[Language, ...] = get_args(Language)
_HOSTILE = '<script src="https://x">&'
_VOID = {"meta"}


class _Reader(HTMLParser):
    """Every element and every text of a page; refuses one that is not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def _report(tmp_path: Path, **fields: object) -> Report:
    write_case(tmp_path, groups={"age": "65+"}, **fields)
    write_case(tmp_path, id="m2", groups={"age": "18-39"})
    cases = read_cases(tmp_path)
    row = {"id": "e", "case_id": "m1", "original": "Hoest 3 dgn.", "evidence": [2]}
    rows = [
        StatementRow.model_validate({**row, **other})
        for other in (
            {"corrupted": "Hoest 9 dgn.", "error": "number", "made": "hand"},
            {"corrupted": "Hoest 8 dgn.", "error": "number"},
            {"text": "Hoest 7 dgn."},
        )
    ]
    return make_report(Task(cases, read_gold(tmp_path, cases), find_writer("extract"), tuple(rows)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_alone(tmp_path: Path, language: Language) -> None:
    page = report_page(_report(tmp_path, reference_note={"S": ["Hoest."]}), language)
    read = _Reader(page)
    assert read.tags.count("h2") == 8
    assert "svg" in read.tags
    assert not {"script", "img", "link", "iframe", "object"} & set(read.tags)
    assert not {"src", "href", "onclick", "style"} & {name for name, _ in read.attributes}
    assert not re.search(r"https?:|//|url\(|@import", page)
    assert "prefers-color-scheme: dark" in page
    assert "{" not in "".join(read.texts).replace(_style(read), "")


def _style(read: _Reader) -> str:
    return next(text for text in read.texts if ":root" in text)


def test_what_a_case_says_is_never_taken_for_markup(tmp_path: Path) -> None:
    report = _report(
        tmp_path,
        facts=[{**FACTS[0], "id": _HOSTILE, "type": _HOSTILE, "must_contain": [["nergens"]]}],
        traps=[{**TRAPS[0], "kind": _HOSTILE}],
    )
    read = _Reader(report_page(report, "nl"))
    assert "script" not in read.tags
    assert _HOSTILE in read.texts  # it is shown, as text


def test_without_facts_or_statements_the_page_says_so(tmp_path: Path) -> None:
    write_case(tmp_path, facts=[], traps=[])
    cases = read_cases(tmp_path)
    task = Task(cases, read_gold(tmp_path, cases), find_writer("extract"), reword=False)
    read = _Reader(report_page(make_report(task), "en"))
    assert any("do not say what belongs in the note" in text for text in read.texts)
    assert read.tags.count("h2") == 5


def test_a_bar_is_as_long_as_its_share_and_few_are_called_few() -> None:
    rows = (
        Row(name="symptom", share=Share(15, 20)),
        Row(name="plan", share=Share(1, 3)),
        Row(name="lab", share=Share()),
    )
    read = _Reader(bars(rows, "good", "en", "Title"))
    widths = [float(value) for name, value in read.attributes if name == "width"]
    track, three_quarters, _, third = widths
    assert three_quarters / track == pytest.approx(0.75)
    assert third / track == pytest.approx(1 / 3, abs=0.01)
    assert "15 of 20 · 75 %" in read.texts
    assert "1 of 3 · 33 % · n = 3: says little" in read.texts
    assert "laboratory" not in read.texts
    assert [value for name, value in read.attributes if value == "good few"] == ["good few"]
    assert bars((), "good", "en", "Title") == ""


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Share(1, 400), "0,2 %"),
        (Share(399, 400), "99,8 %"),
        (Share(0, 4), "0 %"),
        (Share(4, 4), "100 %"),
        (Share(1, 3), "33 %"),
        (Share(), NOTHING),
    ],
)
def test_a_percentage_never_hides_that_some_are_not(share: Share, shown: str) -> None:
    assert percent_of(share, "nl") == shown


def test_counts_and_names() -> None:
    assert count_of(Share(31, 37), "nl") == "31 van 37 · 84 %"
    assert name_of("own_kind", "nl") == "own kind"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_finding_has_a_short_name(language: Language) -> None:
    kinds: Sequence[str] = get_args(FindingKind)
    assert [kind for kind in kinds if "_" in name_of(kind, language)] == []


def test_markup_is_escaped_once_and_only_text_is() -> None:
    inner = element("b", "a < b & c", class_='x"y', data_x="1")
    assert inner == '<b class="x&quot;y" data-x="1">a &lt; b &amp; c</b>'
    assert element("p", inner, "<") == f"<p>{inner}&lt;</p>"
    assert '<th scope="row">&lt;</th><td>1</td>' in table(("a", "b"), [("<", "1")])
