"""What somebody is allergic to: every drug and every other thing of one list."""

from collections.abc import Iterator
from itertools import pairwise

from summarize.binding import dosing
from summarize.cues import small
from summarize.phrases import Hit
from summarize.reading import Mention, Reading

_JOINS = 4  # tokens between two drugs of one list
_REACH = 5  # tokens from "allergisch" to the thing
_CAUSE = 3  # tokens from "uitslag van" to the drug, and from a verb to the drug that is taken
_LONGEST = 2  # words in the name of a thing: bee stings
_WORDS, _REACTION = "allergy.words", "allergy.reaction"
_TAKEN = "change.taking"


def drug_allergens(reading: Reading, *, asked: bool = False) -> list[Mention]:
    """The drugs somebody is allergic to, and those that stand in one list with them.

    `asked` says that the turn before asked for allergies, so that this one may just name them.
    """
    drugs = [mention for mention in reading.mentions if mention.kind == "drug"]
    found = [drug for drug in drugs if _is_allergen(reading, drug)]
    if asked and not found:
        found = [drug for drug in drugs[:1] if _answers(reading, drug)]
    neighbours = [pair for pair in pairwise(drugs) if _are_listed(reading, *pair)]
    for before, after in neighbours:
        if before in found and after not in found:
            found.append(after)
    for before, after in reversed(neighbours):
        # "Voor penicilline en amoxicilline ben ik allergisch", not "ik slik dit en voor dat ..."
        if after in found and before not in found and _is_reacted_to(reading, before.first):
            found.append(before)
    return found


def other_allergens(reading: Reading, *, asked: bool = False) -> Iterator[tuple[int, int]]:
    """The other things somebody is allergic to: nuts, iodine; the first and last word of each."""
    drugs = {mention.first for mention in reading.mentions if mention.kind == "drug"}
    headings = [mention for mention in reading.mentions if mention.kind == "heading"]
    lists = [_behind(reading, one) for one in headings]
    lists += [_ahead(reading, one) for one in headings]
    if asked and not headings:
        lists = [_answering(reading)]
    yield from sorted({span for row in lists for span in row if span[0] not in drugs})


def asks_for_allergies(reading: Reading, first: int, last: int) -> bool:
    """Whether these tokens, of a question, ask what somebody is allergic to."""
    return _WORDS in reading.scopes.labels(first, last)


# --- drugs


def _is_allergen(reading: Reading, drug: Mention) -> bool:
    how = dosing(reading, drug)
    hits = [hit for hit in reading.scopes.cues if how.first <= hit.first <= how.last]
    if any(hit.label == _WORDS for hit in hits):
        return not (_is_taken(reading, drug) or _is_beside_list(reading, drug))
    return any(_causes(reading, hit, drug.first) for hit in hits if hit.label == _REACTION)


def _causes(reading: Reading, hit: Hit, place: int) -> bool:
    """ "Uitslag van de penicilline": a result has another owner, "uitslag van uw bloed"."""
    between = range(hit.last + 1, place)
    return hit.last < place and len(between) < _CAUSE and not _telling(reading, between)


def _is_taken(reading: Reading, drug: Mention) -> bool:
    """ "Allergisch voor noten en slik ibuprofen": a verb of taking stands beside the drug."""
    if _is_reacted_to(reading, drug.first):
        return False
    return any(
        hit.label == _TAKEN
        and reading.words[hit.first].low not in small(reading.language, "reacts_to")
        and reading.scopes.clause[hit.first] == reading.scopes.clause[drug.first]
        and (
            hit.first == drug.last + 1
            or (
                0 < drug.first - hit.last <= _CAUSE
                and not _telling(reading, range(hit.last + 1, drug.first))
            )
        )
        for hit in reading.scopes.cues
    )


def _is_beside_list(reading: Reading, drug: Mention) -> bool:
    """ "Allergisch voor noten, ik draag een epipen": the list names other things and not this."""
    headings = [m for m in reading.mentions if m.kind == "heading" and m.last < drug.first]
    rows = [_behind(reading, one) for one in headings]
    return any(rows) and all((drug.first, drug.last) not in row for row in rows)


def _answers(reading: Reading, drug: Mention) -> bool:
    """Whether a drug is among the first things that an answer tells: "ja, penicilline"."""
    if _is_taken(reading, drug) or dosing(reading, drug).dose:
        return False
    in_list = any(drug.first == first for first, _ in _answering(reading))
    return in_list or not _telling(reading, range(drug.first))


def _are_listed(reading: Reading, before: Mention, after: Mention) -> bool:
    """Whether only the small words or the commas of a list stand between two drugs."""
    joins = small(reading.language, "listing")
    between = reading.words[before.last + 1 : after.first]
    joined = any(word.low in joins or word.low == "," for word in between)
    plain = all(word.low in joins or not word.is_word for word in between)
    return joined and plain and len(between) <= _JOINS


