"""Findings on denial and person: said to be so and noted as not, or of somebody else."""

from collections.abc import Iterator

from summarize.checking import Check, finding
from summarize.conversation import Turn
from summarize.lexicon import red_flags, vitals
from summarize.note import Finding
from summarize.polarity import Polarity
from summarize.reading import Mention, Reading

_LONG = 4  # letters of a word form; shorter ones are too common to weigh
_CHECKED = frozenset({"symptom", "finding", "condition", "test", "care", "topic", "body"})
# A denial in the clause of one of these may well be of another word.
_LOOSE = frozenset({"care", "topic", "body"})
_TELLING = frozenset({"symptom", "condition", "finding"})
_ENDING = frozenset({"symptom", "care"})
_PAST = frozenset(
    {"negation.over", "change.past", "change.stop", "change.formerly", "negation.implied"}
)
_NAMED = frozenset({"condition", "finding"})  # looked for beyond the cited turns


def polarity_findings(check: Check) -> Iterator[Finding]:
    """Concepts and plain words whose polarity or person turned round."""
    covered: set[int] = set()
    seen: set[str] = set()
    torn = _torn(check.statement)
    for mention in check.statement.mentions:
        covered.update(range(mention.first, mention.last + 1))
        if mention.name in torn or mention.name in vitals():
            continue  # "eerste effect, tweede geen effect"
        if mention.kind not in _CHECKED or mention.hypothetical or mention.name in seen:
            continue
        heard = list(check.mentions(mention.name))
        if not heard and mention.kind in _NAMED:
            heard = list(check.mentions(mention.name, anywhere=True))
        told = [(turn, said) for turn, said in heard if not said.hypothetical]
        if not heard and mention.kind in _TELLING:
            heard = list(check.mentions(mention.name, anywhere=True))
        found = (
            _withdrawn(check, mention, told)
            or _person(check, mention, told)
            or _polarity(check, mention, told)
            or _ended(check, mention, told)
            or _only_if(check, mention, heard)
        )
        if found is not None:
            seen.add(mention.name)
            yield found
    for place in check.statement.content if check.cited else ():
        if place not in covered and not check.statement.scopes.hypothetical[place]:
            turned = _word(check, place)
            if turned is not None:
                yield turned


def _torn(statement: Reading) -> frozenset[str]:
    """Concepts that the statement both affirms and denies."""
    present = {m.name for m in statement.mentions if m.polarity == "present"}
    absent = {m.name for m in statement.mentions if m.polarity == "absent"}
    return frozenset(
        name
        for name in present & absent
        if len({m.person for m in statement.mentions if m.name == name}) == 1
    )


def _polarity(check: Check, mention: Mention, heard: list[tuple[Turn, Mention]]) -> Finding | None:
    if mention.polarity == "unknown" or not heard:
        return None
    heard = [(t, m) for t, m in heard if t.whose(m) == mention.person]
    told = [(t, m) for t, m in heard if not t.asked(m.first)] or heard
    if not told:
        return None
    span = range(mention.first, mention.last + 1)
    if mention.kind in _LOOSE:
        if mention.polarity == "absent" and not check.statement.scopes.focus.intersection(span):
            return None
        if mention.polarity == "present" and _denies(check.statement, mention.first):
            return None
    states = {
        _sure(turn, said.first) if said.kind in _LOOSE else turn.state(said)
        for turn, said in told
        if not _is_place(check, mention, turn, said)
    }
    if states == {"unknown"}:
        states = {turn.state(said) for turn, said in heard if turn.asked(said.first)}
    if not _opposed(mention.polarity, states):
        return None
    if any(said.uncertain for _, said in told):
        return None
    turn, said = told[0]
    written = (mention.first, mention.last)
    return finding(check, "negation", "must_see", written, (turn, said.first, said.last))


def _withdrawn(check: Check, mention: Mention, heard: list[tuple[Turn, Mention]]) -> Finding | None:
    """The speaker took it back at once, for something else."""
    if not heard or not all(said.first in turn.old for turn, said in heard):
        return None
    turn, said = heard[0]
    span = (mention.first, mention.last)
    return finding(check, "old_value", "must_see", span, (turn, said.first, said.last))


def _ended(check: Check, mention: Mention, heard: list[tuple[Turn, Mention]]) -> Finding | None:
    """Said to be over, noted as if it were not."""
    if mention.kind not in _ENDING or mention.polarity != "present" or not heard:
        return None
    scope = check.statement.scopes
    if any(hit.label in _PAST for hit in scope.cues):
        return None
    if not all(turn.ended(said) for turn, said in heard):
        return None
    turn, said = heard[0]
    span = (mention.first, mention.last)
    return finding(check, "old_value", "must_see", span, (turn, said.first, said.last))


