"""Findings on a denial that came or went: clause beside clause, whatever the words are about."""

from collections.abc import Container, Iterator, Sequence

from summarize.checking import Check, finding
from summarize.clauses import DENYING, Clause, clauses
from summarize.conversation import Turn
from summarize.cues import small
from summarize.note import Finding
from summarize.pairing import answer
from summarize.reading import Reading

# Neither said to be so nor said not to be so: nothing can be held against the note.
_OTHERWISE = frozenset(
    {
        "negation.over",
        "negation.implied",
        "negation.normal",
        "negation.pseudo",
        "answer.no",
        "change.stop",
    }
)
_SAID = DENYING | {"negation.over", "negation.implied", "negation.pseudo"}
_BESIDE = 2  # a comma and a "maar" behind it end a clause each
_REACH = 4  # words between a said denial and the word that it surely denies
_NEAR = 3  # words from a denial to what it is about


def denial_findings(check: Check) -> Iterator[Finding]:
    """Clauses that deny what was said without a denial, and the other way round."""
    if not check.cited:
        return
    for clause in clauses(check.statement):
        labels = clause.labels()
        if labels & DENYING:
            yield from _came(check, clause)
        elif not labels & _OTHERWISE and not clause.heads:
            yield from _went(check, clause)


def _came(check: Check, clause: Clause) -> Iterator[Finding]:
    """A denial in the note where the cited turns have none beside these words."""
    about = _about(check, clause)
    if not about:
        return
    heard = [list(_heard(check, place)) for place in about]
    said = _told([one for row in heard for one in row])
    if all(heard):
        if all(_only_possible(turn, at) for turn, at in said):
            return
        if _of_drug(check, about) and not any(_has_amount(turn, at) for turn, at in said):
            return
        if any(_denied_around(check, clause, turn, at) for turn, at in said):
            return
        if any(_denies_there(turn, at) for row in heard for turn, at in row):
            return
    elif not _listed(check, about) or any(_says_no(turn.reading) for turn in check.turns):
        return
    heard_at = (said[0][0], said[0][1], said[0][1]) if said else None
    yield finding(check, "negation", clause.severity, (min(about), max(about)), heard_at)


def _of_drug(check: Check, places: Sequence[int]) -> bool:
    """Whether a drug is denied: "aspirin is out" has many forms, a drug with its dose is taken."""
    return any(
        mention.kind == "drug" and mention.first in places for mention in check.statement.mentions
    )


def _has_amount(turn: Turn, at: int) -> bool:
    words = turn.reading.words
    return any(
        not q.weak and words[q.first].sentence == words[at].sentence
        for q in turn.reading.quantities
    )


def _listed(check: Check, places: Sequence[int]) -> bool:
    """Whether these are words for something known: others have too many other words for them."""
    named = {p for m in check.statement.mentions for p in range(m.first, m.last + 1)}
    return all(place in named for place in places)


def _about(check: Check, clause: Clause) -> tuple[int, ...]:
    """The words that the denial of a clause is most likely about: right behind it, or before."""
    cues = [
        hit
        for hit in check.statement.scopes.cues
        if hit.label in DENYING and hit.first in clause.span
    ]
    last = max(hit.last for hit in cues)
    rare = [place for place in clause.rare if place > last]
    common = [place for place in clause.long if place > last]
    if all(hit.label == "negation.around" for hit in cues):
        return tuple(rare or clause.rare or common)[:_NEAR]  # "belt niet over 8 wk"
    return tuple(rare or common or clause.rare)[:_NEAR]


def _heard(check: Check, place: int) -> Iterator[tuple[Turn, int]]:
    """Where a word of the note, or what it stands for, was said in the cited turns."""
    person = check.statement.scopes.person[place]
    for turn, at in check.stems(check.statement.words[place].stem):
        if turn.reading.scopes.person[at] == person and not _of_the_speaker(turn, at):
            yield turn, at
    for mention in check.statement.mentions:
        if mention.first <= place <= mention.last and not mention.own_denial:
            for turn, said in check.mentions(mention.name):
                if turn.whose(said) == person:
                    yield turn, said.first


def _of_the_speaker(turn: Turn, at: int) -> bool:
    """Whether a companion says it of herself: "ik ben allergisch, hij niet"."""
    scope = turn.reading.scopes
    return turn.speaker == "other" and any(
        hit.label == "person.self" and scope.clause[hit.first] == scope.clause[at]
        for hit in scope.cues
    )


def _told(said: list[tuple[Turn, int]]) -> list[tuple[Turn, int]]:
    """What was told; what was only asked where nothing was told of it."""
    return [(turn, at) for turn, at in said if not turn.asked(at)] or said


def _only_possible(turn: Turn, at: int) -> bool:
    scope = turn.reading.scopes
    return scope.uncertain[at] or (scope.hypothetical[at] and not turn.asked(at))


