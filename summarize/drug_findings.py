"""Findings on drugs: another name, another drug's dose, or another fate than was said."""

from collections.abc import Iterator

from asr.transcript import UNSURE_BELOW
from summarize.binding import Change, Dosing, denied, dosing
from summarize.checking import Check, finding
from summarize.conversation import Turn
from summarize.cues import small
from summarize.doses import Quantity, same_amount
from summarize.drugs import sounds_like
from summarize.note import Finding
from summarize.reading import Mention, Reading

_GOING_ON = frozenset({"continue", "start", "raise", "lower"})
_STILL = frozenset({"", "continue", "start", "raise"})


def drug_findings(check: Check) -> Iterator[Finding]:
    """Findings on each drug that the statement names."""
    for drug in check.statement.mentions:
        if drug.kind != "drug":
            continue
        here = list(check.mentions(drug.name))
        anywhere = here or list(check.mentions(drug.name, anywhere=True))
        if not anywhere:
            yield _never_named(check, drug)
            continue
        yield from _unsure(check, drug, anywhere)
        if not here and check.cited and _another_cited(check):
            turn, said = anywhere[0]
            yield finding(check, "drug", "look", (drug.first, drug.last), _words(turn, said))
            continue
        yield from _whose(check, drug, anywhere)
        yield from _dosing(check, drug, anywhere)


def _whose(check: Check, drug: Mention, heard: list[tuple[Turn, Mention]]) -> Iterator[Finding]:
    """The drug or the allergy is a relative's."""
    if drug.person or drug.polarity != "present" or drug.hypothetical:
        return
    if any(not turn.whose(said) or _is_source(turn.reading, said) for turn, said in heard):
        return
    turn, said = heard[0]
    yield finding(check, "experiencer", "must_see", (drug.first, drug.last), _words(turn, said))


def _is_source(reading: Reading, said: Mention) -> bool:
    """Whether the relative only gave the drug: "een zakje van mijn man"."""
    scope = reading.scopes
    return "allergy.words" not in scope.labels(0, len(reading.words)) and any(
        hit.label.startswith("person.")
        and hit.first > 0
        and reading.words[hit.first - 1].low in small(reading.language, "from")
        and reading.words[hit.first].sentence == reading.words[said.first].sentence
        for hit in scope.cues
    )


def _never_named(check: Check, drug: Mention) -> Finding:
    """A drug that nobody named: a rival in the cited turns, or a word that sounds like it."""
    span = (drug.first, drug.last)
    for turn in check.turns:
        for place, token in enumerate(turn.reading.words):
            if token.is_word and len(token.low) >= 6 and sounds_like(token.low) == drug.name:
                return finding(
                    check, "unsure", "must_see", span, (turn, place, place), suggestion=drug.name
                )
    for turn in check.turns:
        for said in turn.reading.mentions:
            if said.kind == "drug":
                return finding(check, "drug", "must_see", span, _words(turn, said), said.name)
    return finding(check, "drug", "must_see", span)


def _another_cited(check: Check) -> bool:
    return any(m.kind == "drug" for turn in check.turns for m in turn.reading.mentions)


def _unsure(check: Check, drug: Mention, heard: list[tuple[Turn, Mention]]) -> Iterator[Finding]:
    """The name was only ever half heard."""
    best = max(_probability(turn, said) for turn, said in heard)
    if best < UNSURE_BELOW:
        turn, said = heard[0]
        yield finding(
            check, "unsure", "must_see", (drug.first, drug.last), _words(turn, said), said.name
        )


def _dosing(check: Check, drug: Mention, heard: list[tuple[Turn, Mention]]) -> Iterator[Finding]:
    written = dosing(check.statement, drug)
    spoken = [(turn, said, dosing(turn.reading, said)) for turn, said in heard]
    yield from _dose(check, written, spoken)
    yield from _frequency(check, written, spoken)
    yield from _fate(check, drug, written, spoken)


_Spoken = list[tuple[Turn, Mention, Dosing]]


def _dose(check: Check, written: Dosing, spoken: _Spoken) -> Iterator[Finding]:
    """The dose in the note is the one of another drug."""
    dose = written.dose
    if dose is None:
        return
    named = {m.name for m in check.statement.mentions}
    told = [one for one in spoken if not one[0].asked(one[1].first) and one[2].dose]
    spoken = told or spoken
    if any(same_amount(dose, q) for turn, _, how in spoken for q in _stretch(turn, how)):
        return
    asked = [turn for turn, q in check.amounts if same_amount(dose, q)]
    if told and asked and all(turn.question is not None for turn in asked):
        turn, _, how = told[-1]
        if how.dose is not None:
            heard = (turn, how.dose.first, how.dose.last)
            yield finding(check, "old_value", "must_see", (dose.first, dose.last), heard)
        return
    for turn, said in _others(check, spoken):
        other = dosing(turn.reading, said).dose
        if other is None or not same_amount(dose, other):
            continue
        own = [(where, q) for where, _, how in spoken if (q := how.dose) is not None]
        if own or said.name in named:
            where, q = own[0] if own else (turn, other)
            heard = (where, q.first, q.last)
            yield finding(check, "dose", "must_see", (dose.first, dose.last), heard)
        return


