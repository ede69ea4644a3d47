"""Drugs, doses, numbers: which of a note were never said, and what it holds of a reference note."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import pairwise
from typing import TypeVar

from asr.transcript import Language
from asr.value import Value
from desktop.bench.cases import Case
from desktop.bench.denials import denied
from desktop.bench.matching import Item, Span, cues, read_items
from desktop.bench.notes import NeutralNote
from desktop.bench.share import Share
from summarize.drugs import drug_names
from summarize.lexicon import concepts
from summarize.units import units
from summarize.words import tokens

_T = TypeVar("_T")
Term = tuple[str, bool]  # what it is, and whether it is denied

_NEAR = 3  # turns between where a drug is named and where its dose is
_BETWEEN = 3  # items from one part of a number to the next: "vier euro en achtenzestig"
_TERM_KINDS = frozenset({"symptom", "finding", "condition", "test"})
_DOSE_KINDS = frozenset({"mass", "volume", "activity", "form"})


class ValueScore(Value):
    """Of what was written, how much was never said; of what a reference holds, how much is held.

    Of the reference only what was said counts: a person also knows the file.
    """

    drugs_unsaid: Share = Share()
    doses_unsaid: Share = Share()
    numbers_unsaid: Share = Share()  # other numbers than doses
    reference_drugs: Share = Share()
    reference_numbers: Share = Share()
    reference_terms: Share = Share()  # complaints, findings, conditions and tests, denied or not

    @property
    def unsaid(self) -> Share:
        """All that was written and never said: drugs, doses of them, and other numbers."""
        return self.drugs_unsaid + self.doses_unsaid + self.numbers_unsaid

    def __add__(self, other: "ValueScore") -> "ValueScore":
        names = ValueScore.model_fields
        return ValueScore(**{name: getattr(self, name) + getattr(other, name) for name in names})


def score_values(case: Case, note: NeutralNote, reference: str) -> ValueScore:
    """The values of one note beside what was said, and beside a reference note if there is one."""
    said = Said(case)
    written = [statement.text for statement in note.statements()]
    drugs, figures = values_in(written, case.language)
    known_drugs, known_figures = values_in([reference], case.language)
    doses = {dose for text in written for dose in doses_in(text, case.language)}
    others = figures - {figure for _, figure in doses}
    return ValueScore(
        drugs_unsaid=Share(len(drugs - said.drugs), len(drugs)),
        doses_unsaid=Share(sum(not said.has_dose(*dose) for dose in doses), len(doses)),
        numbers_unsaid=Share(len(others - said.figures), len(others)),
        reference_drugs=_share(known_drugs & said.drugs, drugs),
        reference_numbers=_share(known_figures & said.figures, figures),
        reference_terms=_share(
            {term for term in _terms([reference], case.language) if term[0] in said.terms},
            _terms(written, case.language),
        ),
    )


def values_of(note: NeutralNote, language: Language) -> frozenset[str]:
    """Every drug and number of a note, to compare it with another note."""
    drugs, figures = values_in([statement.text for statement in note.statements()], language)
    return drugs | figures


class Said:
    """The drugs and figures of a conversation, and in which turns they were said."""

    def __init__(self, case: Case) -> None:
        texts = [utterance.text for utterance in case.transcript.utterances]
        self._figures = [_said_figures(text, case.language) for text in texts]
        self._drugs = [frozenset(_drugs(text, case.language)) for text in texts]
        self.figures = frozenset().union(*self._figures)
        self.drugs = frozenset().union(*self._drugs)
        self.terms = frozenset(name for name, _ in _terms(texts, case.language))

    def has_dose(self, drug: str, figure: str) -> bool:
        """Whether the figure was said near a turn that names the drug, or at all without one."""
        if drug not in self.drugs:
            return figure in self.figures
        named = [turn for turn, drugs in enumerate(self._drugs) if drug in drugs]
        near = {
            turn for at in named for turn in range(max(0, at - _NEAR), at + _NEAR + 1)
        }  # a dose is often asked for and given in the turns behind the name
        return any(figure in self._figures[turn] for turn in near if turn < len(self._figures))


def _share(wanted: Set[_T], held: Set[_T]) -> Share:
    return Share(len(wanted & held), len(wanted))


def values_in(texts: Iterable[str], language: Language) -> tuple[frozenset[str], frozenset[str]]:
    """The drugs and the figures of some texts."""
    drugs: set[str] = set()
    figures: set[str] = set()
    for text in texts:
        drugs.update(_drugs(text, language))
        figures.update(_figures(read_items(text, language)))
    return frozenset(drugs), frozenset(figures)


def _terms(texts: Iterable[str], language: Language) -> frozenset[Term]:
    found: set[Term] = set()
    for text in texts:
        items, pieces = read_items(text, language), tokens(text, language)
        for concept in concepts(pieces, language):
            start, end = pieces[concept.first].start, pieces[concept.last].end
            at = [place for place, item in enumerate(items) if start <= item.start < end]
            if concept.kind in _TERM_KINDS and at:
                span = Span(at[0], at[-1], concept.name)
                found.add((f"{concept.kind} {concept.name}", denied(items, span)))
    return frozenset(found)


def _drugs(text: str, language: Language) -> Iterator[str]:
    for name in drug_names(tokens(text, language)):
        yield name.inn


def _figures(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        if item.kind == "number":
            yield item.low.removesuffix("e")


def _said_figures(text: str, language: Language) -> frozenset[str]:
    """What may be written for what was said: "vijf euro vijftig" is 5,5 and "dagelijks" is 1."""
    items = read_items(text, language)
    found = set(_figures(items))
    for item in items:
        found.update(_worth(language).get(item.low, ()))
    numbers = [
        (place, "1" if item.kind == "word" else item.low.removesuffix("e"))
        for place, item in enumerate(items)
        if item.kind == "number" or item.low in cues()["series.one"]
    ]
    for (at, one), (after, other) in pairwise(numbers):
        if after - at <= _BETWEEN:
            found.update(_together(one, other))
    found.update(_series(numbers))
    return frozenset(found)


def _series(numbers: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Figures spoken one by one, run together as far as each: één één twee is 112."""
    run, last = "", -2
    for place, figure in numbers:
        run = run + figure if place == last + 1 else figure
        last = place
        yield run.lstrip("0") or "0"


def _together(whole: str, part: str) -> tuple[str, ...]:
    """Two numbers said one after the other, as one: 38 and 5 as 38,5, 5 and 50 as 5,5."""
    if not (whole.isdigit() and part.isdigit()):
        return ()
    decimal = part.rjust(2, "0").rstrip("0")
    return (f"{whole},{part}", f"{whole},{decimal}" if decimal else whole, whole + part)


@cache
def _worth(language: Language) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in cues()[f"worth.{language}"]:
        word, figure = line.split()
        found[word] = (*found.get(word, ()), figure)
    return found


def doses_in(text: str, language: Language) -> Iterator[tuple[str, str]]:
    """Each amount of a drug in a statement, with the drug named last before it."""
    pieces = tokens(text, language)
    names = [(pieces[name.first].start, name.inn) for name in drug_names(pieces)]
    items = read_items(text, language)
    for number, following in pairwise(items):
        unit = units().by_word.get(following.low)
        if number.kind == "number" and unit is not None and unit.kind in _DOSE_KINDS:
            before = [inn for start, inn in names if start < number.start]
            yield before[-1] if before else "", number.low.removesuffix("e")
