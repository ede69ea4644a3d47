"""Numbers as people say and write them, with a decimal comma as the one canonical form."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from asr.transcript import Language
from summarize.cues import Counting, counting
from summarize.number_words import plain_value, word_value
from summarize.words import Token


@dataclass(frozen=True)
class Number:
    """A value and the tokens (first to last, both included) that say it."""

    value: str
    first: int
    last: int
    weak: bool = False  # the article "een", which may or may not count
    ordinal: bool = False


_TEMPERATURES = range(34, 43)
LOWER_PRESSURES = range(30, 151)  # mmHg


def numbers(
    words: Sequence[Token], language: Language, *, temperature: bool = False
) -> tuple[Number, ...]:
    """All numbers in the words. `temperature` lets "achtendertig vijf" mean 38,5."""
    found: list[Number] = []
    place = 0
    while place < len(words):
        number = _number_at(words, place, language, temperature)
        if number is None:
            place += 1
            continue
        found.append(number)
        place = number.last + 1
    return tuple(found)


def canonical(value: Decimal) -> str:
    """The written form of a value: no trailing zeros, a decimal comma."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")


def amount(value: str) -> Decimal:
    """The value of a canonical number."""
    return Decimal(value.replace(",", "."))


def _number_at(
    words: Sequence[Token], place: int, language: Language, temperature: bool
) -> Number | None:
    for read in (_half, _written, _spoken, _headless):
        number = read(words, place, language)
        if number is not None:
            break
    else:
        return None
    number = _with_fraction(words, number, language)
    return _as_temperature(words, number, language) if temperature else number


# --- written with digits


def _written(words: Sequence[Token], place: int, language: Language) -> Number | None:
    token = words[place]
    if not token.is_digits:
        return None
    value = _from_digits(token.text, language)
    if value is None:
        return None
    following = words[place + 1].low if place + 1 < len(words) else ""
    glued = place + 1 < len(words) and words[place + 1].start == token.end
    ordinal = glued and following in counting(language).ordinal_endings
    return Number(value, place, place + ordinal, ordinal=ordinal)


@lru_cache(maxsize=4_000)
def _from_digits(text: str, language: Language) -> str | None:
    if text.isdigit():
        return text if text == "0" or not text.startswith("0") else text.lstrip("0") or "0"
    thousands = "." if language == "nl" else ","
    parts = text.split(thousands)
    if len(parts) > 1 and all(len(part) == 3 and part.isdigit() for part in parts[1:]):
        return canonical(Decimal("".join(parts)))
    try:
        return canonical(Decimal(text.replace(",", ".")))
    except InvalidOperation:
        return None


# --- spoken


def _spoken(words: Sequence[Token], place: int, language: Language) -> Number | None:
    count = counting(language)
    value = word_value(words[place].text, language)
    if value is None:
        return None
    if words[place].low in count.article:
        return _article(words, place, language)
    last = place
    while last + 1 < len(words):
        step = 1
        if words[last + 1].low in count.joiners and last + 2 < len(words):
            step = 2
        if last + step >= len(words):
            break
        following = words[last + step]
        more = word_value(following.text, language) or _tens_in_figures(words, last + step, count)
        joined = None if more is None else _joined(value, more, following, count, step == 2)
        if joined is None or following.low in count.article:
            break
        after = words[last + step + 1].low if last + step + 1 < len(words) else ""
        if more is not None and more < 10 and after in count.times:
            break  # "duizend drie keer per dag" is 1000, three times
        value, last = joined, last + step
    last_word = words[last].text
    ordinal = plain_value(last_word, language) is None and not last_word.isdecimal()
    return Number(str(value), place, last, ordinal=ordinal)


def _tens_in_figures(words: Sequence[Token], place: int, count: Counting) -> int | None:
    """Whisper writes a blood pressure that is said as one number now and then as "honderd 28".

    Elsewhere a figure behind "honderd" is a number of its own: "honderd 30 minuten voor het eten".
    """
    text = words[place].text
    behind = words[place + 1 : place + 3]
    if len(behind) < 2 or behind[0].low not in count.over or not _is_lower(behind[1].text):
        return None
    return int(text) if len(text) == 2 and text.isdecimal() and text >= "10" else None


def _is_lower(text: str) -> bool:
    return text.isdecimal() and int(text) in LOWER_PRESSURES


def _article(words: Sequence[Token], place: int, language: Language) -> Number:
    """The word "een" ("a", "one"): a number that counts only with a unit behind it."""
    accented = "é" in words[place].text or words[place].low in counting(language).surely_one
    return Number("1", place, place, weak=not accented)


