"""Drawings of the hearing report: a curve of points, and amounts beside each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from asr.transcript import Language
from desktop.bench.markup import Markup, element, joined
from desktop.bench.report_words import decimal

_WIDTH, _HEIGHT = 760, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 740, 12, 250
_LABEL = 212  # pixels for the names beside amounts
_ROW, _THICK = 30, 14


@dataclass(frozen=True)
class Axis:
    """What lies along a side: its name, its marks, and the last of them is its end."""

    name: str
    marks: tuple[float, ...]
    places: int = 0  # decimals of the marks

    def part(self, value: float) -> float:
        """Where a value lies, 0 to 1."""
        return min(1.0, max(0.0, value / self.marks[-1]))


@dataclass(frozen=True)
class Point:
    """A point, what the mouse reads there, and between what it may lie."""

    x: float
    y: float
    told: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Amount:
    """A bar with its name; `tone` tells ours from what stands beside it."""

    name: str
    value: float
    tone: Literal["good", "bad"] = "good"


def curve(
    points: Sequence[Point],
    across: Axis,
    up: Axis,
    language: Language,
    title: str,
    *,
    ideal: Sequence[tuple[float, float]] = (),
) -> Markup:
    """Points joined by a line; `ideal` is the line that they are aimed at."""
    if not points:
        return Markup()
    places = [(_x(across.part(point.x)), _y(up.part(point.y)), point) for point in points]
    aimed = [(_x(across.part(x)), _y(up.part(y))) for x, y in ideal]
    return element(
        "svg",
        element("title", title),
        *_frame(across, up, language),
        _line(aimed, "ideal") if aimed else joined(()),
        _line([(x, y) for x, y, _ in places], "curve"),
        *(_dot(x, y, point, up) for x, y, point in places),
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
    )


def amounts(rows: Sequence[Amount], language: Language, title: str) -> Markup:
    """A bar for each amount, the longest over the whole width, with the figure behind it."""
    most = max((row.value for row in rows), default=0.0)
    if not most:
        return Markup()
    drawn = [_amount(row, n * _ROW, most, language) for n, row in enumerate(rows)]
    return element(
        "svg",
        element("title", title),
        *drawn,
        viewBox=f"0 0 {_WIDTH} {_ROW * len(rows)}",
        role="img",
    )


def _amount(row: Amount, top: int, most: float, language: Language) -> Markup:
    middle = top + _ROW // 2
    width = row.value / most * (_WIDTH - _LABEL - 80)
    bar = element(
        "rect",
        x=str(_LABEL),
        y=str(middle - _THICK // 2),
        width=f"{width:.1f}",
        height=str(_THICK),
        rx="3",
        class_=row.tone,
    )
    figure = decimal(row.value, 3, language)
    return element(
        "g",
        _text(row.name, _LABEL - 12, middle, "name"),
        bar,
        _text(figure, _LABEL + width + 8, middle, "count"),
    )


def _frame(across: Axis, up: Axis, language: Language) -> Iterable[Markup]:
    lines = [f"M{_LEFT} {_y(up.part(mark)):.1f}H{_RIGHT}" for mark in up.marks]
    lines += [f"M{_x(across.part(mark)):.1f} {_TOP}V{_BOTTOM}" for mark in across.marks]
    yield element("path", d="".join(lines), class_="grid")
    for mark in across.marks:
        at = _x(across.part(mark))
        yield _text(decimal(mark, across.places, language), at, _BOTTOM + 14, "scale")
    for mark in up.marks:
        at = _y(up.part(mark))
        yield _text(decimal(mark, up.places, language), _LEFT - 20, at, "scale")
    yield _text(across.name, (_LEFT + _RIGHT) / 2, _HEIGHT - 12, "scale")
    middle = (_TOP + _BOTTOM) / 2
    turned = f"rotate(-90 16 {middle:.0f})"
    yield element("text", up.name, x="16", y=f"{middle:.0f}", transform=turned, class_="scale")


def _dot(x: float, y: float, point: Point, up: Axis) -> Markup:
    dot = element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="4", class_="good")
    whisker = joined(())
    if point.low is not None and point.high is not None:
        low, high = _y(up.part(point.low)), _y(up.part(point.high))
        whisker = element("path", d=f"M{x:.1f} {low:.1f}V{high:.1f}", class_="whisker")
    return element("g", element("title", point.told), whisker, dot)


def _line(places: Sequence[tuple[float, float]], class_: str) -> Markup:
    drawn = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    return element("path", d=f"M{drawn}", class_=class_)


def _x(part: float) -> float:
    return _LEFT + part * (_RIGHT - _LEFT)


def _y(part: float) -> float:
    return _BOTTOM - part * (_BOTTOM - _TOP)


def _text(text: str, x: float, y: float, class_: str) -> Markup:
    return element("text", text, x=f"{x:.1f}", y=f"{y:.1f}", class_=class_)
