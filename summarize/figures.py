"""Values said in several words as one: 128 over 82, 37 1, 75 euro 18, een dag of tien."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from summarize.numbers import LOWER_PRESSURES
from summarize.spoken import Word, plain
from summarize.wording import Wording

_PRESSURES = (range(60, 261), LOWER_PRESSURES)  # mmHg: upper and lower value of a blood pressure
_OF_FIVE = 5  # muscle strength is said as "vier op vijf"
_TEMPERATURES = range(34, 43)  # degrees Celsius
_HEIGHTS = range(1, 3)  # metres before the centimetres of a length

_Joined = tuple[list[Word], int]  # the words that replace so many others


def joined_figures(words: Sequence[Word], lists: Wording) -> tuple[Word, ...]:
    """The words with every value that was said in parts written as one."""
    row = list(words)
    place = 0
    while place < len(row):
        for reader in _READERS:
            joined = reader(row, place, lists)
            if joined is not None:
                row[place : place + joined[1]] = joined[0]
                break
        place += 1
    return tuple(row)


def _about(row: Sequence[Word], place: int, lists: Wording) -> _Joined | None:
    """ "Een dag of tien" as "ca 10 dgn"."""
    plurals = lists.pairs("kinds.plural")
    if place + 2 >= len(row) or row[place].low not in plurals:
        return None
    between, count = row[place + 1], row[place + 2]
    if between.low not in ("of", "or") or not count.figure:
        return None
    about = plain(lists.pairs("figures")["about"], lists.language)
    many = plain(plurals[row[place].low], lists.language)
    return [
        replace(about, utterance=count.utterance),
        replace(count, mark=""),
        replace(many, utterance=count.utterance, mark=count.mark),
    ], 3


def _pressure(row: Sequence[Word], place: int, lists: Wording) -> _Joined | None:
    """ "128 over 82" as 128/82, "vier op vijf" as 4/5."""
    if not _is_pair(row, place) or row[place + 1].low not in lists.lexicon("figures.over"):
        return None
    upper, lower = int(row[place].text), int(row[place + 2].text)
    pressure = upper in _PRESSURES[0] and lower in _PRESSURES[1]
    pressure = pressure and not _may_be_lower(row[place + 2 :], lists)
    if upper <= lower == _OF_FIVE or pressure:
        joined = replace(row[place], text=f"{upper}/{lower}", mark=row[place + 2].mark)
        return [joined], 3
    return None


def _may_be_lower(row: Sequence[Word], lists: Wording) -> bool:
    """Whether the figure behind the lower value may be it as well: "144 over 60 80"."""
    if len(row) < 2 or row[0].mark or not _is_whole(row[1]):
        return False
    behind = row[2].low if len(row) > 2 and not row[1].mark else ""
    counts = ("kinds.units", "figures.over", "figures.times", "figures.per", "vocabulary.test")
    alone = behind not in lists.lexicon(*counts)
    return alone and int(row[1].text) in _PRESSURES[1]


def _pulse(row: Sequence[Word], place: int, lists: Wording) -> _Joined | None:
    """ "Pulse 74", as Whisper writes "pols 74"."""
    follows = place + 1 < len(row) and _is_whole(row[place + 1])
    if not follows or row[place].low not in lists.lexicon("figures.misspelled_pulse"):
        return None
    written = plain(lists.pairs("figures")["pulse"], lists.language)
    said = row[place]
    return [replace(written, utterance=said.utterance, mark=said.mark, term="test")], 1


def _money(row: Sequence[Word], place: int, lists: Wording) -> _Joined | None:
    """ "75 euro 18" and "150 euro en 35 cent" as 75,18 euro and 150,35 euro."""
    if place + 2 >= len(row) or row[place + 1].low not in lists.lexicon("figures.money"):
        return None
    small = place + 2 + (row[place + 2].low in lists.lexicon("joining"))
    if small >= len(row) or not _is_whole(row[place]) or not _is_whole(row[small]):
        return None
    if row[place + 1].mark or len(row[small].text) > 2:
        return None
    following = row[small + 1].low if small + 1 < len(row) and not row[small].mark else ""
    cents = following in lists.lexicon("figures.cents")
    if not cents and (small > place + 2 or following in lists.lexicon("kinds.units")):
        return None
    last = row[small + cents]
    amount = _decimal(row[place], f"{row[small].text:0>2}", "", lists)
    return [amount, replace(row[place + 1], mark=last.mark)], small + 1 + cents - place


def _temperature(row: Sequence[Word], place: int, lists: Wording) -> _Joined | None:
    """ "37 1" said of a temperature is one value."""
    heat = any(w.low in lists.lexicon("heat") for w in row[max(place - 2, 0) : place])
    if not heat or place + 1 >= len(row) or not _is_whole(row[place]) or row[place].mark:
        return None
    tenth = row[place + 1]
    if int(row[place].text) not in _TEMPERATURES or len(tenth.text) > 1 or not _is_whole(tenth):
        return None
    return [_decimal(row[place], tenth.text, tenth.mark, lists)], 2


def _to_call(row: Sequence[Word], place: int, lists: Wording) -> _Joined | None:
    """ "Een een twee" as 112."""
    three = row[place : place + 3]
    number = "".join(word.text for word in three)
    if number not in lists.lexicon("figures.to_call") or any(word.mark for word in three[:2]):
        return None
    return [replace(three[0], text=number, low=number, stem=number, mark=three[-1].mark)], 3


def _length(row: Sequence[Word], place: int, lists: Wording) -> _Joined | None:
    """ "Een meter 72" as 1,72 meter."""
    if place + 2 >= len(row) or row[place + 1].low not in lists.lexicon("figures.length"):
        return None
    article = row[place].low in lists.lexicon("articles")
    one = replace(row[place], text="1", figure=True) if article else row[place]
    rest = row[place + 2]
    if not _is_whole(one) or int(one.text) not in _HEIGHTS or row[place + 1].mark:
        return None
    if not _is_whole(rest) or len(rest.text) > 2:
        return None
    value = _decimal(one, f"{rest.text:0>2}", "", lists)
    return [value, replace(row[place + 1], mark=rest.mark)], 3


def _is_pair(row: Sequence[Word], place: int) -> bool:
    return (
        place + 2 < len(row)
        and _is_whole(row[place])
        and _is_whole(row[place + 2])
        and not row[place].mark
        and not row[place + 1].mark
    )


def _is_whole(word: Word) -> bool:
    return word.figure and word.text.isdigit()


def _decimal(whole: Word, part: str, mark: str, lists: Wording) -> Word:
    point = "," if lists.language == "nl" else "."
    text = f"{whole.text}{point}{part}"
    return replace(whole, text=text, low=text, stem=text, mark=mark)


_READERS: tuple[Callable[[Sequence[Word], int, Wording], _Joined | None], ...] = (
    _about,
    _pressure,
    _money,
    _temperature,
    _length,
    _to_call,
    _pulse,
)
