"""Names that Whisper wrote only because they stand in its prompt, put back to what it hears.

With diclofenac among the words to expect it wrote "Diclo." where "drie kilo" was said.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from asr.hearing import HeardWord, Judge
from asr.hypotheses import AFTER, STOP, Hypothesis, bare_word
from asr.numerals import is_amount
from asr.terms import Terms
from asr.transcript import Language

# Below this Whisper hardly believes the name itself. On four hours of recordings 159 names were
# heard at once, four of which nobody had said: of two of these the prompt was the cause. One of the
# two is mended so, and one of the 155 that were said is lost.
HARDLY_BELIEVED = 0.1
_LONGEST = 5  # words that are put back at once


def prompted(
    words: Sequence[HeardWord],
    terms: Terms,
    judge: Judge,
    unprompted: str,
    language: Language,
) -> list[Hypothesis]:
    """What is likelier, with the name in the prompt and all, than a name hardly believed."""
    texts = [word.text for word in words]
    bare = [f" {word}" for word in unprompted.split()]
    blocks = SequenceMatcher(None, _plain(texts), _plain(bare), autojunk=False).get_opcodes()
    found: list[Hypothesis] = []
    for place in hardly_believed(words, terms):
        tag, first, end, there, until = next(b for b in blocks if b[1] <= place < b[2])
        instead = bare[there:until]
        if tag != "replace" or len(instead) > _LONGEST:
            continue
        if end - first > _LONGEST or _keeps(texts[first:end], place - first, language):
            continue
        other = [*texts[:first], *instead, *texts[end:]]
        name = _plain(texts)[place]  # as it is listed: as it was heard it would judge for itself
        heard = sum(judge(texts, [name])[first : end + AFTER])
        likely = sum(judge(other, [name])[first : first + len(instead) + AFTER])
        if likely > heard:
            found.append(Hypothesis(first, end, "".join(instead), 0.0))
    return found


def hardly_believed(words: Sequence[HeardWord], terms: Terms) -> list[int]:
    """Where the names of drugs stand that Whisper was hardly sure of."""
    return [
        place
        for place, word in enumerate(words)
        if word.probability < HARDLY_BELIEVED and terms.is_drug(word.text)
    ]


def _keeps(block: Sequence[str], name: int, language: Language) -> bool:
    """Whether there is a number beside the name, which is never changed, or a sentence ends."""
    others = [word for place, word in enumerate(_plain(block)) if place != name]
    return any(STOP.search(word) for word in block[:-1]) or any(
        is_amount(word, language) for word in others
    )


def _plain(words: Sequence[str]) -> list[str]:
    return [bare_word(word) for word in words]
