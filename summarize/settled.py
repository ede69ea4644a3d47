"""What holds after a speaker took words back: "veertig, nee, twintig" is twintig."""

from collections.abc import Sequence
from dataclasses import replace

from asr.transcript import Language
from summarize.drugs import known_drug
from summarize.spoken import Word
from summarize.wording import Lexicon, Wording, wording

_REACH_BACK = 14  # words before the taking back in which the old value is looked for
_REACH_ON = 12  # words after it in which the new value must come
_REACH_UNSURE = 3  # the same after a bare "nee", which may as well deny something
_NAMED_AGAIN = 4  # words on either side of the taking back in which a drug is named twice
_SHORT_STRETCH = 4  # words of a stretch that is left out whole
_CLOSE = 7  # words: a value without its unit must be this near to count as the same thing


def settle(words: Sequence[Word], language: Language) -> tuple[Word, ...]:
    """The words with everything that was taken back left out."""
    lists = wording(language)
    row = list(words)
    place = 1
    while place < len(row):
        size = _taking_back(row, place, lists)
        changed = _settled(row, place, size, lists) if size else None
        if changed is None:
            place += 1
            continue
        row, place = changed
    return tuple(row)


def kind_of(words: Sequence[Word], place: int, lists: Wording) -> str:
    """What sort of value a word is: a figure with its unit, a day, a month, a side, a person."""
    word = words[place]
    if word.figure:
        return f"figure {_unit(words, place, lists)}"
    for name in ("weekdays", "months", "moments", "sides", "relatives"):
        if word.low in lists.lexicon(f"kinds.{name}"):
            return name
    return ""


def _has_unit(kind: str) -> bool:
    return kind.startswith("figure ") and kind != "figure "


def _unit(words: Sequence[Word], place: int, lists: Wording) -> str:
    if _unit_ahead(words, place, lists):
        return words[place - 2].stem[:4]
    if words[place].mark or place + 1 >= len(words):
        return ""
    following = words[place + 1]
    return following.stem[:4] if following.low in lists.lexicon("kinds.units") else ""


def _unit_ahead(words: Sequence[Word], place: int, lists: Wording) -> bool:
    """Whether the unit stands before its figure: "een week of drie"."""
    joins = place > 1 and words[place - 1].low in ("of", "or")
    return joins and words[place - 2].low in lists.lexicon("kinds.units")


def _taking_back(row: Sequence[Word], place: int, lists: Wording) -> int:
    """How many words at this place say that what came before was wrong."""
    cues = lists.phrases("corrections.cues")
    lows = [word.low for word in row]
    size = cues.at(lows, place)
    while size and place + size < len(row):
        more = cues.at(lows, place + size)
        if not more:
            break
        size += more
    said = lows[place : place + size]
    if all(low in _hesitations(lists) for low in said):
        return size if size and _between_two_values(row, place, place + size, lists) else 0
    return size


def _between_two_values(row: Sequence[Word], first: int, after: int, lists: Wording) -> bool:
    """Whether a mere hesitation stands right between two values of one kind."""
    if after >= len(row):
        return False
    kind = kind_of(row, first - 1, lists)
    if kind and not kind.startswith("figure"):
        return kind == kind_of(row, after, lists)
    if not row[first - 1].figure or not row[after].figure:
        return False
    return row[first - 1].mark != "." and len(row[first - 1].text) <= len(row[after].text)


def _settled(
    row: list[Word], place: int, size: int, lists: Wording
) -> tuple[list[Word], int] | None:
    after = place + size
    said = place - 1
    while said > 0 and row[said].low in lists.lexicon("fillers") and not row[said].mark:
        said -= 1  # "weken, echt nee"
    plain_no = row[place].low in lists.lexicon("denial.alone", "answers.no_before_pronoun")
    sure = size > 1 or row[said].mark == "," or not plain_no
    restart = _restart(row, place, after, lists) if sure else None
    if restart is not None:
        start, resume = restart
        return _joined(row[:start], row[resume:]), max(start, 1)
    for new in range(after, min(after + _REACH_ON, len(row))):
        kind = kind_of(row, new, lists)
        near = sure or new < after + _REACH_UNSURE
        if not kind or not (near or _has_unit(kind)):
            continue
        old = _old_value(row, place, new, kind, lists)
        if old is not None:
            return _replaced(row, old, place, after, new, lists), max(old, 1)
    return _without_last_stretch(row, place, after) if size > 1 else None


def _without_last_stretch(row: list[Word], place: int, after: int) -> tuple[list[Word], int] | None:
    """The row less a short stretch that "eh nee" takes back with no value of its kind following.

    "Bij de huisarts. Eh nee, hier op de poli": which word was wrong is not known, the stretch is.
    """
    start = place - 1
    while start > 0 and not row[start - 1].mark:
        start -= 1
    inside = start > 0 and row[start - 1].mark == ","
    if not inside or place - start > _SHORT_STRETCH or not row[place - 1].mark:
        return None
    before = [*row[: start - 1], replace(row[start - 1], mark=row[place - 1].mark)]
    return [*before, *row[after:]], max(start, 1)


