"""Where a speaker pauses, for speech that came without any punctuation."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from summarize.drugs import known_drug
from summarize.spoken import Word
from summarize.wording import Wording

_LISTED = frozenset({"symptom", "condition", "test", "care", "finding"})
_BACK_TO_LEAD = 3  # words before the verb of a question in which its question word stands
_REACH_OF_CONDITION = 12  # words from a condition to its "dan"
_SHORTEST_PAST = 5  # letters of a verb that is told by the ending of the past: "ik draaide"
_INFINITIVE = "en"  # the end of a clause: "gaat u even liggen"
_PAST = ("de", "te", "den", "ten")
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
    if before in lists.lexicon("breaks.joins", "breaks.subjects"):
        return False
    if _is_verb(before, lists):
        return low in lists.lexicon("breaks.nominative") and _is_first_person(row, place, lists)
    if low in lists.lexicon("breaks.subject_with_verb"):
        return True
    if low not in lists.lexicon("breaks.subjects"):
        return False
    following = _low(row, place + 1)
    past = low in lists.lexicon("breaks.nominative") and len(following) >= _SHORTEST_PAST
    return _is_verb(following, lists) or (past and following.endswith(_PAST))


def _is_first_person(row: Sequence[Word], place: int, lists: Wording) -> bool:
    """ "(Ligt) ik geef": two verbs, of which the second can only be the speaker's own."""
    return _low(row, place + 1) in lists.lexicon("breaks.first_person")


def _asks(row: Sequence[Word], place: int, lists: Wording) -> bool:
    """ "Heeft u", and "hoe lang heeft u" at its question word."""
    asking = lists.lexicon("questions.asking")
    if row[place].low in lists.lexicon("questions.which") and place == len(row) - 2:
        return True
    if row[place].low in lists.lexicon("breaks.and") and _is_verb(_low(row, place + 1), lists):
        return _low(row, place + 2) in lists.lexicon("breaks.addressed", "breaks.pointing")
    if row[place].low in asking:
        reach = range(place + 1, place + 1 + _BACK_TO_LEAD)
        return _verb_first(row, place + 1, lists) or any(_addresses(row, at, lists) for at in reach)
    if _points(row, place, lists):
        return True
    if not _addresses(row, place, lists) or _has_subject_before(row, place, lists):
        return False
    before = [word.low for word in row[max(place - _BACK_TO_LEAD, 0) : place]]
    lead = lists.lexicon("breaks.leads", "breaks.joins", "breaks.subjects", "vocabulary.time")
    return before[-1] not in lead and not any(low in asking for low in before)


def _points(row: Sequence[Word], place: int, lists: Wording) -> bool:
    """ "(De bril is mooi) valt dat onder": a verb and "dat" behind a thing.

    Behind a thing with a preposition it only turns around: "op de fiets gaat het".
    """
    if _low(row, place + 1) not in lists.lexicon("breaks.pointing"):
        return False
    if place + 2 < len(row) and row[place + 2].term:
        return False  # "trekt het been in": an article
    turned = lists.lexicon(
        "breaks.leads", "breaks.joins", "breaks.subjects", "vocabulary.time", "pronouns", "fillers"
    )
    before = row[place - 1].low
    near = {word.low for word in row[max(place - _BACK_TO_LEAD, 0) : place]}
    said = {word.low for word in row[max(place - _REACH_OF_CONDITION, 0) : place]}
    asked = any(low in lists.lexicon("questions.asking") for low in near)
    if asked or any(low in lists.lexicon("phases.conditions") for low in said):
        return False
    if before in turned or any(low in lists.lexicon("breaks.prepositions") for low in near):
        return False
    return _is_verb(row[place].low, lists) and not _is_verb(before, lists)


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


