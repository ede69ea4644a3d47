"""Findings on what nobody said: concepts and words that nothing in the conversation resembles."""

from collections.abc import Iterator

from summarize.checking import Check, finding
from summarize.conversation import Conversation
from summarize.lexicon import name_stems, plain_words, red_flags
from summarize.note import Finding, FindingKind
from summarize.reading import Mention

_CHECKED = frozenset({"symptom", "finding", "condition", "test", "care", "body"})
_SHARED = 5  # letters at the front that make two words alike
_PART = 4  # letters of a part of a compound
_FEWEST = 3  # words, none of them said, from which a statement is an invention as a whole


def invention_findings(check: Check) -> Iterator[Finding]:
    """Concepts that were never said, and statements of words that were never said."""
    statement = check.statement
    covered: set[int] = set()
    reported: set[int] = set()
    for mention in statement.mentions:
        covered.update(range(mention.first, mention.last + 1))
        if mention.kind not in _CHECKED or mention.first in reported:
            continue
        rivals = [m for m in statement.mentions if m.first == mention.first]
        if any(rival.name in check.said.mentions for rival in rivals):
            continue
        if mention.kind in ("symptom", "finding", "body") and mention.polarity != "present":
            continue
        if mention.kind == "symptom" and not _alarming(check, mention):
            continue  # complaints have more lay names than any list
        if mention.kind == "body" and _is_heading(check, mention):
            continue
        if any(_concept_resembled(check, rival) for rival in rivals):
            continue
        reported.add(mention.first)
        kind: FindingKind = "examination" if mention.kind == "finding" else "invention"
        yield finding(check, kind, "must_see", (mention.first, mention.last))
    yield from _claims(check, covered)
    free = [place for place in statement.content if place not in covered]
    unheard = [p for p in free if not resembles(check.said, statement.words[p].stem)]
    if len(unheard) >= _FEWEST and len(unheard) == len(statement.content) and not _counted(check):
        yield finding(check, "invention", "look", (unheard[0], unheard[-1]))


def _alarming(check: Check, mention: Mention) -> bool:
    """Whether a complaint is one that must be right: those lists of names are the fullest."""
    return not mention.hypothetical and mention.name in red_flags(check.said.language)


def _claims(check: Check, covered: set[int]) -> Iterator[Finding]:
    """Settled, says the note, with a word that nothing in the cited turns is like."""
    said = {token.stem for turn in check.turns for token in turn.reading.words if token.is_word}
    for hit in check.statement.scopes.cues:
        state = check.statement.scopes.polarity[hit.first]
        if hit.label != "claim.done" or hit.first in covered or state != "present":
            continue
        stem = check.statement.words[hit.first].stem
        if stem not in said and not any(
            other[:_SHARED] == stem[:_SHARED] for other in said if len(other) >= _PART
        ):
            yield finding(check, "invention", "look", (hit.first, hit.last))


def _is_heading(check: Check, mention: Mention) -> bool:
    """Neck: supple; Keel, oren: gb."""
    following = check.statement.words[mention.last + 1 : mention.last + 5]
    return any(token.text == ":" for token in following)


def _counted(check: Check) -> bool:
    """Whether an amount of the statement was said: then its words are only other words."""
    values = {q.value for _, q in check.amounts}
    return any(q.value in values for q in check.statement.quantities)


def _concept_resembled(check: Check, mention: Mention) -> bool:
    """Whether the statement's words, or another name of the concept, were said in some form."""
    words = check.statement.words[mention.first : mention.last + 1]
    own = [token.stem for token in words if len(token.stem) >= _PART and token.is_word]
    enough = all if mention.polarity == "present" else any
    if own and enough(resembles(check.said, stem) for stem in own):
        return True
    if all(token.low in plain_words(check.said.language) for token in words):
        return True
    names = name_stems(check.said.language, mention.kind, mention.name)
    return any(all(stem in check.said.stems for stem in name) for name in names)


def resembles(said: Conversation, stem: str) -> bool:
    """Whether some word of the conversation is like this one in form, or both its halves are."""
    if stem in said.stems:
        return True
    if len(stem) < _PART:
        return False
    if stem[: max(_SHARED, len(stem) * 3 // 4)] in said.fronts:
        return True
    return any(
        stem[:cut] in said.fronts and stem[cut:].removeprefix("s") in said.fronts
        for cut in range(_PART, len(stem) - _PART + 1)
    )