def _denied_around(check: Check, clause: Clause, turn: Turn, at: int) -> bool:
    """Whether its clause, one beside it, or the answer to it holds a denial."""
    if turn.polarity(at) == "absent":
        return True
    words, numbers = turn.reading.words, turn.reading.scopes.clause
    noted = {check.statement.words[p].stem for p in check.statement.content if p not in clause.span}
    for number in range(numbers[at] - _BESIDE, numbers[at] + _BESIDE + 1):
        own = [
            p
            for p, token in enumerate(words)
            if numbers[p] == number and token.sentence == words[at].sentence
        ]
        elsewhere = number != numbers[at] and any(words[p].stem in noted for p in own)
        if not elsewhere and _denies(turn.reading, own):
            return True
    if turn.question is not None and turn.asked(at):
        return turn.question.answer != "yes"
    return _denied_after(turn, at) or _answered_no(check, turn)


def _denies_there(turn: Turn, at: int) -> bool:
    """Whether its own clause denies, in a question too: "you don't mind me asking, but ..."."""
    clause = turn.reading.scopes.clause
    return _denies(turn.reading, [p for p, number in enumerate(clause) if number == clause[at]])


def _answered_no(check: Check, turn: Turn) -> bool:
    """Whether the other side says no at once, to what may have been a question."""
    following = turn.place + 1
    if following == len(check.said.turns):
        return False
    reply = check.said.turns[following]
    return reply.speaker != turn.speaker and answer(reply.reading) == "no"


def _denied_after(turn: Turn, at: int) -> bool:
    """Whether the next sentence points back and denies: "en dat is niet gekomen"."""
    words = turn.reading.words
    after = [p for p, token in enumerate(words) if token.sentence == words[at].sentence + 1]
    opening = [words[p].low for p in after if words[p].is_word][:_NEAR]
    points_back = small(turn.reading.language, "that").intersection(opening)
    return bool(points_back) and _denies(turn.reading, after)


def _says_no(reading: Reading) -> bool:
    """Whether a turn denies anything, in whatever way."""
    other = any(hit.label in _OTHERWISE for hit in reading.scopes.cues)
    return other or _denies(reading, range(len(reading.words)))


def _denies(reading: Reading, places: Sequence[int]) -> bool:
    if not places:
        return False
    if reading.scopes.labels(places[0], places[-1]) & _SAID:
        return True
    starts = tuple(small(reading.language, "denying_starts"))
    return any(reading.words[place].low.startswith(starts) for place in places)


def _went(check: Check, clause: Clause) -> Iterator[Finding]:
    """No denial in the note, where the clause that says the same was denied."""
    state = check.statement.scopes
    telling = clause.telling
    if not telling or any(state.polarity[place] != "present" for place in clause.words):
        return
    denied: list[tuple[Turn, int]] = []
    for turn, place in _told(list(_same(check, clause))):
        if not _surely_denied(turn, place):
            return
        if turn.asked(place) and state.hypothetical[telling[0]]:
            return  # "niet kortademig als u plat ligt" denies the complaint, not the lying
        denied.append((turn, place))
    if denied:
        turn, at = denied[0]
        span = (telling[0], telling[-1])
        yield finding(check, "negation", clause.severity, span, (turn, at, at))


def _same(check: Check, clause: Clause) -> Iterator[tuple[Turn, int]]:
    """Where all that a clause tells was said in one clause: the turn and the first such word."""
    rows = [list(_heard(check, place)) for place in clause.long]
    values = _values(check.statement, clause.span)
    for turn, at in rows[0] if rows else ():
        here = turn.reading.scopes.clause[at]
        span = [p for p, number in enumerate(turn.reading.scopes.clause) if number == here]
        if values - _values(turn.reading, span):
            continue
        if all(
            any(t is turn and turn.reading.scopes.clause[p] == here for t, p in row)
            for row in rows[1:]
        ):
            yield turn, at


def _values(reading: Reading, places: Container[int]) -> set[str]:
    return {q.value for q in reading.quantities if q.first in places and not q.weak}


def _surely_denied(turn: Turn, at: int) -> bool:
    """Whether the denial is right beside it; long clauses of speech deny one thing of several."""
    scope = turn.reading.scopes
    if turn.polarity(at) != "absent" or scope.uncertain[at]:
        return False
    cues = [
        hit
        for hit in scope.cues
        if hit.label in DENYING and scope.clause[hit.first] == scope.clause[at]
    ]
    near = [hit for hit in cues if -_REACH <= hit.first - at <= _REACH]
    return turn.asked(at) or not cues or any(not _is_parted(turn, at, hit.first) for hit in near)


def _is_parted(turn: Turn, at: int, denial: int) -> bool:
    """Whether the main clause begins between: "when I sit still | I don't feel it"."""
    scope = turn.reading.scopes
    between = range(min(at, denial) + 1, max(at, denial))
    return scope.hypothetical[at] and any(
        hit.label == "negation.subject" and hit.first in between for hit in scope.cues
    )
