"""Omissions: what was said and the note does not hold, with the sentence that would add it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType

from asr.transcript import Language, Transcript, UtteranceId
from summarize.conversation import Conversation, read
from summarize.cues import cue_words
from summarize.doses import Quantity, same_amount
from summarize.drugs import name_as_said
from summarize.fact import Fact
from summarize.facts import facts_of
from summarize.lexicon import red_flags
from summarize.note import Note, Omission, Severity
from summarize.reading import Reading, read_text
from summarize.shorthand import shorthand

_ORDER = ("allergy", "drug", "dose", "symptom", "commitment", "safety_net")
_HELD = 0.5  # of the telling words of a plan, from which the note holds it
_KEPT = 600  # readings; a 45-minute conversation has about 190 statements and 60 plans
_SHORTEST = 2  # telling words; a shorter sentence plans nothing by itself
# Where an addition goes: by kind of note, told things and planned things.
_SECTIONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "soep": ("S", "P"),
        "soap": ("S", "P"),
        "specialist": ("complaint", "plan"),
        "call": ("facts", "agreements"),
    }
)
_SPECIALIST = MappingProxyType({"allergy": "allergies", "drug": "medication"})


@dataclass(frozen=True)
class _Written:
    """The note as read: every statement, and the names, stems and amounts in all of them."""

    readings: tuple[Reading, ...]

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(m.name for r in self.readings for m in r.mentions)

    @cached_property
    def drugs(self) -> frozenset[str]:
        return frozenset(m.name for r in self.readings for m in r.mentions if m.kind == "drug")

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stem for r in self.readings for stem in r.stems)

    @cached_property
    def amounts(self) -> tuple[Quantity, ...]:
        return tuple(q for r in self.readings for q in r.quantities)


def omissions(note: Note, said: Conversation | Transcript) -> tuple[Omission, ...]:
    """What the note leaves out, the most dangerous first; each once."""
    conversation = read(said) if isinstance(said, Transcript) else said
    written = _Written(
        tuple(_read_once(statement.text, note.language) for _, statement in note.statements())
    )
    found: list[Omission] = []
    named: set[tuple[str, str]] = set()
    places: Counter[tuple[str, tuple[UtteranceId, ...]]] = Counter()
    for fact in _facts(conversation):
        places[fact.kind, fact.evidence] += 1
        kind = _missing(fact, written, conversation.language)
        if kind and (kind, fact.name if kind != "commitment" else fact.said) not in named:
            named.add((kind, fact.name if kind != "commitment" else fact.said))
            found.append(_omission(kind, fact, places[fact.kind, fact.evidence], note))
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.kind), one.said_in)))


@lru_cache(maxsize=_KEPT)
def _read_once(text: str, language: Language) -> Reading:
    """The text read; on an edit all but one of the statements and plans are the same again."""
    return read_text(text, language)


@lru_cache(maxsize=1)
def _facts(conversation: Conversation) -> tuple[Fact, ...]:
    return facts_of(conversation)


def _missing(fact: Fact, written: _Written, language: Language) -> str:
    """The kind of omission, or nothing if the note holds the fact or need not."""
    if fact.experiencer != "patient" or fact.status == "old":
        return ""
    match fact.kind:
        case "allergy" if fact.polarity == "present":
            return "" if _names_allergen(fact, written, language) else "allergy"
        case "drug":
            return _missing_drug(fact, written)
        case "symptom":
            flagged = fact.name in red_flags(language) and fact.status == "current"
            present = fact.polarity == "present" and fact.speaker != "clinician"
            return "symptom" if flagged and present and fact.name not in written.names else ""
        case "commitment" | "safety_net":
            return "" if _held(fact, written, language) else fact.kind
        case _:
            return ""


def _names_allergen(fact: Fact, written: _Written, language: Language) -> bool:
    """Whether the note names it: the drug, or every word of another thing."""
    stems = {token.stem for token in _read_once(fact.name, language).words if token.is_word}
    return fact.name in written.names or stems <= written.stems


def _missing_drug(fact: Fact, written: _Written) -> str:
    if fact.polarity != "present" or fact.status == "hypothetical":
        return ""
    if fact.name not in written.drugs:
        return "drug"
    if not fact.value:
        return ""
    dose = Quantity(fact.value, 0, 0, fact.unit)
    return "" if any(same_amount(dose, q) for q in written.amounts) else "dose"


def _held(fact: Fact, written: _Written, language: Language) -> bool:
    """Whether the note tells of a plan: most of its telling words, or what it is about."""
    plan = _read_once(fact.said, language)
    about = {m.name for m in plan.mentions if m.kind != "body"}
    if about:
        return len(about & written.names) >= _HELD * len(about)
    telling = {plan.words[place].stem for place in plan.content}
    amounts = [q for q in plan.quantities if not q.weak]
    if len(telling) < _SHORTEST and not amounts:
        return True
    if fact.name == "promise" and not amounts:
        return True
    held = sum(stem in written.stems for stem in telling)
    held += sum(any(same_amount(q, w) for w in written.amounts) for q in amounts)
    return held >= _HELD * (len(telling) + len(amounts))


def _omission(kind: str, fact: Fact, place: int, note: Note) -> Omission:
    severity: Severity = "must_see" if kind in ("allergy", "drug", "dose", "symptom") else "look"
    told, planned = _SECTIONS.get(note.template, _SECTIONS["soep"])
    section = planned if kind in ("commitment", "safety_net") or fact.status == "planned" else told
    if note.template == "specialist" and section == told:
        section = _SPECIALIST.get(kind, told)
    return Omission(
        kind=kind,
        severity=severity,
        said=fact.said,
        said_in=fact.evidence,
        place=place,
        section=section,
        sentence=_sentence(kind, fact, note.language),
    )


def _sentence(kind: str, fact: Fact, language: Language) -> str:
    """The line to add, in the form that the cue file gives."""
    form = {"allergy": "allergy", "drug": "drug", "dose": "drug", "symptom": "symptom"}
    stopped = kind == "drug" and fact.status == "stopped"
    pattern = cue_words(language, "addition", "stopped" if stopped else form.get(kind, "plan"))[0]
    name = _name(fact, language)
    said = fact.said[:1].upper() + fact.said[1:]
    inner = name[:1].upper() + name[1:] if pattern.startswith("{name}") else name
    return pattern.format(name=inner, said=said, dose="".join(_parts(fact, language)))


def _name(fact: Fact, language: Language) -> str:
    """The name in the language of the note: the international one is spelled the Dutch way."""
    if language == "nl":
        return fact.name
    named = [m for m in _read_once(fact.said, language).mentions if m.kind == "drug"]
    words = [_read_once(fact.said, language).said(m.first, m.last) for m in named]
    own = next((w for w, m in zip(words, named, strict=True) if m.name == fact.name), "")
    return name_as_said(fact.name, own) if own else fact.name


def _parts(fact: Fact, language: Language) -> Iterator[str]:
    if fact.value:
        yield shorthand(f" {fact.value} {fact.unit}".rstrip(), language)
    if fact.frequency:
        yield shorthand(f" {fact.frequency}", language)
    if fact.duration:
        yield shorthand(f", {fact.duration}", language)
