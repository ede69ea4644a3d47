"""Spoken sentences in the telegram style of the profession: no pronouns, short forms, figures."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import zip_longest

from asr.transcript import Language
from summarize.asides import without_asides
from summarize.drugs import known_drug
from summarize.spoken import Word, plain, stretches
from summarize.wording import PhraseList, Wording, wording

_SHORT_STRETCH = 3  # words that a "nee" behind them denies; more is a statement of its own
_ENDS = frozenset(".?!;")


def telegram(words: Sequence[Word], language: Language, *, plan: bool = False) -> tuple[Word, ...]:
    """The words that a note would keep, shortened; nothing is added that was not said.

    `plan` also leaves out the verbs of intention: under Plan every line is an intention.
    """
    lists = wording(language)
    has_drug = any(known_drug(word.low) for word in words)
    loose = lists.lexicon("dangling.last")
    kept: list[Word] = []
    parts = stretches(_without_stutter(without_asides(words, lists), lists))
    for stretch in _without_bare_answers(parts, lists):
        short = _shortened(stretch, lists, has_drug)
        part = _trimmed(_dropped(short, lists, plan), short[-1], lists)
        part = _denial_first(part, lists)
        if any(word.low not in loose for word in part):
            kept += [*part[:-1], replace(part[-1], mark=stretch[-1].mark or ",")]
    return _doses_joined(_preposition_joined(kept, lists), lists)


def text_of(words: Iterable[Word]) -> str:
    """The words as a line of a note, with capital and full stop."""
    row = [word for word in words if word.text]
    if not row:
        return ""
    pieces: list[str] = []
    for place, word in enumerate(row):
        begins = not place or row[place - 1].mark in _ENDS
        pieces.append(_spelled(word, begins=begins, last=place == len(row) - 1))
    return " ".join(pieces).replace(" /", "/").replace(" %", "%") + "."


def _spelled(word: Word, *, begins: bool, last: bool) -> str:
    text = word.text[0].upper() + word.text[1:] if begins else word.text
    return text if last or not word.mark else f"{text}{'.' if word.mark in _ENDS else word.mark}"


def _without_stutter(words: Sequence[Word], lists: Wording) -> list[Word]:
    """The words less one that leads on and is said again at once: "last van, van kramp"."""
    leading = lists.lexicon("dangling.last")
    return [
        word
        for word, following in zip_longest(words, words[1:])
        if following is None or word.low not in leading or word.low != following.low
    ]


def _preposition_joined(words: Sequence[Word], lists: Wording) -> list[Word]:
    """The words without a comma behind a word that only leads on: "sinds, 6 wk"."""
    leads = lists.lexicon("dangling.leading")
    return [
        replace(word, mark="") if word.mark == "," and word.low in leads else word for word in words
    ]


def _without_bare_answers(
    parts: Sequence[tuple[Word, ...]], lists: Wording
) -> list[tuple[Word, ...]]:
    """The stretches less a "nee" or "ja" that stands alone; "neusbloedingen, nee" is denied."""
    bare = lists.lexicon(
        "denial.alone", "answers.yes_alone", "fillers", "answers.no_before_pronoun", "bare"
    )
    kept: list[tuple[Word, ...]] = []
    for place, part in enumerate(parts):
        if not all(word.low in bare for word in part) or (
            place and parts[place - 1][-1].mark == ":"
        ):
            kept.append(part)
        elif kept and _denies_the_one_before(part, kept[-1], lists):
            none = plain(lists.pairs("denial")["none"], lists.language)
            kept[-1] = (none, *kept[-1])
    return kept


def _denies_the_one_before(part: Sequence[Word], before: Sequence[Word], lists: Wording) -> bool:
    no = lists.lexicon("denial.alone", "answers.no_before_pronoun")
    return (
        any(word.low in no for word in part)
        and len(before) <= _SHORT_STRETCH
        and not any(word.figure or word.low in lists.lexicon("denial.any") for word in before)
    )


def _doses_joined(words: Sequence[Word], lists: Wording) -> tuple[Word, ...]:
    """The words without the commas inside a dose: "ibuprofen 400 mg 3dd"."""
    units = lists.lexicon("figures.dose_units")
    row = list(words)
    for place, word in enumerate(row[:-1]):
        opens = known_drug(word.low) or word.low in units
        if word.mark == "," and opens and row[place + 1].figure:
            row[place] = replace(word, mark="")
    return tuple(row)


# --- shorter


@cache
def _short_forms(language: Language) -> tuple[PhraseList, dict[tuple[str, ...], str]]:
    pairs = wording(language).pairs("short")
    return PhraseList(pairs), {tuple(key.split()): value for key, value in pairs.items()}


def _shortened(words: Sequence[Word], lists: Wording, has_drug: bool) -> list[Word]:
    phrases, forms = _short_forms(lists.language)
    row: list[Word] = []
    lows = [word.low for word in words]
    place = 0
    while place < len(words):
        often = _often(words, place, lists, has_drug)
        size = phrases.at(lows, place)
        if size and _means_more(words, place, forms[tuple(lows[place : place + size])], lists):
            size = 0
        if often:
            row.append(replace(often[0], mark=words[place + often[1] - 1].mark))
            place += often[1]
        elif size:
            form = plain(forms[tuple(lows[place : place + size])], lists.language)
            row.append(replace(form, mark=words[place + size - 1].mark))
            place += size
        else:
            row.append(words[place])
            place += 1
    return row


def _means_more(words: Sequence[Word], place: int, form: str, lists: Wording) -> bool:
    """Whether a short form would say something else here.

    "For a week" is no "/week"; "kan weken duren" without a figure is no "kan wk duren".
    """
    before = words[place - 1] if place else None
    if form.startswith("/"):
        return before is not None and before.low in lists.lexicon("dangling.last")
    counted = any(word.figure for word in words[max(place - 2, 0) : place])
    return words[place].low in lists.lexicon("figures.many") and not counted


def _often(
    words: Sequence[Word], place: int, lists: Wording, has_drug: bool
) -> tuple[Word, int] | None:
    """How often as the profession writes it: 3dd for a drug, 3x for anything else."""
    word = words[place]
    if not word.figure or word.mark or place + 1 >= len(words):
        return None
    lows = [w.low for w in words[place + 1 :]]
    daily = lists.phrases("figures.daily").at(lows, 0)
    if daily and has_drug and lists.language == "nl":
        return replace(word, text=f"{word.text}dd"), 1 + daily
    if lows[0] in lists.lexicon("figures.times"):
        return replace(word, text=f"{word.text}x"), 2
    return None


def _dropped(words: Sequence[Word], lists: Wording, plan: bool) -> list[Word]:
    names = ["fillers", "pronouns", "auxiliaries"] + (["plan_auxiliaries"] if plan else [])
    empty = lists.lexicon(*names)
    articles = lists.lexicon("articles")
    kept: list[Word] = []
    for place, word in enumerate(words):
        if word.low in lists.lexicon("contrast") and kept and place == len(words) - 1:
            kept.append(word)  # "drinken wel, eten niet"
            continue
        if word.low in articles and not _stays(words, place, lists):
            continue
        if _is_next_step(words, place, lists) or _compares(words, place, lists):
            kept.append(word)
            continue
        if word.low in empty and word.low not in articles and word.utterance is not None:
            if kept and word.mark == ":":
                kept[-1] = replace(kept[-1], mark=":")
            continue
        kept.append(word)
    return kept


def _is_next_step(words: Sequence[Word], place: int, lists: Wording) -> bool:
    """Whether a word orders two amounts: "25 a day for a week, then 50"."""
    following = words[place + 1] if place + 1 < len(words) else None
    orders = words[place].low in lists.lexicon("sequence")
    return orders and following is not None and bool(following.figure)


def _compares(words: Sequence[Word], place: int, lists: Wording) -> bool:
    """Whether a word compares: "langer dan een kwartier", "anders dan normaal"."""
    if not place or place + 1 == len(words) or words[place].mark or words[place - 1].mark:
        return False
    than = words[place].low in lists.lexicon("comparing.than")
    degree = words[place - 1].low in lists.lexicon("comparing.degrees")
    return than and (degree or words[place + 1].low in lists.lexicon("comparing.usual"))


def _stays(words: Sequence[Word], place: int, lists: Wording) -> bool:
    """Whether an article stays: "een week" counts, "pijn in de nek" names a place."""
    if place + 1 >= len(words):
        return False
    following = words[place + 1]
    if words[place].low not in lists.lexicon("questions.definite"):
        return following.low in lists.lexicon("figures.counted")
    part = following.term == "body" or following.low in lists.lexicon("vocabulary.body")
    return part and place > 0 and words[place - 1].low in lists.lexicon("questions.where")


def _trimmed(words: Sequence[Word], end: Word, lists: Wording) -> list[Word]:
    """The words without joining words left dangling at either end.

    A preposition that was said last is part of a verb and stays: "stippen we aan".
    """
    first, last = 0, len(words)
    starts, ends = lists.lexicon("dangling.first"), lists.lexicon("dangling.last")
    while first < last and words[first].low in starts and not _is_next_step(words, first, lists):
        first += 1
    while last > first and words[last - 1].low in ends:
        if words[last - 1] is end and end.low not in starts:
            break
        last -= 1
    return list(words[first:last])


def _denial_first(words: list[Word], lists: Wording) -> list[Word]:
    """ "Duizelig niet" as "niet duizelig"; "pijn nee" as "geen pijn"."""
    if not 2 <= len(words) <= 3:
        return words
    last, rest = words[-1], words[:-1]
    if any(word.figure or word.low in lists.lexicon("denial.any") for word in rest):
        return words  # "twintig jaar niet"
    if rest[0].low in lists.lexicon("questions.opening"):
        return words  # "rookt niet"
    if rest[-1].low in lists.lexicon("denial.with_adverb"):
        return words
    if last.low in lists.lexicon("denial.after"):
        return [replace(last, mark=""), *rest]
    if last.low in lists.lexicon("denial.alone"):
        return [plain(lists.pairs("denial")["none"], lists.language), *rest]
    return words
