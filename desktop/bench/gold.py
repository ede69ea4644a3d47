"""What a person found in a conversation: the facts a note must hold and the traps it must avoid."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, field_validator

from asr.transcript import UtteranceId
from desktop.bench.cases import Case
from desktop.bench.errors import CasesBroken
from desktop.bench.forms import read_documents, read_form

# A group is a list of ways to say one thing; all groups of a fact or trap must be there.
Wordings = Annotated[tuple[Annotated[str, Field(pattern=r"\S")], ...], Field(min_length=1)]


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True)  # fields for other tools may stand beside these


class GoldFact(_Read):
    """Something said that belongs in the note. The form is described in assets/bench/README.md."""

    id: str
    type: str
    must_contain: Annotated[tuple[Wordings, ...], Field(min_length=1)]
    polarity: Literal["present", "absent"] = "present"
    polarity_check: bool = True  # false: the words are enough, denied or not
    neg_group: bool = False  # the last group is the denial itself
    absent_alts: tuple[str, ...] = ()  # wordings that deny without a denying word
    sections_ok: tuple[str, ...] = ()
    turns: tuple[UtteranceId, ...] = ()
    critical: bool = False

    @property
    def groups(self) -> tuple[Wordings, ...]:
        """The groups to find; the denial is looked for by its own rules."""
        denied = self.polarity == "absent" and self.neg_group and len(self.must_contain) > 1
        return self.must_contain[:-1] if denied else self.must_contain


class GoldTrap(_Read):
    """Something a note could say and should not."""

    id: str
    kind: str
    must_not_contain: Annotated[tuple[Wordings, ...], Field(min_length=1)]
    unless: tuple[str, ...] = ()  # any of these words in the statement clears it
    asserted_only: bool = False  # a denied hit does not count
    hyp_ok: bool = False  # nor does one behind "als", "if"
    near: int | None = None  # letters between the first group and a number that must be close


_Listed = TypeVar("_Listed", GoldFact, GoldTrap)


class Gold(_Read):
    """All that is known of one case. Without facts and reference only the values are measured."""

    id: str
    facts: tuple[GoldFact, ...] = ()
    traps: tuple[GoldTrap, ...] = ()
    groups: Mapping[str, str] = {}  # who spoke: {"age": "65+", "sex": "f", "language": "..."}
    reference_note: Mapping[str, tuple[str, ...]] = {}
    reference: Mapping[str, object] = {}  # {"full": the same as one text}

    @field_validator("facts", "traps")
    @classmethod
    def _have_ids_of_their_own(cls, listed: tuple[_Listed, ...]) -> tuple[_Listed, ...]:
        if len({one.id for one in listed}) != len(listed):
            raise ValueError("two facts or two traps share an id")
        return listed

    @property
    def reference_text(self) -> str:
        """The note a person wrote of this conversation, or nothing."""
        if self.reference_note:
            return "\n".join(line for lines in self.reference_note.values() for line in lines)
        full = self.reference.get("full")
        return full if isinstance(full, str) else ""


def read_gold(place: Path, cases: Iterable[Case]) -> Mapping[str, Gold]:
    """The gold of every case, by id. A fact that cites a turn that is not there is refused."""
    turns = {case.id: {one.id for one in case.transcript.utterances} for case in cases}
    found: dict[str, Gold] = {}
    for document in read_documents(place):
        gold = read_form(document, Gold)
        for number, fact in enumerate(gold.facts):
            if not turns[gold.id].issuperset(fact.turns):
                raise CasesBroken(f"{document.where}: facts[{number}].turns")
        found[gold.id] = gold
    return found
