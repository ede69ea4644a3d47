"""A drawing of shares: a bar each, the count written out, and how sure so few can be."""

from collections.abc import Sequence
from typing import Literal

from asr.transcript import Language
from desktop.bench.markup import Markup, element, joined
from desktop.bench.report_figures import ALL, Row
from desktop.bench.report_words import count_of, name_of, say
from desktop.bench.share import Share

FEW = 10  # below this many, one more or less moves the share by over ten points
Tone = Literal["good", "bad"]  # whether a long bar is

_WIDTH, _LEFT, _BAR, _RIGHT = 760, 212, 288, 514  # label, bar and count, from left to right
_ROW, _THICK, _SCALE = 30, 14, 24  # heights: of a row, of a bar, of the scale below
_CAP = 4  # half the height of the ends of a whisker
_LONGEST = 29  # letters of a label; the whole name is shown under the mouse


def bars(rows: Sequence[Row], tone: Tone, language: Language, title: str) -> Markup:
    """The shares of some kinds, the scale below. A kind of which there are none is left out."""
    shown = [row for row in rows if row.share.whole]
    if not shown:
        return Markup()
    bottom = _ROW * len(shown)
    drawn = [_row(row, place * _ROW, tone, language) for place, row in enumerate(shown)]
    return element(
        "svg",
        element("title", title),
        *_scale(bottom),
        *drawn,
        viewBox=f"0 0 {_WIDTH} {bottom + _SCALE}",
        role="img",
    )


def _row(row: Row, top: int, tone: Tone, language: Language) -> Markup:
    middle = top + _ROW // 2
    few = row.share.whole < FEW
    name, count = name_of(row.name, language), count_of(row.share, language)
    low, high = (f"{percent:.0f}" for percent in row.share.likely())
    beside = f"{count} · {say('few', language, count=row.share.whole)}" if few else count
    edge = middle - _THICK // 2
    return element(
        "g",
        element("title", f"{name}: {beside} ({say('likely', language, low=low, high=high)})"),
        _text(_cut(name), _LEFT - 12, middle, "name total" if row.name == ALL else "name"),
        _box(_LEFT, edge, _BAR, "track"),
        _box(_LEFT, edge, row.share.percent * _BAR / 100, f"{tone} few" if few else tone),
        *_whisker(row.share, middle),
        _text(beside, _RIGHT, middle, "count"),
    )


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _whisker(share: Share, middle: int) -> tuple[Markup, ...]:
    low, high = (round(_LEFT + percent * _BAR / 100, 1) for percent in share.likely())
    line = f"M{low} {middle}H{high}M{low} {middle - _CAP}v{2 * _CAP}M{high} {middle - _CAP}"
    return (element("path", d=f"{line}v{2 * _CAP}", class_="whisker"),)


def _scale(bottom: int) -> tuple[Markup, ...]:
    places = [(percent, _LEFT + percent * _BAR // 100) for percent in (0, 25, 50, 75, 100)]
    return (
        element("path", d="".join(f"M{x} 0V{bottom}" for _, x in places), class_="grid"),
        joined(_text(f"{percent} %", x, bottom + 14, "scale") for percent, x in places),
    )


def _box(x: float, y: float, width: float, class_: str) -> Markup:
    return element(
        "rect",
        x=f"{x:.1f}",
        y=f"{y:.1f}",
        width=f"{width:.1f}",
        height=str(_THICK),
        rx="3",
        class_=class_,
    )


def _text(text: str, x: int, y: int, class_: str) -> Markup:
    return element("text", text, x=str(x), y=str(y), class_=class_)