def _frequency(check: Check, written: Dosing, spoken: _Spoken) -> Iterator[Finding]:
    """The frequency in the note is not this drug's, though this drug has one."""
    often = written.frequency
    if often is None:
        return
    said = [(turn, q) for turn, _, how in spoken if (q := how.frequency) is not None]
    if not said or any(_as_often(often, q) for turn, _, how in spoken for q in _stretch(turn, how)):
        return
    anywhere = [turn for turn, q in check.amounts if _as_often(often, q)]
    others = [dosing(turn.reading, other).frequency for turn, other in _others(check, spoken)]
    if anywhere and not any(q is not None and _as_often(often, q) for q in others):
        return  # said of no other drug, so perhaps of this one
    where, q = said[-1]
    yield finding(
        check, "frequency", "must_see", (often.first, often.last), (where, q.first, q.last)
    )


def _stretch(turn: Turn, how: Dosing) -> list[Quantity]:
    return [q for q in turn.reading.quantities if how.first <= q.first <= how.last]


def _others(check: Check, spoken: _Spoken) -> Iterator[tuple[Turn, Mention]]:
    """The other drugs of the cited turns."""
    names = {said.name for _, said, _ in spoken}
    for turn in check.turns:
        for said in turn.reading.mentions:
            if said.kind == "drug" and said.name not in names:
                yield turn, said


def _as_often(one: Quantity, other: Quantity) -> bool:
    """Whether two frequencies agree; every eight hours is three times a day."""
    if one.every != other.every:
        times, interval = (other, one) if one.every else (one, other)
        if interval.unit != "uur" or times.per != "d" or "," in times.value + interval.value:
            return False
        return int(times.value) * int(interval.value) == 24
    return (one.value, one.per, one.unit) == (other.value, other.per, other.unit)


def _fate(check: Check, drug: Mention, written: Dosing, spoken: _Spoken) -> Iterator[Finding]:
    """Stopped or refused in the conversation and going on in the note, or the other way round."""
    if drug.hypothetical or _as_cause(check.statement, drug):
        return
    cited = [one for one in spoken if one[0].place in check.place_set] or spoken
    cited = [one for one in cited if not one[0].asked(one[1].first)] or cited
    refused = [denied(turn.reading, said) for turn, said, _ in cited]
    turn, said, _ = cited[-1]
    span = (drug.first, drug.last)
    if drug.polarity == "present" and written.change != "stop" and all(refused):
        yield finding(check, "negation", "must_see", span, _words(turn, said))
        return
    if drug.polarity != "present" or denied(check.statement, drug):
        return
    if _only_considered(check, drug, written, cited):
        yield finding(check, "negation", "must_see", span, _words(turn, said))
        return
    fates = {how.change for _, said, how in cited}
    if written.change == "stop" and _goes_on(check, drug, fates):
        yield finding(check, "negation", "must_see", span, _words(turn, said))
    elif written.change in _STILL and "stop" in fates and not fates & _GOING_ON:
        yield finding(check, "old_value", "must_see", span, _words(turn, said))


def _as_cause(statement: Reading, drug: Mention) -> bool:
    """Whether the note names the drug as what did it: gastritis door naproxen."""
    before = statement.words[drug.first - 1].low if drug.first else ""
    return before in small(statement.language, "cause")


def _only_considered(check: Check, drug: Mention, written: Dosing, cited: _Spoken) -> bool:
    """Noted as begun, said only as what could be done."""
    if written.change not in ("start", "continue") and written.dose is None:
        return False
    if check.statement.scopes.uncertain[drug.first] or _denial_about(check):
        return False
    return all(said.hypothetical for _, said, _ in cited)


def _denial_about(check: Check) -> bool:
    return any(hit.label.startswith("negation.") for hit in check.statement.scopes.cues)


def _goes_on(check: Check, drug: Mention, fates: set[Change]) -> bool:
    """Said to go on; or nothing said of it, while another drug of the note was stopped."""
    if fates and fates <= _GOING_ON:
        return True
    others = {m.name for m in check.statement.mentions if m.kind == "drug"} - {drug.name}
    return fates == {""} and any(
        dosing(turn.reading, said).change == "stop"
        for name in others
        for turn, said in check.mentions(name)
    )


def _words(turn: Turn, said: Mention) -> tuple[Turn, int, int]:
    return (turn, said.first, said.last)


def _probability(turn: Turn, said: Mention) -> float:
    return min(turn.unsure.get(place, 1.0) for place in range(said.first, said.last + 1))