def _only_if(check: Check, mention: Mention, heard: list[tuple[Turn, Mention]]) -> Finding | None:
    """Noted as fact, said only as what may come: koorts of "bel bij koorts"."""
    if mention.polarity != "present" or mention.uncertain or mention.kind not in _TELLING:
        return None
    if mention.kind == "symptom" and mention.name not in red_flags(check.said.language):
        return None
    if not heard or not all(said.hypothetical for _, said in heard):
        return None
    turn, said = heard[0]
    if turn.asked(said.first) or _warns(check):
        return None
    span = (mention.first, mention.last)
    return finding(check, "negation", "look", span, (turn, said.first, said.last))


def _circle(person: str) -> str:
    """Words that may mean the same relative: partner and husband, child and son."""
    match person:
        case "husband" | "wife" | "partner":
            return "partner"
        case "son" | "daughter" | "child":
            return "child"
        case "cousin" | "outsider":
            return "outsider"
        case _:
            return person


def _maybe_relative(check: Check, mention: Mention) -> bool:
    """The clause names a "man" or "vrouw", who may be the patient or the partner."""
    scope = check.statement.scopes
    return any(
        hit.label == "person.maybe" and scope.clause[hit.first] == scope.clause[mention.first]
        for hit in scope.cues
    )


def _warns(check: Check) -> bool:
    """Whether the statement tells when to call: then its complaints are no facts."""
    return any(hit.label == "safety_net.call" for hit in check.statement.scopes.cues)


def _person(check: Check, mention: Mention, heard: list[tuple[Turn, Mention]]) -> Finding | None:
    """The condition was said of other people only."""
    if mention.kind not in ("symptom", "condition") or not heard:
        return None
    if mention.polarity != "present" or _maybe_relative(check, mention):
        return None
    told = [(turn, said) for turn, said in heard if not turn.asked(said.first)] or heard
    persons = {turn.whose(said) for turn, said in told}
    if {_circle(mention.person)} & {_circle(person) for person in persons}:
        return None
    if mention.person in persons or (mention.person and "" in persons and len(persons) > 1):
        return None
    if mention.person == "" and not persons - {""}:
        return None
    turn, said = heard[0]
    span = (mention.first, mention.last)
    if mention.person and (persons == {""} or "family" in persons | {mention.person}):
        return None
    return finding(check, "experiencer", "must_see", span, (turn, said.first, said.last))


def _word(check: Check, place: int) -> Finding | None:
    """A word outside the lists whose denial came or went."""
    token = check.statement.words[place]
    scope = check.statement.scopes
    state = scope.polarity[place]
    if state == "unknown" or len(token.stem) < _LONG or scope.uncertain[place]:
        return None
    if state == "absent" and place not in scope.focus:
        return None
    if state == "present" and _denies(check.statement, place):
        return None
    heard = [
        (turn, at)
        for turn, at in check.stems(token.stem)
        if not turn.reading.scopes.hypothetical[at] and not turn.reading.scopes.uncertain[at]
    ]
    told = [(turn, at) for turn, at in heard if not turn.asked(at)] or heard
    if state == "absent" and any(_denies(turn.reading, at) for turn, at in told):
        return None
    if not told or not _opposed(state, {_sure(turn, at) for turn, at in told}):
        return None
    turn, at = told[0]
    return finding(check, "negation", "must_see", (place, place), (turn, at, at))


def _denies(reading: Reading, place: int) -> bool:
    """Whether the sentence denies something, somewhere."""
    sentence = reading.words[place].sentence
    return any(
        hit.label.startswith("negation.")
        and hit.label.removeprefix("negation.") in ("before", "around", "after", "implied", "over")
        and reading.words[hit.first].sentence == sentence
        for hit in reading.scopes.cues
    )


def _sure(turn: Turn, at: int) -> Polarity:
    """The polarity of a plain word, unknown when the denial in its clause is about another."""
    now = turn.polarity(at)
    if now == "absent" and not turn.asked(at) and at not in turn.reading.scopes.focus:
        return "unknown"
    return now


def _is_place(check: Check, mention: Mention, turn: Turn, said: Mention) -> bool:
    """Whether both only say where: no to "tingling in the foot?" denies no foot."""
    if said.kind != "body" or not turn.asked(said.first):
        return False
    return _tells_more(turn.reading, said) and _tells_more(check.statement, mention)


def _tells_more(reading: Reading, mention: Mention) -> bool:
    """Whether its sentence holds another word that tells something."""
    sentence = reading.words[mention.first].sentence
    return any(
        reading.words[place].sentence == sentence and not mention.first <= place <= mention.last
        for place in reading.content
    )


def _opposed(noted: Polarity, said: set[Polarity]) -> bool:
    return said == ({"absent"} if noted == "present" else {"present"})
