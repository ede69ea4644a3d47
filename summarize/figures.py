"""Values said in several words as one: 128 over 82, 37 1, 75 euro 18, een dag of tien."""

from collections.abc import Sequence
from dataclasses import replace

from summarize.spoken import Word, plain
from summarize.wording import Wording

_PRESSURES = (range(60, 261), range(30, 151))  # mmHg: upper and lower value of a blood pressure
_OF_FIVE = 5  # muscle strength is said as "vier op vijf"
_TEMPERATURES = range(34, 43)  # degrees Celsius


def joined_figures(words: Sequence[Word], lists: Wording) -> tuple[Word, ...]:
    """Values said in several words as one: 128 over 82, 4 op 5, 75 euro 18."""
    row = _without_and(_temperature(list(words), lists), lists)
    place = 0
    plurals = lists.pairs("kinds.plural")
    while place + 2 < len(row):
        unit, of, count = row[place : place + 3]
        if unit.low in plurals and of.low in ("of", "or") and count.figure:
            about = plain(lists.pairs("figures")["about"], lists.language)
            many = replace(plain(plurals[unit.low], lists.language), mark=count.mark)
            row[place : place + 3] = [about, replace(count, mark=""), many]
        elif row[place].figure and row[place + 2].figure and not row[place].mark:
            joined = _pair(row, place, lists)
            if joined:
                after = place + 3
                cents = after < len(row) and row[after].low in lists.lexicon("figures.cents")
                row[place : after + cents] = joined
        place += 1
    return tuple(row)


def _temperature(row: list[Word], lists: Wording) -> list[Word]:
    """ "37 1" said of a temperature is one value."""
    for place in range(1, len(row) - 1):
        one, other = row[place], row[place + 1]
        heat = any(w.low in lists.lexicon("heat") for w in row[max(place - 2, 0) : place])
        whole = one.text.isdigit() and int(one.text) in _TEMPERATURES and not one.mark
        if heat and whole and other.text.isdigit() and len(other.text) == 1:
            point = "," if lists.language == "nl" else "."
            joined = replace(one, text=f"{one.text}{point}{other.text}", mark=other.mark)
            return [*row[:place], joined, *row[place + 2 :]]
    return row


def _without_and(row: list[Word], lists: Wording) -> list[Word]:
    """ "150 euro en 35 cent" as "150 euro 35 cent"."""
    money, joining = lists.lexicon("figures.money"), lists.lexicon("joining")
    return [
        word
        for place, word in enumerate(row)
        if not (
            word.low in joining
            and 1 < place < len(row) - 2
            and row[place - 1].low in money
            and row[place + 1].figure
            and row[place + 2].low in lists.lexicon("figures.cents")
        )
    ]


def _pair(row: Sequence[Word], place: int, lists: Wording) -> list[Word]:
    one, between, other = row[place : place + 3]
    if between.mark or not (one.text.isdigit() and other.text.isdigit()):
        return []
    if between.low in lists.lexicon("figures.over"):
        upper, lower = int(one.text), int(other.text)
        strength = upper <= lower == _OF_FIVE
        if strength or (upper in _PRESSURES[0] and lower in _PRESSURES[1]):
            return [replace(one, text=f"{upper}/{lower}", mark=other.mark)]
    if between.low in lists.lexicon("figures.money") and len(other.text) <= 2:
        following = row[place + 3].low if place + 3 < len(row) and not other.mark else ""
        if following not in lists.lexicon("kinds.units") or following in ("cent", "cents"):
            point = "," if lists.language == "nl" else "."
            amount = replace(one, text=f"{one.text}{point}{other.text:0>2}")
            return [amount, replace(between, mark=other.mark)]
    return []
