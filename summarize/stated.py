"""The facts that one text states, from its reading."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from asr.transcript import Speaker, UtteranceId
from summarize.allergens import drug_allergens, other_allergens
from summarize.binding import dosing, value_after
from summarize.commitments import plans
from summarize.doses import Quantity
from summarize.fact import Experiencer, Fact, FactKind, Polarity, Status
from summarize.identifiers import identifiers
from summarize.lexicon import vitals
from summarize.reading import Mention, Reading
from summarize.sides import side

_CLINICIANS: frozenset[Speaker] = frozenset({"clinician", "unknown"})


@dataclass(frozen=True)
class Source:
    """A text to take facts from, and what the conversation around it adds."""

    reading: Reading
    polarity: Callable[[int], Polarity]
    speaker: Speaker = "unknown"
    id: UtteranceId | None = None
    asked: Callable[[int], bool] = field(default=lambda _: False)
    old: frozenset[int] = frozenset()
    unsure: Mapping[int, float] = field(default_factory=dict)
    reply: UtteranceId | None = None
    replier: Speaker = "unknown"
    announced: str = ""
    allergies: bool = False  # whether the turn before asked for them

    def evidence(self, first: int) -> tuple[UtteranceId, ...]:
        """The utterance, and its answer when the words were a question."""
        own = () if self.id is None else (self.id,)
        return (*own, self.reply) if self.asked(first) and self.reply is not None else own

    def who(self, first: int) -> Speaker:
        return self.replier if self.asked(first) else self.speaker

    def probability(self, first: int, last: int) -> float:
        return min((self.unsure.get(place, 1.0) for place in range(first, last + 1)), default=1.0)


def stated(source: Source) -> tuple[Fact, ...]:
    """All facts of one text, in reading order."""
    taken: set[int] = set()
    found: list[tuple[int, Fact]] = []
    for number in identifiers(source.reading, source.announced):
        taken.update(range(number.first, number.last + 1))
        fact = _plain(source, "identifier", number.kind, number.first, number.last)
        found.append((number.first, fact))
    for maker in (_drugs, _allergies, _concepts, _amounts, _plans):
        found += list(maker(source, taken))
    return tuple(fact for _, fact in sorted(found, key=lambda one: one[0]))


def _drugs(source: Source, taken: set[int]) -> Iterator[tuple[int, Fact]]:
    reading = source.reading
    drugs = [mention for mention in reading.mentions if mention.kind == "drug"]
    allergens = drug_allergens(reading, asked=source.allergies)
    for drug in drugs:
        how = dosing(reading, drug)
        used = [q for q in (how.dose, how.frequency, how.duration) if q is not None]
        taken.update(place for q in used for place in range(q.first, q.last + 1))
        last = max([drug.last, *(q.last for q in used)])
        first = min([drug.first, *(q.first for q in used)])
        yield (
            drug.first,
            Fact(
                kind="allergy" if drug in allergens else "drug",
                name=drug.name,
                said=reading.said(first, last),
                evidence=source.evidence(drug.first),
                value=how.dose.value if how.dose else "",
                unit=how.dose.unit if how.dose else "",
                frequency=_frequency(how.frequency, how.as_needed),
                duration=_duration(how.duration),
                route=how.route,
                polarity=source.polarity(drug.first),
                experiencer=_experiencer(drug.person),
                status=_drug_status(source, drug, how.change, how.dose),
                probability=source.probability(first, last),
                relation=drug.person,
                speaker=source.who(drug.first),
            ),
        )


def _concepts(source: Source, taken: set[int]) -> Iterator[tuple[int, Fact]]:
    reading = source.reading
    for mention in reading.mentions:
        if mention.kind in ("drug", "body", "heading", "topic"):
            continue
        value = value_after(reading, mention) if mention.kind == "test" else None
        if value is not None:
            taken.update(range(value.first, value.last + 1))
        if mention.kind == "care" or (mention.kind == "test" and value is None):
            continue  # a plan or a remark: see _plans
        kind = _concept_kind(source, mention)
        last = max(mention.last, value.last) if value else mention.last
        length = _lasting(reading, mention) if mention.kind in ("symptom", "condition") else None
        yield (
            mention.first,
            Fact(
                kind=kind,
                name=mention.name,
                said=reading.said(mention.first, last),
                evidence=source.evidence(mention.first),
                value=value.value if value else "",
                unit=value.unit if value else "",
                duration=_duration(length),
                polarity=source.polarity(mention.first),
                experiencer=_experiencer(mention.person),
                status=_status(source, mention, value),
                side=side(reading, mention.first, mention.last),
                probability=source.probability(mention.first, last),
                relation=mention.person,
                speaker=source.who(mention.first),
            ),
        )


def _allergies(source: Source, taken: set[int]) -> Iterator[tuple[int, Fact]]:
    """What somebody is allergic to, when it is no drug."""
    reading = source.reading
    for first, last in other_allergens(reading, asked=source.allergies):
        name = " ".join(word.low for word in reading.words[first : last + 1])
        fact = _plain(source, "allergy", name, first, last)
        yield first, replace(fact, polarity=source.polarity(first))


def _amounts(source: Source, taken: set[int]) -> Iterator[tuple[int, Fact]]:
    """The amounts that belong to no drug and no measurement."""
    for one in source.reading.quantities:
        counted = not one.weak or one.kind in ("time", "mass", "volume", "form")
        if not counted or one.first in taken:
            continue
        kind: FactKind = "duration" if one.kind == "time" and not one.every else "number"
        status: Status = "old" if one.first in source.old else "current"
        fact = _plain(source, kind, one.unit or "number", one.first, one.last, status)
        frequency = one.frequency if one.is_frequency else ""
        yield one.first, replace(fact, value=one.value, unit=one.unit, frequency=frequency)


def _plans(source: Source, taken: set[int]) -> Iterator[tuple[int, Fact]]:
    for plan in plans(source.reading, source.speaker):
        if source.asked(plan.first) and plan.kind != "instruction":
            continue
        yield plan.first, _plain(source, plan.kind, plan.name, plan.first, plan.last, plan.status)


def _plain(
    source: Source, kind: FactKind, name: str, first: int, last: int, status: Status = "current"
) -> Fact:
    return Fact(
        kind=kind,
        name=name,
        said=source.reading.said(first, last),
        evidence=source.evidence(first),
        polarity=source.polarity(first) if kind == "social" else "present",
        experiencer=_experiencer(source.reading.scopes.person[first]),
        status=status,
        probability=source.probability(first, last),
        relation=source.reading.scopes.person[first],
        speaker=source.who(first),
    )


def _concept_kind(source: Source, mention: Mention) -> FactKind:
    match mention.kind:
        case "test":
            return "vital" if mention.name in vitals() else "lab"
        case "finding":
            return "examination" if source.speaker in _CLINICIANS else "symptom"
        case "condition":
            return "history"
        case _:
            return "symptom"


def _status(source: Source, mention: Mention, value: Quantity | None) -> Status:
    if value is not None and value.first in source.old:
        return "old"
    return "hypothetical" if mention.hypothetical else "current"


def _drug_status(source: Source, drug: Mention, what: str, dose: Quantity | None) -> Status:
    if dose is not None and dose.first in source.old:
        return "old"
    if drug.hypothetical:
        return "hypothetical"
    if what == "stop":
        return "stopped"
    planned = what in ("start", "raise", "lower") and source.speaker in _CLINICIANS
    return "planned" if planned else "current"


def _lasting(reading: Reading, mention: Mention) -> Quantity | None:
    sentence = reading.words[mention.first].sentence
    return next(
        (
            q
            for q in reading.quantities
            if q.kind == "time" and not q.every and reading.words[q.first].sentence == sentence
        ),
        None,
    )


def _experiencer(person: str) -> Experiencer:
    if not person:
        return "patient"
    return "other" if person == "outsider" else "family"


def _frequency(one: Quantity | None, as_needed: bool) -> str:
    if one is None:
        return "zn" if as_needed else ""
    return f"{one.frequency} zn" if as_needed else one.frequency


def _duration(one: Quantity | None) -> str:
    return f"{one.value} {one.unit}" if one else ""