# --- other things


def _behind(reading: Reading, heading: Mention) -> list[tuple[int, int]]:
    """The list behind "allergisch": at once, or behind a "voor" close by."""
    sentence = reading.words[heading.last].sentence
    near = range(heading.last + 1, min(heading.last + 1 + _REACH, len(reading.words)))
    inside = [place for place in near if reading.words[place].sentence == sentence]
    opened = [place + 1 for place in inside if _opens(reading, place)]
    if opened:
        return _items(reading, opened[0])
    at_once = inside and (inside[0] in reading.content or reading.words[inside[0]].text == ":")
    return _items(reading, inside[0]) if at_once else []


def _ahead(reading: Reading, heading: Mention) -> list[tuple[int, int]]:
    """The list that ends in "... ben ik allergisch"."""
    clause = reading.scopes.clause[heading.first]
    own = [p for p in range(heading.first) if reading.scopes.clause[p] == clause]
    opened = [place + 1 for place in own if _opens(reading, place)]
    return _items(reading, opened[0], heading.first) if opened else []


def _answering(reading: Reading) -> list[tuple[int, int]]:
    """The list in an answer: "ja, voor noten", or nothing but several things."""
    opened = [place for place in range(len(reading.words)) if _opens(reading, place)]
    if opened and not _telling(reading, range(opened[0])):
        return _items(reading, opened[0] + 1)
    first = next((p for p in range(len(reading.words)) if _telling(reading, range(p, p + 1))), None)
    row = _items(reading, first) if first is not None else []
    behind = row[-1][1] + 1 if row else 0
    ends = behind == len(reading.words) or reading.words[behind].text == "."
    return row if len(row) > 1 and ends else []


def _items(reading: Reading, first: int, until: int = 0) -> list[tuple[int, int]]:
    """The first and last word of each item of the list that begins here, up to a verb."""
    drugs = {m.first: m.last for m in reading.mentions if m.kind == "drug"}
    joins = small(reading.language, "listing") | small(reading.language, "reacts_to")
    found: list[tuple[int, int]] = []
    place = first
    while place < len(reading.words):
        start = _skipped(reading, place, joins)
        if start >= len(reading.words) or (found and start == place):
            break
        last = drugs[start] if start in drugs else _thing(reading, start, joins)
        if last is None or (found and not _closes(reading, last + 1, joins, until)):
            break
        found.append((start, last))
        place = last + 1
    return found


def _skipped(reading: Reading, place: int, joins: frozenset[str]) -> int:
    """The next place behind the commas and the small words of a list."""
    sentence = reading.words[min(place, len(reading.words) - 1)].sentence
    passed = joins | small(reading.language, "determiners") | {",", ":"}
    while place < len(reading.words) and reading.words[place].low in passed:
        place += 1
    inside = place < len(reading.words) and reading.words[place].sentence == sentence
    return place if inside else len(reading.words)


def _thing(reading: Reading, first: int, joins: frozenset[str]) -> int | None:
    """The last word of the thing that is named here; none for what is no thing."""
    last = None
    for place in range(first, min(first + _LONGEST, len(reading.words))):
        if not _is_thing(reading, place):
            break
        last = place if last is None or _closes(reading, place + 1, joins) else last
    return last


def _is_thing(reading: Reading, place: int) -> bool:
    """Neither "iets" nor "medicijnen", no verb of taking, no complaint and no illness."""
    named = any(m.first <= place <= m.last for m in reading.mentions if m.kind != "topic")
    general = reading.words[place].low in small(reading.language, "no_thing")
    labels = reading.scopes.labels(place, place)
    cue = any(label.partition(".")[0] in ("change", "negation", "answer") for label in labels)
    return place in reading.content and not (named or general or cue)


def _closes(reading: Reading, place: int, joins: frozenset[str], until: int = 0) -> bool:
    """Whether an item of a list ends before this place; a verb has its object there."""
    if place >= len(reading.words) or (
        place < until and not _telling(reading, range(place, until))
    ):
        return True
    word = reading.words[place]
    if not word.is_word:
        return not word.is_digits
    return word.low in joins | small(reading.language, "prepositions")


def _opens(reading: Reading, place: int) -> bool:
    return reading.words[place].low in small(reading.language, "reacts_to")


def _is_reacted_to(reading: Reading, first: int) -> bool:
    return first > 0 and _opens(reading, first - 1)


def _telling(reading: Reading, places: range) -> bool:
    """Whether one of these words tells something by itself; a ja or a possessive does not."""
    answers = {hit.first for hit in reading.scopes.cues if hit.label.startswith("answer.")}
    return any(place in reading.content and place not in answers for place in places)
