"""What stays out of a note whatever its weight: who somebody is, and words to the machine."""

from collections.abc import Sequence
from dataclasses import replace

from summarize.spoken import Sentence, Word, stretches
from summarize.wording import Wording

_SHORTEST = 5  # figures said one by one or in pairs; fewer are a value
_GREETING = 10  # words in which somebody gives a name and a department
_JOINING = frozenset({"en", "om", "op", "in", "of", "and", "at", "on", "to", "mg", "ml", "kg"})
_IN_TWO = 7  # figures of a number said in two parts
_PIECES = 3  # spoken parts of such a number
_AMOUNT = 2  # figures of an amount behind a few others


def identity_asked(questions: Sequence[Sentence], lists: Wording) -> bool:
    """Whether somebody is asked who they are or for a number that points at them."""
    asked = lists.lexicon("identity.asked")
    return any(low in asked for sentence in questions for low in sentence.lows)


def without_identity(sentence: Sentence, lists: Wording) -> Sentence:
    """The sentence less names given on the phone, addresses of mail and numbers that identify."""
    kept = [
        part
        for part in stretches(_without_runs(sentence.words, lists))
        if not _names_somebody(part, lists)
    ]
    return replace(sentence, words=tuple(word for part in kept for word in part))


def to_the_machine(sentence: Sentence, lists: Wording) -> bool:
    """Whether a sentence tells the system what to write: it is not obeyed, and not noted."""
    return lists.phrases("chatter.to_the_machine").within(sentence.lows)


def _names_somebody(part: Sequence[Word], lists: Wording) -> bool:
    lows = [word.low for word in part]
    skip = 0
    while skip < len(lows) and lows[skip] in lists.lexicon("fillers"):
        skip += 1
    if skip < len(lows) and lists.phrases("identity.naming").at(lows, skip):
        named = [word for word in part[skip + 1 :] if word.text[:1].isupper()]
        if named and len(part) - skip <= _GREETING:
            return True
    return any(low in lists.lexicon("identity.said") for low in lows)


def _without_runs(words: Sequence[Word], lists: Wording) -> tuple[Word, ...]:
    """The words without numbers spoken figure by figure."""
    row = list(words)
    place = 0
    while place < len(row):
        end, pieces, figures = place, 0, 0
        while end < len(row) and _may_be_part(row, end, lists):
            digits = _digits(row[end])
            pieces += digits > 0
            figures += digits
            end += 1
        spoken = pieces >= _PIECES and figures >= _SHORTEST
        spoken = spoken and not _ends_in_amount(row[place : end + 1], figures, lists)
        if spoken or (pieces > 1 and figures >= _IN_TWO):
            del row[place:end]
        else:
            place = max(end, place + 1)
    return tuple(row)


def _ends_in_amount(run: Sequence[Word], figures: int, lists: Wording) -> bool:
    """Whether the last figure of a short run counts something: "mijn 17 de 18 de 6 jaar"."""
    last, behind = _digits(run[-2]), run[-1].low
    counts = len(behind) > 1 and behind in lists.lexicon("kinds.units") and not run[-2].mark
    return counts and 0 < last <= _AMOUNT and figures - last < _SHORTEST


def _digits(word: Word) -> int:
    return sum(letter.isdigit() for letter in word.text)


def _may_be_part(row: Sequence[Word], place: int, lists: Wording) -> bool:
    """A short figure that is no sum of money, or letters spelled between figures."""
    word = row[place]
    if any(letter.isdigit() for letter in word.text):
        behind = row[place + 1].low if row[place + 1 :] and not word.mark else ""
        sums = lists.lexicon("figures.sums")
        return word.text.isalnum() and len(word.text) <= 4 and behind not in sums
    nearby = sum(w.figure for w in row[max(place - 1, 0) : place + 3])
    if word.text.isupper() and 3 <= len(word.text) <= 4:
        return nearby >= 1  # the bank in an account number
    return len(word.low) <= 2 and word.low not in _JOINING and nearby >= 2
