"""A visit to a clinician: what comes under history, examination, assessment and plan."""

from collections.abc import Iterator, Sequence

from summarize.choose import terms, weight, worth_keeping
from summarize.drugs import known_drug
from summarize.exchange import Exchange
from summarize.piece import Piece, piece
from summarize.placement import Visit
from summarize.spoken import Word, stretches
from summarize.told import Told, told
from summarize.wording import Wording

_TELLING = frozenset({"symptom", "condition", "test", "care"})  # one of these says enough
_LATE = 3  # terms that something a patient adds after the assessment must hold
_WHILE_EXAMINED = 2  # the same during the examination
_FRAGMENT = 11  # words of a sentence that only adds to the one before
_BARE_FRAGMENT = 4  # the same without a figure, time or side
_WHOLE_ANSWER = 14  # words: an answer with its topic up to this length is not cut
_WHOLE_PLAN = 16  # words: a sentence of the plan up to this length is not cut


def visit_pieces(exchanges: Sequence[Exchange], lists: Wording) -> Iterator[Piece]:
    """What goes into the note, turn by turn."""
    visit = Visit(len(exchanges), lists)
    for exchange in exchanges:
        rows: dict[str, list[Told]] = {}
        sentences = told(exchange, lists)
        visit.problems += _turns_to_another(exchange, visit, lists)
        if not exchange.turn.professional:
            visit.begun = visit.begun or any(_complains(one, lists) for one in sentences)
        else:
            for question in exchange.turn.asked:
                visit.hears(question.lows)
        for one in sentences:
            if exchange.turn.professional:
                slot = visit.slot(one.words, exchange.place, answers=one.answer)
                if slot and _is_noted(one, slot, lists, goes_on="E" in rows):
                    rows.setdefault(slot, []).append(one)
            elif _is_thin(one, lists):
                continue
            elif _worth(one, visit, lists) or (rows and _goes_on(one, visit, lists)):
                rows.setdefault("S", []).append(one)
        visit.begun = visit.begun or bool(exchange.turn.professional and exchange.turn.asked)
        for section, found in rows.items():
            kept = [_kept(one, section, lists) for one in found]
            yield piece(section, kept, found, visit.problems)


def _turns_to_another(exchange: Exchange, visit: Visit, lists: Wording) -> bool:
    """Whether somebody brings up a second matter while the history is told."""
    if visit.examined or visit.assessed or visit.planned or not visit.begun:
        return False
    switch = lists.phrases("phases.another")
    return any(switch.within(s.lows) for s in (*exchange.turn.said, *exchange.turn.asked))


def _kept(one: Told, section: str, lists: Wording) -> tuple[Word, ...]:
    """The words of a sentence that count; what was found, concluded or answered stays whole."""
    if section in ("O", "E") or (section == "P" and len(one.words) <= _WHOLE_PLAN):
        return one.words
    if one.answer and len(one.words) <= _WHOLE_ANSWER:
        return _without_tail(one.words, lists)
    return worth_keeping(one.words, lists) or one.words


def _without_tail(words: tuple[Word, ...], lists: Wording) -> tuple[Word, ...]:
    """The answer without a last stretch that goes on about something else."""
    parts = stretches(words)
    last = parts[-1]
    opens = last[0].low in lists.lexicon("breaks.turning")
    telling = weight(last, lists) or any(w.low in lists.lexicon("denial.any") for w in last)
    return words[: -len(last)] if len(parts) > 2 and opens and not telling else words


def _complains(one: Told, lists: Wording) -> bool:
    symptoms = lists.lexicon("vocabulary.symptom")
    return any(word.term == "symptom" or word.low in symptoms for word in one.words)


def _is_noted(one: Told, slot: str, lists: Wording, *, goes_on: bool) -> bool:
    """Whether what the professional says is noted: a denied finding needs no term of the trade."""
    if slot == "P" and _is_thin(one, lists):
        return False
    if weight(one.words, lists) or (slot == "E" and (goes_on or _concludes(one, lists))):
        return True
    return slot == "O" and any(word.low in lists.lexicon("denial.any") for word in one.words)


def _concludes(one: Told, lists: Wording) -> bool:
    """Whether a conclusion says something, known or not; "het is zo voorbij" does not."""
    lows = [word.low for word in one.words]
    small = lists.lexicon("pronouns", "articles", "auxiliaries", "fillers")
    telling = sum(1 for low in lows if len(low) > 3 and low not in small)
    return telling > 1 or lists.phrases("phases.concluding").within(lows)


def _is_thin(one: Told, lists: Wording) -> bool:
    """Whether a sentence that answers nothing holds one term at most, and no value, denial or time.

    On the development set leaving these out shortened notes by a thirtieth and cost one fact in
    a hundred; most of them were talk about relatives and the way to the surgery.
    """
    if one.answer or terms(one.words, lists) > 1:
        return False
    if any(word.term in _TELLING for word in one.words):
        return False
    says = lists.lexicon(
        "denial.any",
        "phases.conditions",
        "vocabulary.change",
        "questions.since",
        "kinds.sides",
        "kinds.weekdays",
    )
    return not any(w.figure or known_drug(w.low) or w.low in says for w in one.words)


def _worth(one: Told, visit: Visit, lists: Wording) -> bool:
    """Whether what a patient says is noted: an answer always, something added if it weighs."""
    if not visit.begun:
        return False
    late = visit.planned or visit.assessed
    if late or visit.examined:
        if any(word.low in lists.lexicon("vocabulary.family") for word in one.words):
            return False
        needed = _LATE if late else _WHILE_EXAMINED
        return terms(one.words, lists, drugs=2) >= needed or (
            not visit.planned and one.answer and terms(one.words, lists) > 0
        )
    if weight(one.words, lists) or _is_when(one.words, lists):
        return True
    return one.answer and _has_content(one, lists)


def _goes_on(one: Told, visit: Visit, lists: Wording) -> bool:
    """A fragment after something noted: "de rechter", "sinds de zomer", "ik slik nu twaalf"."""
    if visit.examined or visit.assessed or visit.planned or len(one.words) > _FRAGMENT:
        return False
    adds = lists.lexicon(
        "questions.since",
        "kinds.sides",
        "kinds.units",
        "kinds.weekdays",
        "kinds.months",
        "kinds.moments",
        "vocabulary.change",
        "denial.any",
    )
    return any(word.figure or word.low in adds for word in one.words) or (
        len(one.words) <= _BARE_FRAGMENT and _has_content(one, lists)
    )


def _is_when(words: Sequence[Word], lists: Wording) -> bool:
    """Whether a sentence says since when or how long."""
    since = lists.lexicon("questions.since")
    return any(word.low in since for word in words) and any(
        word.low in lists.lexicon("vocabulary.time") for word in words
    )


def _has_content(one: Told, lists: Wording) -> bool:
    """Whether an answer says anything beside yes, no and the small words of speech."""
    small = lists.lexicon(
        "pronouns", "articles", "auxiliaries", "fillers", "answers.yes", "denial.any"
    )
    return any(word.figure or (len(word.low) > 3 and word.low not in small) for word in one.words)
