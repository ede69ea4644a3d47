"""Score a note against the gold of its case: facts held, in which section, on what evidence."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from asr.transcript import Language
from desktop.bench.cases import Case
from desktop.bench.denials import conditional, denied, denies_itself
from desktop.bench.gold import Gold, GoldFact
from desktop.bench.matching import Item, find, read_items
from desktop.bench.notes import NeutralNote, NeutralStatement
from desktop.bench.share import Share
from desktop.bench.traps import fires

_WORD = re.compile(r"\w[\w'/,.-]*")
# Facts about now: "bellen bij koorts" does not say that there is fever.
_ABOUT_NOW = frozenset({"symptom", "history", "exam", "allergy"})
# E (evaluatie) and A (assessment) are one section under two names.
_SAME = {"A": "E"}


@dataclass(frozen=True)
class CaseScore:
    """What a note has and lacks. Sets hold the ids of facts and traps, so nothing said is kept."""

    gold: Gold
    found: frozenset[str]
    placed: frozenset[str]  # found in a section that is accepted
    cited: frozenset[str]  # found in a statement with evidence, and the case names their turns
    cited_right: frozenset[str]  # found in a statement that cites a turn of the fact
    fired: frozenset[str]  # traps
    statements: int
    factless: int  # statements that hold no gold fact; not wrong by itself
    without_evidence: int
    unknown_turns: int  # statements that cite a turn the conversation does not have
    telling: int  # statements that hold a gold fact and cite something
    telling_right: int  # those that cite a turn of one of their facts
    cited_turns: int
    words: int
    reference_words: int

    @property
    def recall(self) -> Share:
        """Facts held of all facts."""
        return Share(len(self.found), len(self.gold.facts))

    @property
    def critical(self) -> Share:
        """Critical facts held of all critical facts."""
        critical = {fact.id for fact in self.gold.facts if fact.critical}
        return Share(len(self.found & critical), len(critical))

    @property
    def traps(self) -> Share:
        """Traps walked into, of all traps."""
        return Share(len(self.fired), len(self.gold.traps))


@dataclass(frozen=True)
class _Held:
    """One statement with the facts it holds."""

    section: str
    statement: NeutralStatement
    facts: tuple[GoldFact, ...]

    @property
    def sourced(self) -> tuple[GoldFact, ...]:
        """The facts of which the case says where they were said."""
        return tuple(fact for fact in self.facts if fact.turns)

    def cites(self, fact: GoldFact) -> bool:
        return bool(set(self.statement.evidence) & set(fact.turns))


def score(case: Case, gold: Gold, note: NeutralNote) -> CaseScore:
    """The score of one note."""
    held = tuple(_held(case, gold, note))
    known = {utterance.id for utterance in case.transcript.utterances}
    evidence = [one.statement.evidence for one in held]
    telling = [one for one in held if one.sourced and one.statement.evidence]
    return CaseScore(
        gold=gold,
        found=_ids((one, fact) for one in held for fact in one.facts),
        placed=_ids((one, f) for one in held for f in one.facts if _accepts(f, one.section)),
        cited=_ids((one, fact) for one in telling for fact in one.sourced),
        cited_right=_ids((one, f) for one in telling for f in one.sourced if one.cites(f)),
        fired=_fired(case.language, gold, [one.statement.text for one in held]),
        statements=len(held),
        factless=sum(not one.facts for one in held),
        without_evidence=sum(not cited for cited in evidence),
        unknown_turns=sum(not known.issuperset(cited) for cited in evidence),
        telling=len(telling),
        telling_right=sum(any(map(one.cites, one.sourced)) for one in telling),
        cited_turns=sum(len(set(cited)) for cited in evidence),
        words=sum(_count_words(one.statement.text) for one in held),
        reference_words=_count_words(gold.reference_text),
    )


def mentions(items: Sequence[Item], fact: GoldFact, language: Language) -> bool:
    """Whether a statement states this fact, and as present or absent as the fact is."""
    first, *others = fact.groups
    if not all(find(items, group, language, inside=True) for group in others):
        return False
    spans = find(items, first, language, inside=True)
    if not fact.polarity_check:
        return bool(spans)
    if fact.type in _ABOUT_NOW:
        spans = tuple(span for span in spans if not conditional(items, span, strong=True))
    if fact.polarity == "absent":
        return any(span.wording in fact.absent_alts or denied(items, span) for span in spans)
    return any(denies_itself(items, span) or not denied(items, span) for span in spans)


def _held(case: Case, gold: Gold, note: NeutralNote) -> Iterable[_Held]:
    for section, statements in note.sections.items():
        for statement in statements:
            if statement.text.strip():
                items = read_items(statement.text, case.language)
                yield _Held(
                    section,
                    statement,
                    tuple(f for f in gold.facts if mentions(items, f, case.language)),
                )


def _fired(language: Language, gold: Gold, texts: Sequence[str]) -> frozenset[str]:
    rows = [read_items(text, language) for text in texts]
    return frozenset(
        trap.id for trap in gold.traps if any(fires(items, trap, language) for items in rows)
    )


def _ids(pairs: Iterable[tuple[_Held, GoldFact]]) -> frozenset[str]:
    return frozenset(fact.id for _, fact in pairs)


def _accepts(fact: GoldFact, section: str) -> bool:
    """Whether the fact may stand in this section; one that names none may stand anywhere."""
    accepted = {_SAME.get(name, name) for name in fact.sections_ok}
    return not accepted or _SAME.get(section, section) in accepted


def _count_words(text: str) -> int:
    return len(_WORD.findall(text))
