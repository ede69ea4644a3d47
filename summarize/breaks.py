"""Where a speaker pauses, for speech that came without any punctuation."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from summarize.drugs import known_drug
from summarize.spoken import Word
from summarize.wording import Wording

_LISTED = frozenset({"symptom", "condition", "test", "care", "finding"})
_BACK_TO_LEAD = 3  # words before the verb of a question in which its question word stands
_REACH_OF_CONDITION = 12  # words from a condition to its "dan"
_HEAD = 4  # words of a clause without a verb that a "niet" closes: "voor latex niet"


def with_breaks(words: Sequence[Word], lists: Wording) -> tuple[Word, ...]:
    """The words with a comma or full stop where a new clause begins; as they are if any is there.

    Everything after this reads clauses. On the development set without its punctuation the
    breaks put a third of the lost facts back.
    """
    if len(words) < 2 or any(word.mark for word in words):
        return tuple(words)
    row = list(words)
    opening = _opening(row, lists)
    if 0 < opening < len(row):
        row[opening - 1] = replace(row[opening - 1], mark=",")
    start = opening
    for place in range(max(opening, 1), len(row)):
        mark = row[place - 1].mark or _mark(row, place, start, lists)
        if mark:
            row[place - 1] = replace(row[place - 1], mark=mark)
            start = place
    return tuple(row)


def _opening(row: Sequence[Word], lists: Wording) -> int:
    """How many words at the beginning are only yes, no, or a sound before the answer."""
    lows = [word.low for word in row]
    answers, place = lists.lexicon("breaks.opening"), 0
    while place < len(row) and lows[place] in answers:
        place += 1
    size = place < len(row) and max(
        lists.phrases("answers.no_phrases").at(lows, place),
        lists.phrases("answers.yes_phrases").at(lows, place),
    )
    return place + size


def _mark(row: Sequence[Word], place: int, start: int, lists: Wording) -> str:
    """The sign before the word at a place: a full stop, a comma or none."""
    if row[place - 1].low in lists.lexicon("breaks.bound"):
        return ""
    if place > start and any(rule(row, place, lists) for rule in _SENTENCES):
        return "."
    if any(rule(row, place, lists) for rule in _CLAUSES) or _closes(row, place, start, lists):
        return ","
    return ""


def _subject_and_verb(row: Sequence[Word], place: int, lists: Wording) -> bool:
    """ "Ik slik", "het is", "i've" - not after a verb or a word that keeps the clause going."""
    low, before = row[place].low, row[place - 1].low
    if before in lists.lexicon("breaks.joins", "breaks.subjects") or _is_verb(before, lists):
        return False
    if low in lists.lexicon("breaks.subject_with_verb"):
        return True
    return low in lists.lexicon("breaks.subjects") and _is_verb(_low(row, place + 1), lists)


def _asks(row: Sequence[Word], place: int, lists: Wording) -> bool:
    """ "Heeft u", and "hoe lang heeft u" at its question word."""
    asking = lists.lexicon("questions.asking")
    if row[place].low in asking:
        reach = range(place + 1, place + 1 + _BACK_TO_LEAD)
        return any(_addresses(row, at, lists) for at in reach)
    if not _addresses(row, place, lists) or _has_subject_before(row, place, lists):
        return False
    before = [word.low for word in row[max(place - _BACK_TO_LEAD, 0) : place]]
    lead = lists.lexicon("breaks.leads", "breaks.joins")
    return before[-1] not in lead and not any(low in asking for low in before)


def _sets_condition(row: Sequence[Word], place: int, lists: Wording) -> bool:
    """ "Lukt het niet dan": a verb, its subject, and a "dan" with a verb further on."""
    if not _is_verb(row[place].low, lists) or row[place - 1].low in lists.lexicon("breaks.leads"):
        return False
    if _low(row, place + 1) not in lists.lexicon("breaks.subjects"):
        return False
    then = lists.lexicon("phases.then")
    reach = range(place + 2, min(place + _REACH_OF_CONDITION, len(row)))
    return any(row[at].low in then and _is_verb(_low(row, at + 1), lists) for at in reach)


def _names_first(row: Sequence[Word], place: int, lists: Wording) -> bool:
    """ "Metformine neemt u niet in": the drug or thing stands before its verb."""
    small = lists.lexicon("articles", "breaks.leads", "breaks.joins")
    known = _is_term(row[place]) and row[place - 1].low not in small
    return known and _addresses(row, place + 1, lists)


def _addresses(row: Sequence[Word], place: int, lists: Wording) -> bool:
    spoken_to = lists.lexicon("breaks.addressed")
    return _is_verb(_low(row, place), lists) and _low(row, place + 1) in spoken_to


def _has_subject_before(row: Sequence[Word], place: int, lists: Wording) -> bool:
    """ "De trombosedienst belt u", "metformine neemt u"."""
    return _is_term(row[place - 1]) or (
        place > 1 and row[place - 2].low in lists.lexicon("articles")
    )


def _begins_clause(row: Sequence[Word], place: int, lists: Wording) -> bool:
    """Words that begin a clause, some of them only before a subject or a verb."""
    low, following = row[place].low, _low(row, place + 1)
    if low in lists.lexicon("breaks.before") or row[place - 1].low in lists.lexicon("breaks.after"):
        return True
    if low in lists.lexicon("breaks.before_subject"):
        return following in lists.lexicon("breaks.subjects", "breaks.subject_with_verb")
    if low in lists.lexicon("breaks.before_verb"):
        return _is_verb(following, lists)
    before = row[place - 1].low
    if low in lists.lexicon("breaks.before_denial"):
        small = lists.lexicon("fillers", "pronouns", "breaks.joins")
        return before not in small and not _is_verb(before, lists)
    if low in lists.lexicon("breaks.own"):
        return following in lists.lexicon("vocabulary.family") and not _is_verb(before, lists)
    return False


def _lists_terms(row: Sequence[Word], place: int, lists: Wording) -> bool:
    """ "Hoofdpijn dubbelzien": two things in a row with nothing between them."""
    before, here = row[place - 1], row[place]
    return _is_term(before) and _is_term(here) and before.low not in lists.lexicon("articles")


def _closes(row: Sequence[Word], place: int, start: int, lists: Wording) -> bool:
    """ "Voor latex niet", "pijn soms": a thing and how it is, with no verb."""
    if row[place - 1].low not in lists.lexicon("breaks.closing"):
        return False
    if row[place].low in lists.lexicon("breaks.prepositions"):
        return False  # "voor pleisters niet voor medicijnen" may be meant either way
    clause = row[start : place - 1]
    return (
        0 < len(clause) <= _HEAD
        and not any(_is_verb(word.low, lists) for word in clause)
        and any(_is_term(word) or len(word.low) > _HEAD for word in clause)
    )


def _is_verb(low: str, lists: Wording) -> bool:
    return low in lists.lexicon("breaks.verbs", "auxiliaries", "questions.opening")


def _is_term(word: Word) -> bool:
    return word.term in _LISTED or bool(known_drug(word.low))


def _low(row: Sequence[Word], place: int) -> str:
    return row[place].low if place < len(row) else ""


_Rule = Callable[[Sequence[Word], int, Wording], bool]
_SENTENCES: tuple[_Rule, ...] = (_subject_and_verb, _asks, _sets_condition, _names_first)
_CLAUSES: tuple[_Rule, ...] = (_begins_clause, _lists_terms)
