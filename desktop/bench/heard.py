"""A note of what was badly heard beside what was said: right, marked as unsure, or wrong."""

from collections.abc import Iterator, Sequence

from asr.value import Value
from desktop.bench.cases import Case
from desktop.bench.gold import Gold
from desktop.bench.notes import NeutralNote, NeutralStatement
from desktop.bench.said_values import Said, doses_in, values_in
from desktop.bench.scoring import score
from desktop.bench.share import Share
from summarize.note import Note, Statement

DRUGS, DOSES, NUMBERS = "drugs", "doses", "numbers"


class HeardValues(Value):
    """Of the values in a note, those that were really said or carry the finding unsure.

    A value counts once in each statement that holds it. `said` leaves the marked ones out.
    """

    drugs: Share = Share()
    doses: Share = Share()
    numbers: Share = Share()  # other numbers than doses
    said: Share = Share()

    @property
    def safe(self) -> Share:
        """All kinds together."""
        return self.drugs + self.doses + self.numbers

    def __add__(self, other: "HeardValues") -> "HeardValues":
        names = HeardValues.model_fields
        return HeardValues(**{name: getattr(self, name) + getattr(other, name) for name in names})


class Ceiling(Value):
    """The facts that the heard text still holds: a note of it can hold no more."""

    facts: Share = Share()
    critical: Share = Share()

    def __add__(self, other: "Ceiling") -> "Ceiling":
        return Ceiling(facts=self.facts + other.facts, critical=self.critical + other.critical)


def heard_values(said: Case, note: Note) -> HeardValues:
    """The values of one note, beside the conversation as it was really said."""
    truth = Said(said)
    total = HeardValues()
    for _, statement in note.statements():
        for kind, is_said, is_unsure in _judged(statement, said, truth):
            safe = {kind: Share(int(is_said or is_unsure), 1)}
            total += HeardValues(**safe, said=Share(int(is_said), 1))
    return total


def ceiling(heard: Case, gold: Gold) -> Ceiling:
    """What a note that copies every turn would hold."""
    copied = tuple(
        NeutralStatement(text=one.text, evidence=(one.id,)) for one in heard.transcript.utterances
    )
    held = score(heard, gold, NeutralNote(case_id=heard.id, sections={"": copied}))
    return Ceiling(facts=held.recall, critical=held.critical)


def _judged(statement: Statement, case: Case, said: Said) -> Iterator[tuple[str, bool, bool]]:
    """Each value of a statement by kind: whether it was said, and whether it is marked unsure."""
    language = case.language
    drugs, figures = values_in([statement.text], language)
    unsure_drugs, unsure_figures = values_in(_unsure(statement), language)
    doses = set(doses_in(statement.text, language))
    for drug in sorted(drugs):
        yield DRUGS, drug in said.drugs, drug in unsure_drugs
    for drug, figure in sorted(doses):
        marked = figure in unsure_figures or drug in unsure_drugs
        yield DOSES, said.has_dose(drug, figure), marked
    for figure in sorted(figures - {figure for _, figure in doses}):
        yield NUMBERS, figure in said.figures, figure in unsure_figures


def _unsure(statement: Statement) -> Sequence[str]:
    """The words of the statement that are marked as half heard."""
    return [one.written for one in statement.findings if one.kind == "unsure"]
