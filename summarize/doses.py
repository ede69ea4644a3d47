"""Amounts with their unit, frequency, interval and duration, as said or as written in a note."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from asr.transcript import Language
from summarize.cues import small
from summarize.numbers import Number, amount, canonical, numbers
from summarize.phrases import Hit
from summarize.units import smallest, units
from summarize.words import Token


@dataclass(frozen=True)
class Quantity:
    """A number with what it counts. `per` is d, wk, ...; `every` marks an interval (elke 8 uur)."""

    value: str
    first: int
    last: int
    unit: str = ""
    kind: str = ""  # mass, time, pressure, count, ...
    per: str = ""
    every: bool = False
    weak: bool = False  # rests on the article "een", or on a word such as "dagelijks"
    bound: str = ""  # the other end of a range
    ordinal: bool = False  # eerste, 58e

    @property
    def is_frequency(self) -> bool:
        return (self.unit == "x" and bool(self.per)) or self.every

    @property
    def frequency(self) -> str:
        """The canonical form: 3dd, 1x/wk, elke 8 uur."""
        if self.every:
            return f"elke {self.value} {self.unit}"
        return f"{self.value}dd" if self.per == "d" else f"{self.value}x/{self.per}"


def quantities(
    words: Sequence[Token], language: Language, *, temperature: bool = False
) -> tuple[Quantity, ...]:
    """All amounts in the words, in order."""
    lists = units()
    reader = _Reader(
        words,
        language,
        numbers(words, language, temperature=temperature),
        _by_start(lists.per.find(words)),
        _by_start(lists.phrases.find(words)),
    )
    found = [*reader.amounts(), *reader.fixed(), *reader.quarters()]
    taken: set[int] = set()
    kept: list[Quantity] = []
    for one in sorted(found, key=lambda q: (q.first, -q.last)):
        if one.first not in taken:
            kept.append(one)
            taken.update(range(one.first, one.last + 1))
    return tuple(_ranges(_parts(_about(kept, words), words), words))


def same_amount(one: Quantity, other: Quantity) -> bool:
    """Whether two amounts say the same: 1 g is 1000 mg, a missing unit fits any."""
    if one.every != other.every and one.per and other.per:
        return False
    if one.unit and other.unit and one.unit != other.unit and "/" not in one.value + other.value:
        left = smallest(amount(one.value), one.unit)
        return left == smallest(amount(other.value), other.unit)
    if "g" in (one.unit, other.unit) and "" in (one.unit, other.unit):
        grams, bare = (one, other) if one.unit else (other, one)
        if "/" in bare.value:
            return False
        # A bare number with a drug counts milligrams: "drie keer duizend" is a gram each time.
        return amount(bare.value) == 1000 * amount(grams.value)
    return one.value == other.value


def _by_start(hits: tuple[Hit, ...]) -> dict[int, Hit]:
    best: dict[int, Hit] = {}
    for hit in hits:
        if hit.first not in best or best[hit.first].last < hit.last:
            best[hit.first] = hit
    return best


@dataclass(frozen=True)
class _Reader:
    words: Sequence[Token]
    language: Language
    counted: tuple[Number, ...]
    per: dict[int, Hit]
    long_units: dict[int, Hit]

    def amounts(self) -> list[Quantity]:
        found: list[Quantity] = []
        skip_to = -1
        for place, number in enumerate(self.counted):
            if number.first <= skip_to:
                continue
            following = self.counted[place + 1] if place + 1 < len(self.counted) else None
            one = self._pair(number, following) or self._single(number)
            found.append(one)
            skip_to = one.last
        return found

    def fixed(self) -> list[Quantity]:
        """Whole-word frequencies: dagelijks, tds, tweemaal daags."""
        found = []
        for hit in units().frequency.find(self.words):
            if "/" in hit.label:
                count, per = hit.label.split("/")
                weak = count == "1"  # "dagelijks" is said of much that is no dose
                found.append(Quantity(count, hit.first, hit.last, "x", "count", per, weak=weak))
        for place, token in enumerate(self.words):
            count = units().times.get(token.low, "")
            if count:
                per, last = self._per_after(place)
                found.append(Quantity(count, place, last, "x", "count", per))
        return found

    def quarters(self) -> list[Quantity]:
        """Een kwartier is fifteen minutes, drie kwartier forty-five."""
        found = []
        starts = {number.last + 1: number for number in self.counted}
        for place, token in enumerate(self.words):
            if token.low != "kwartier":
                continue
            number = starts.get(place)
            count = amount(number.value) if number else amount("1")
            first = number.first if number else place
            found.append(Quantity(canonical(count * 15), first, place, "min", "time"))
        return found

    def _pair(self, number: Number, following: Number | None) -> Quantity | None:
        """Two numbers that are one value: a blood pressure, a score out of ten."""
        if following is None or not number.value.isdigit() or not following.value.isdigit():
            return None
        between = [t.low for t in self.words[number.last + 1 : following.first]]
        upper, lower = int(number.value), int(following.value)
        if between in (["/"], ["over"], ["op"]):
            unit = units().by_word.get(self._word(following.last + 1))
            timed = unit is not None and unit.kind == "time"  # "40 over 6 weken"
            if 60 <= upper <= 260 and 30 <= lower <= 150 and lower < upper and not timed:
                value = f"{upper}/{lower}"
                return Quantity(value, number.first, following.last, "mmHg", "pressure")
        if between == ["/"] and (upper, lower) in _PARTS:
            name, kind, last = self._unit_after(following.last)
            return Quantity(_PARTS[upper, lower], number.first, last, name, kind)
        fraction = _FRACTIONS.get(lower) if self.language == "en" and between == ["/"] else None
        if fraction and upper < lower:
            return Quantity(number.value, number.first, following.last, fraction, "time")
        if (
            (between == ["/"] or " ".join(between) in small(self.language, "out_of"))
            and upper <= lower
            and lower in (5, 10, 15, 100)
        ):
            return Quantity(number.value, number.first, following.last, f"/{lower}", "score")
        return None

    def _single(self, number: Number) -> Quantity:
        unit, kind, last = self._unit_after(number.last)
        per, last = self._per_after(last)
        if not unit and per and self._word(number.last + 1) in ("dd", "daags"):
            unit, kind = "x", "count"
        if not unit:
            unit, kind = self._unit_before(number.first)
        every = kind == "time" and self._interval_before(number.first)
        return Quantity(
            number.value,
            number.first,
            last,
            unit,
            kind,
            per,
            every,
            number.weak,
            ordinal=number.ordinal,
        )

    def _unit_after(self, last: int) -> tuple[str, str, int]:
        for place in (last + 1, last + 2):
            if place == last + 2 and self._word(last + 1) not in units().between:
                break
            long = self.long_units.get(place)
            if long:
                return long.label, units().kinds[long.label], long.last
            unit = units().by_word.get(self._word(place))
            if unit:
                return unit.name, unit.kind, place
        return "", "", last

    def _unit_before(self, first: int) -> tuple[str, str]:
        unit = units().by_word.get(self._word(first - 1))
        return (unit.name, unit.kind) if unit and unit.kind == "money" else ("", "")

    def _per_after(self, last: int) -> tuple[str, int]:
        hit = self.per.get(last + 1)
        if hit and (hit.last > hit.first or self._word(hit.first) in _STAND_ALONE):
            return hit.label, hit.last
        if self._word(last + 1) in ("/", "p") and last + 2 in self.per:
            return self.per[last + 2].label, last + 2
        return "", last

    def _interval_before(self, first: int) -> bool:
        before = self._word(first - 1)
        return before in units().every or f"{self._word(first - 2)} {before}" in units().every

    def _word(self, place: int) -> str:
        return self.words[place].low if 0 <= place < len(self.words) else ""


_HUNDREDTHS = frozenset({"euro", "m", "pond_sterling", "dollar"})
_WIDEST = 3  # the far end of a range is at most this many times the near end
# British shorthand: 2/52 is two weeks, 3/7 three days. 6/12 is left alone: a visus, too.
_PARTS = {(1, 2): "0,5", (1, 4): "0,25", (3, 4): "0,75"}
_FRACTIONS = {52: "wk", 7: "d"}
_STAND_ALONE = frozenset({"daags", "dd", "daily", "weekly", "pd", "pw"})


def _about(found: list[Quantity], words: Sequence[Token]) -> list[Quantity]:
    """Een maand of zeven, a week or three: the number behind takes the unit before it."""
    result: list[Quantity] = []
    for one in found:
        before = result[-1] if result else None
        between = [t.low for t in words[before.last + 1 : one.first]] if before else []
        about = before is not None and before.weak and before.unit and between in (["of"], ["or"])
        if about and before is not None and not one.unit:
            unit, kind = before.unit, before.kind
            result[-1] = replace(one, first=before.first, unit=unit, kind=kind, weak=False)
        else:
            result.append(one)
    return result


def _parts(found: list[Quantity], words: Sequence[Token]) -> list[Quantity]:
    """Honderdvijftig euro vijfendertig is 150,35 euro; een meter vierenzestig is 1,64 m."""
    result: list[Quantity] = []
    for one in found:
        before = result[-1] if result else None
        if before is not None and _is_part(before, one, words):
            value = f"{before.value},{int(one.value):02d}"
            result[-1] = replace(before, value=_trimmed(value), last=one.last, weak=False)
        else:
            result.append(one)
    return result


def _is_part(before: Quantity, one: Quantity, words: Sequence[Token]) -> bool:
    """Whether a bare number right behind euro or meter counts its hundredths."""
    if before.unit not in _HUNDREDTHS or not before.value.isdigit() or before.per:
        return False
    between = [t.low for t in words[before.last + 1 : one.first]]
    if (
        one.unit not in ("", "cent", before.unit)
        or between not in ([], ["en"], ["and"])
        or one.weak
    ):
        return False
    return one.value.isdigit() and 0 < int(one.value) < 100


def _trimmed(value: str) -> str:
    return value.rstrip("0").rstrip(",")


def _ranges(found: list[Quantity], words: Sequence[Token]) -> list[Quantity]:
    """Gives the first number of "zes tot acht weken" the unit of the second."""
    result = list(found)
    for place in range(len(result) - 2, -1, -1):
        one, other = result[place], result[place + 1]
        between = words[one.last + 1 : other.first]
        if one.unit or one.per or not other.unit or not between or len(between) > 2:
            continue
        if other.kind in ("pressure", "score", "month") or "/" in one.value:
            continue
        joined = all(token.low in units().range_words for token in between)
        if joined and amount(one.value) < amount(other.value) <= _WIDEST * amount(one.value):
            result[place] = replace(
                one, unit=other.unit, kind=other.kind, per=other.per, bound=other.value, weak=False
            )
    return result