def _second_subject(row: Sequence[Word], place: int, lists: Wording) -> bool:
    """ "(Geen slagpijn) de buik is soepel": an article, a thing and its verb."""
    if row[place].low not in lists.lexicon("articles", "breaks.own"):
        closed = row[place - 1].low.endswith(_INFINITIVE) and len(row[place - 1].low) > _HEAD
        copula = _low(row, place + 1) in lists.lexicon("breaks.copulas")
        return closed and bool(row[place].term) and copula
    if row[place - 1].low in lists.lexicon("breaks.joins") or _is_verb(row[place - 1].low, lists):
        return False
    thing = place + 1
    while thing < len(row) and row[thing].low in lists.lexicon("breaks.describing"):
        thing += 1
    if _low(row, thing + 1) in lists.lexicon("breaks.of"):
        thing += 2 + (_low(row, thing + 2) in lists.lexicon("articles"))
    beside = lists.lexicon("breaks.prepositions", "breaks.bound", "pronouns")
    if thing >= len(row) or row[thing].low in beside or _is_verb(row[thing].low, lists):
        return False
    turned = _low(row, thing + 2) in lists.lexicon("articles", "breaks.pointing")
    return _low(row, thing + 1) in lists.lexicon("breaks.copulas") and not turned


def _counts_off(row: Sequence[Word], place: int, lists: Wording) -> bool:
    """ "(Per keer) eerste op 5 december": the items of a plan, one by one."""
    first = not any(word.low in lists.lexicon("breaks.ranks") for word in row[:place])
    return first and _ranks(row, place, lists)


def _ranks(row: Sequence[Word], place: int, lists: Wording) -> bool:
    ranked = row[place].low in lists.lexicon("breaks.ranks")
    return ranked and _low(row, place + 1) in lists.lexicon("breaks.prepositions")


def _addresses(row: Sequence[Word], place: int, lists: Wording) -> bool:
    spoken_to = lists.lexicon("breaks.addressed")
    return _is_verb(_low(row, place), lists) and _low(row, place + 1) in spoken_to


def _verb_first(row: Sequence[Word], place: int, lists: Wording) -> bool:
    """ "Gaat het", "is de pijn": after a question word the order of a question."""
    subject = lists.lexicon("breaks.subjects", "articles")
    return _is_verb(_low(row, place), lists) and _low(row, place + 1) in subject


def _has_subject_before(row: Sequence[Word], place: int, lists: Wording) -> bool:
    """ "De trombosedienst belt u", "metformine neemt u"."""
    return _is_term(row[place - 1]) or (
        place > 1 and row[place - 2].low in lists.lexicon("articles")
    )


def _begins_clause(row: Sequence[Word], place: int, lists: Wording) -> bool:
    """Words that begin a clause, some of them only before a subject or a verb."""
    low, following = row[place].low, _low(row, place + 1)
    asks_on = place > 1 and low in lists.lexicon("breaks.pointing")  # "klopt het dat"
    if low in lists.lexicon("breaks.before"):
        return True
    if row[place - 1].low in lists.lexicon("breaks.after") and not asks_on:
        return True
    if low in lists.lexicon("breaks.before_subject") and following in lists.lexicon(
        "breaks.subjects", "breaks.subject_with_verb", "breaks.before_subject"
    ):
        return True
    if low in lists.lexicon("breaks.before_verb"):
        return _is_verb(following, lists)
    before = row[place - 1].low
    if low in lists.lexicon("breaks.before_denial"):
        small = lists.lexicon("fillers", "pronouns", "breaks.joins")
        if before in lists.lexicon("breaks.places"):
            return not _is_verb(_low(row, place - 2), lists)
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
    turned = _is_verb(_low(row, place + 2), lists) and _low(row, place + 3) in lists.lexicon(
        "breaks.subjects"
    )
    if row[place].low in lists.lexicon("breaks.prepositions") and not turned:
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
    return row[place].low if 0 <= place < len(row) else ""


_Rule = Callable[[Sequence[Word], int, Wording], bool]
_SENTENCES: tuple[_Rule, ...] = (
    _subject_and_verb,
    _asks,
    _sets_condition,
    _names_first,
    _second_subject,
    _counts_off,
)
_CLAUSES: tuple[_Rule, ...] = (_begins_clause, _lists_terms, _ranks)