def _restart(row: Sequence[Word], place: int, after: int, lists: Wording) -> tuple[int, int] | None:
    """Where a speaker began anew with the same words: from the first start to the second."""
    lows = [word.low for word in row]
    again = _named_again(row, place, after)
    if again is not None:
        return again, after
    articles, units = lists.lexicon("articles"), lists.lexicon("kinds.units")
    small = lists.lexicon("pronouns", "articles", "auxiliaries", "fillers")
    for second in range(after, min(after + _REACH_ON, len(row) - 1)):
        size = 1 if second == after and lows[second] not in small else 2
        head = lows[second : second + size]
        before = row[second - 1]
        if before.figure or before.low in units or lows[second] in articles:
            continue  # "keer per dag" is the tail of a value, not a new start
        if kind_of(row, second, lists):
            continue
        for first in range(place - size, max(place - _REACH_BACK, -1), -1):
            if lows[first : first + size] == head:
                return first, second
    return None


def _named_again(row: Sequence[Word], place: int, after: int) -> int | None:
    """Where a drug was named that the correction names anew: "en amlodipine, nee, die is eraf"."""
    named = {word.low for word in row[after : after + _NAMED_AGAIN] if known_drug(word.low)}
    for first in range(place - 1, max(place - _NAMED_AGAIN, -1), -1):
        if row[first].low in named:
            return first
    return None


def _old_value(row: Sequence[Word], place: int, new: int, kind: str, lists: Wording) -> int | None:
    for old in range(place - 1, max(place - _REACH_BACK, -1), -1):
        found = kind_of(row, old, lists)
        if not found or _same_value(row[old], row[new], kind):
            continue
        if found == kind and (kind != "figure " or place - old <= _CLOSE):
            return old
        bare = "figure " in (found, kind) and found.startswith("figure")
        if bare and kind.startswith("figure") and place - old <= _CLOSE:
            return old
    return None


def _same_value(old: Word, new: Word, kind: str) -> bool:
    return old.low[:2] == new.low[:2] if kind == "sides" else old.low == new.low


def _replaced(
    row: list[Word], old: int, place: int, after: int, new: int, lists: Wording
) -> list[Word]:
    """The row without the old value; a new value without a unit gets the old one's."""
    has_unit = bool(_unit(row, old, lists))
    ahead = _unit_ahead(row, old, lists)
    end = old + 1 + (has_unit and not ahead)
    if end + 1 < place and row[end].low in lists.lexicon("kinds.per"):
        end += 2  # keer per dag
    first = _first_of_the_old(row, old, lists)
    fresh = _without_the_old(row, old, after, new)
    spot = len(fresh) - (len(row) - new)
    if has_unit and row[new].figure and not _unit(row, new, lists):
        unit = replace(row[old - 2 if ahead else old + 1], mark=fresh[spot].mark)
        fresh = [*fresh[:spot], replace(fresh[spot], mark=""), unit, *fresh[spot + 1 :]]
    middle = row[end:place]
    if middle and middle[0].low in lists.lexicon("kinds.ago"):
        fresh, middle = _ago_behind(fresh, spot, middle, lists), middle[1:]
    if spot > 0 or not middle:
        return _joined([*row[:first], *middle], fresh)
    width = 2 if _unit(fresh, 0, lists) else 1  # the new value takes the place of the old one
    value = [*fresh[: width - 1], replace(fresh[width - 1], mark="")]
    close = replace(middle[-1], mark=fresh[width - 1].mark or middle[-1].mark)
    return [*row[:first], *value, *middle[:-1], close, *fresh[width:]]


def _ago_behind(fresh: list[Word], spot: int, ago: Sequence[Word], lists: Wording) -> list[Word]:
    """The new value with the "ago" of the old one: "eight weeks ago, no, ten weeks"."""
    behind = spot + 1 + bool(_unit(fresh, spot, lists))
    if behind < len(fresh) and fresh[behind].low in lists.lexicon("kinds.ago"):
        return fresh
    last = fresh[behind - 1]
    said = replace(ago[0], mark=last.mark)
    return [*fresh[: behind - 1], replace(last, mark=""), said, *fresh[behind:]]


def _first_of_the_old(row: Sequence[Word], old: int, lists: Wording) -> int:
    """Where the old value begins: also earlier starts ("tweeduizend, eh, achthonderd")."""
    first = place = old
    while place > 0 and (row[place - 1].figure or row[place - 1].low in _hesitations(lists)):
        place -= 1
        if row[place].figure and row[place].mark:
            first = place
    about = [word.low for word in row[max(first - 2, 0) : first]]
    if len(about) == 2 and about[1] in ("of", "or") and about[0] in lists.lexicon("kinds.units"):
        return first - 2  # een week of drie
    return first


def _without_the_old(row: list[Word], old: int, after: int, new: int) -> list[Word]:
    """What follows the taking back, less a stretch that only names the old value once more."""
    if not any(word.low == row[old].low for word in row[after:new]):
        return row[after:]
    cut = max((p + 1 for p in range(after, new) if row[p].mark), default=new)
    return row[cut:]


def _hesitations(lists: Wording) -> Lexicon:
    return lists.lexicon("corrections.hesitations")


def _joined(before: Sequence[Word], after: Sequence[Word]) -> list[Word]:
    """Two rows as one sentence: what was corrected and its correction belong together."""
    if before and before[-1].mark:
        return [*before[:-1], replace(before[-1], mark=","), *after]
    return [*before, *after]
