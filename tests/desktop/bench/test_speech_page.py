"""The page of hearing: whole in itself, in both languages, with the curves that were measured."""

import re
from html.parser import HTMLParser
from typing import get_args

import pytest

from asr.transcript import Coverage, Language
from desktop.bench.calibration import Calibration
from desktop.bench.drug_mentions import DrugMentions
from desktop.bench.live import LiveFigures
from desktop.bench.plots import Amount, Axis, Point, amounts, curve
from desktop.bench.share import Share
from desktop.bench.speaker_errors import SpeakerErrors
from desktop.bench.speech_figures import CaseFigures, Cost, Hearing, SpeechReport, totals
from desktop.bench.speech_page import speech_page
from desktop.bench.word_errors import WordErrors

LANGUAGES: tuple[Language, ...] = get_args(Language)


def report(*, bare: bool = True, second: bool = True) -> SpeechReport:
    def hearing(cpu: float) -> Hearing:
        return Hearing(
            plain=WordErrors(31, 100),
            fair=WordErrors(30, 100),
            drugs=DrugMentions(4, 3, 0),
            cost=Cost(wall=9.0, cpu=cpu),
        )

    curve_of = tuple(Share(n, 10) for n in range(10))
    marks = Calibration(
        curve=curve_of, marked_wrong=Share(68, 100), numbers_marked=Share(7, 9), vanished=5
    )
    case = CaseFigures(
        case_id="d01",
        language="nl",
        channels=1,
        seconds=60,
        coverage=Coverage(recorded=60, speech=40, transcribed=38, unsure=5, skipped=2),
        heard=hearing(11.0),
        turns_on_time=Share(1, 2),
        words_by_right_speaker=Share(3, 4),
        bare=hearing(10.0) if bare else None,
        once=hearing(10.5) if second else None,
        calibration=marks,
        by_speaker=(SpeakerErrors(speaker="patient", errors=WordErrors(3, 12)),),
    )
    cases = (case,)
    return SpeechReport(
        model="m<b>", vocabulary=False, second=second, cases=cases, totals=totals(cases)
    )


LIVE = LiveFigures(
    minutes=20,
    factor=1,
    model="m",
    words=900,
    shown_median=2.1,
    shown_p95=4.25,
    final_median=9,
    final_p95=20,
    behind_most=6,
    left_at_stop=1,
    delays=(0.5, 1.0, 2.0, 4.25, 7.0),
    stop_to_transcript=1,
    transcript_to_draft=1,
    speech_memory=None,
    notes_memory=None,
)


class _Pages(HTMLParser):
    """Holds what a page is made of, and that it is closed as it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_and_fetches_nothing(language: Language) -> None:
    page = speech_page(report(), LIVE, language)
    read = _Pages()
    read.feed(page)
    assert read.open == []
    assert read.links == []
    assert "script" not in read.seen
    assert read.seen.count("svg") == 4  # speakers, doubt, delay, cost
    assert "m&lt;b&gt;" in page
    assert "{" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert ("30,0 %" if language == "nl" else "30.0 %") in page


def test_what_was_not_measured_is_not_drawn() -> None:
    page = speech_page(report(bare=False, second=False), None, "nl")
    assert page.count("<svg") == 3
    assert "griffel bench live" in page
    assert page.count("alleen faster-whisper (nl)") == 0
    assert speech_page(report(), None, "nl").count("alleen faster-whisper (nl)") == 1  # control


def test_points_lie_where_they_belong() -> None:
    across, up = Axis("x", (0.0, 1.0)), Axis("y", (0.0, 100.0))
    points = (Point(0.0, 0.0, "low"), Point(1.0, 100.0, "high", 90.0, 100.0))
    drawn = curve(points, across, up, "en", "title", ideal=((0, 0), (1, 100)))
    places = re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', drawn)
    (left, bottom), (right, top) = [(float(x), float(y)) for x, y in places]
    assert left < right
    assert top < bottom
    assert "low" in drawn
    assert curve((), across, up, "en", "title") == ""


def test_the_longest_amount_is_the_longest_bar() -> None:
    drawn = amounts((Amount("a", 0.3), Amount("b", 0.1, "bad")), "nl", "title")
    first, second = (float(width) for width in re.findall(r'width="([\d.]+)"', drawn))
    assert first == pytest.approx(3 * second, rel=0.01)
    assert "0,300" in drawn
    assert amounts((), "nl", "title") == ""