def _joined(
    value: int, more: int, following: Token, count: Counting, with_joiner: bool
) -> int | None:
    """Two spoken parts as one value, or nothing when they are two numbers."""
    if following.low in count.multipliers and 0 < value < more:
        return value * more
    if with_joiner and value < 100:
        return None
    if value >= 1000 and value % 1000 == 0 and 0 < more < 1000:
        return value + more
    if value >= 100 and value % 100 == 0 and 0 < more < 100:
        return value + more
    if with_joiner:
        return None
    if value in (19, 20) and 10 <= more < 100:
        return value * 100 + more  # negentien achtenvijftig: the year 1958
    if count.pairs and value < 10 and 20 <= more < 100 and value > 0:
        return value * 100 + more  # one twenty: 120
    if count.pairs and value >= 20 and value % 10 == 0 and value < 1000 and 0 < more < 10:
        return value + more  # twenty four, one twenty four
    return None


# --- fractions


def _half(words: Sequence[Token], place: int, language: Language) -> Number | None:
    """Anderhalf, een halve, tweeënhalf: the longest form first, or 2,5 becomes 0,5."""
    count = counting(language)
    low = words[place].low
    if low in count.fixed_halves:
        return Number(count.fixed_halves[low], place, place)
    for ending in count.half_endings:
        if low.endswith(ending) and len(low) > len(ending):
            whole = plain_value(words[place].text.casefold()[: -len(ending)], language)
            if whole is not None:
                return Number(f"{whole},5", place, place)
    if low in count.halves and not _clock_follows(words, place, language):
        return Number("0,5", place, place)
    if low in count.article and place + 1 < len(words) and words[place + 1].low in count.halves:
        return Number("0,5", place, place + 1)
    if low in count.halves and place + 1 < len(words) and words[place + 1].low in count.article:
        return Number("0,5", place, place + 1)
    return None


def _clock_follows(words: Sequence[Token], place: int, language: Language) -> bool:
    """Half acht is a time of the day, not a half."""
    if language != "nl" or place + 1 >= len(words):
        return False
    hour = plain_value(words[place + 1].text, language)
    return hour is not None and 1 <= hour <= 12


def _with_fraction(words: Sequence[Token], number: Number, language: Language) -> Number:
    """Adds "komma acht", "point two" or "en een halve" to a whole number."""
    count = counting(language)
    after = number.last + 1
    if "," in number.value or after >= len(words):
        return number
    if words[after].low in count.decimal_words:
        digits, last = _decimals(words, after + 1, language)
        if digits:
            return Number(f"{number.value},{digits}", number.first, last)
    if words[after].low in count.joiners:
        rest = [word.low for word in words[after + 1 : after + 3]]
        if rest and rest[0] in count.halves:
            return Number(f"{number.value},5", number.first, after + 1)
        if len(rest) == 2 and rest[0] in count.article and rest[1] in count.halves:
            return Number(f"{number.value},5", number.first, after + 2)
    return number


def _headless(words: Sequence[Token], place: int, language: Language) -> Number | None:
    """English "point five" is 0,5; Dutch always says the nul."""
    if language != "en" or words[place].low not in counting(language).decimal_words:
        return None
    digits, last = _decimals(words, place + 1, language)
    return Number(f"0,{digits}", place, last) if digits else None


def _decimals(words: Sequence[Token], place: int, language: Language) -> tuple[str, int]:
    digits = ""
    last = place - 1
    while last + 1 < len(words) and len(digits) < 3:
        token = words[last + 1]
        value = token.text if token.text.isdigit() else word_value(token.text, language)
        if value is None or (digits and int(value) > 9):
            break
        if digits and last + 2 < len(words) and words[last + 2].low in counting(language).spans:
            break  # "zes komma vier twee jaar geleden"
        digits += str(value)
        last += 1
    return digits, last


def _ends_there(words: Sequence[Token], place: int) -> bool:
    return place + 1 >= len(words) or not words[place + 1].is_word


def _as_temperature(words: Sequence[Token], number: Number, language: Language) -> Number:
    """Achtendertig vijf: whole degrees and a tenth, spoken without the comma."""
    after = number.last + 1
    if not number.value.isdigit() or after >= len(words):
        return number
    if int(number.value) not in _TEMPERATURES:
        return number
    tenth = words[after].text
    value = int(tenth) if tenth.isdigit() else word_value(tenth, language)
    if value is None or value > 9:
        return number
    if words[after].low in counting(language).article and not _ends_there(words, after):
        return number  # "achtendertig, een paar dagen"
    return Number(f"{number.value},{value}", number.first, after)
