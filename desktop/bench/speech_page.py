"""The figures of hearing as one page that needs nothing else: no script, no font, no net."""

from collections.abc import Iterator, Sequence
from importlib.resources import files

from asr.transcript import Language
from desktop.bench.bars import bars
from desktop.bench.calibration import STEPS, Calibration
from desktop.bench.live import SHOWN_SECONDS, LiveFigures
from desktop.bench.markup import Markup, element, joined, table
from desktop.bench.plots import Amount, Axis, Point, amounts, curve
from desktop.bench.report_figures import Row
from desktop.bench.report_words import count_of, decimal, percent_of
from desktop.bench.share import Share
from desktop.bench.speech_figures import Rates, SpeechReport, Totals, total
from desktop.words import words

_PERCENTS = (0.0, 25.0, 50.0, 75.0, 100.0)


def speech_page(report: SpeechReport, live: LiveFigures | None, language: Language) -> str:
    """The whole page, in the language of the reader. It holds no word of a conversation."""
    style = (files("assets") / "bench" / "report.css").read_text(encoding="utf-8")
    head = element(
        "head",
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", _say("title", language)),
        element("style", Markup(style)),
    )
    body = element("body", *_body(report, live, language))
    return f"<!doctype html>\n{element('html', head, body, lang=language)}\n"


def _body(report: SpeechReport, live: LiveFigures | None, language: Language) -> Iterator[Markup]:
    made = _say("made", language, model=report.model, count=len(report.cases))
    told = [made]
    told += [_say(name, language) for name in ("vocabulary", "second") if getattr(report, name)]
    yield element(
        "header",
        element("h1", _say("title", language)),
        element("p", " ".join(told), class_="soft"),
    )
    marks = sum((one.calibration for one in report.totals), Calibration())
    yield element("dl", *_tiles(report.totals, marks, language), class_="tiles")
    yield from _wrong(report.totals, language)
    yield from _calibration(marks, language)
    yield from _latency(live, language)
    yield from _cost(report.totals, language)
    yield from _cases(report, language)


def _tiles(wholes: Sequence[Totals], marks: Calibration, language: Language) -> Iterator[Markup]:
    for one in wholes:
        small = _beside(one.bare, language)
        wrong = f"{decimal(one.heard.words_wrong, 1, language)} %"
        yield _tile(_say("tile.wrong", language, spoken=one.language), wrong, small)
    for name in ("marked_wrong", "amounts_marked"):
        share: Share = getattr(marks, name)
        told = _say("of", language, part=share.part, whole=share.whole)
        yield _tile(_say(f"tile.{name}", language), percent_of(share, language), told)


def _beside(bare: Rates | None, language: Language) -> str:
    if bare is None:
        return ""
    return _say("beside", language, wrong=decimal(bare.words_wrong, 1, language))


def _tile(name: str, big: str, small: str) -> Markup:
    return element(
        "div",
        element("dt", name),
        element("dd", big, class_="big"),
        element("dd", small, class_="small"),
        class_="tile",
    )


def _wrong(wholes: Sequence[Totals], language: Language) -> Iterator[Markup]:
    yield from _opening("wrong", language)
    rows = [
        Row(
            name=f"{words(f'speaker.{one.speaker}', language)} ({whole.language})",
            share=Share(min(one.errors.wrong, one.errors.words), one.errors.words),
        )
        for whole in wholes
        for one in whole.by_speaker
    ]
    caption = _say("plot.wrong", language)
    yield _figure(caption, bars(rows, "bad", language, caption))


def _calibration(marks: Calibration, language: Language) -> Iterator[Markup]:
    yield from _opening("calibration", language)
    points = []
    for step, share in enumerate(marks.curve):
        if share.whole:
            low, high = share.likely()
            told = count_of(share, language)
            points.append(Point((step + 0.5) / STEPS, share.percent, told, low, high))
    caption = _say("plot.calibration", language)
    across = Axis(_say("probability", language), (0.0, 0.25, 0.5, 0.75, 1.0), places=2)
    up = Axis(_say("right", language), _PERCENTS)
    drawn = curve(points, across, up, language, caption, ideal=((0.0, 0.0), (1.0, 100.0)))
    yield _figure(caption, drawn)
    counted = [
        (_say(f"mark.{name}", language), count_of(getattr(marks, name), language))
        for name in (
            "marked_wrong",
            "wrong_marked",
            "drugs_marked",
            "numbers_marked",
            "changed_right",
        )
    ]
    counted.append((_say("mark.vanished", language), str(marks.vanished)))
    yield table((_say("figure", language), _say("measured", language)), counted)


def _latency(live: LiveFigures | None, language: Language) -> Iterator[Markup]:
    yield from _opening("latency", language)
    if live is None:
        yield element("p", _say("no_live", language))
        return
    points = [
        Point(100 * n / (len(live.delays) - 1), seconds, f"{decimal(seconds, 2, language)} s")
        for n, seconds in enumerate(live.delays)
    ]
    caption = _say("plot.latency", language, minutes=f"{live.minutes:.0f}")
    most = max(2 * SHOWN_SECONDS, *live.delays)
    up = Axis(_say("seconds", language), tuple(round(most * n / 4, 1) for n in range(5)), places=1)
    across = Axis(_say("share_of_words", language), _PERCENTS)
    goal = ((0.0, SHOWN_SECONDS), (100.0, SHOWN_SECONDS))
    yield _figure(caption, curve(points, across, up, language, caption, ideal=goal))
    p95 = decimal(live.shown_p95, 2, language)
    yield element("p", _say("at_stop", language, count=live.left_at_stop, p95=p95))


def _cost(wholes: Sequence[Totals], language: Language) -> Iterator[Markup]:
    yield from _opening("cost", language)
    rows = []
    for one in wholes:
        for name, rates in (("griffel", one.heard), ("once", one.once), ("bare", one.bare)):
            if rates is not None:
                told = _say(f"who.{name}", language, spoken=one.language)
                cost = rates.cpu_a_second_of_speech
                rows.append(Amount(told, cost, "bad" if name == "bare" else "good"))
    caption = _say("plot.cost", language)
    yield _figure(caption, amounts(rows, language, caption))


def _cases(report: SpeechReport, language: Language) -> Iterator[Markup]:
    yield from _opening("cases", language)
    heads = ("case", "speech", "wrong", "drugs", "speaker", "cpu", "bare_wrong", "bare_cpu")
    rows = [(one.case_id, *_cells(total([one]), language)) for one in report.cases]
    yield table([_say(f"head.{head}", language) for head in heads], rows)


def _cells(one: Totals, language: Language) -> Iterator[str]:
    yield decimal(one.coverage.speech, 0, language)
    yield decimal(one.heard.words_wrong, 1, language)
    yield f"{one.heard.drugs.heard}/{one.heard.drugs.said}"
    yield decimal(one.words_by_right_speaker, 0, language)
    yield decimal(one.heard.cpu_a_second_of_speech, 3, language)
    yield decimal(one.bare.words_wrong, 1, language) if one.bare else ""
    yield decimal(one.bare.cpu_a_second_of_speech, 3, language) if one.bare else ""


def _opening(name: str, language: Language) -> tuple[Markup, ...]:
    return (
        element("h2", _say(f"{name}.title", language)),
        element("p", _say(f"{name}.about", language), class_="soft"),
    )


def _figure(caption: str, drawn: Markup) -> Markup:
    if not drawn:
        return joined(())
    return element("figure", element("figcaption", caption), drawn)


def _say(code: str, language: Language, **fields: object) -> str:
    return words(f"speech_page.{code}", language, **fields)
