"""Names that Whisper wrote only because they stand in its prompt, put back to what it hears.

With diclofenac among the words to expect it wrote "Diclo." where "drie kilo" was said.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from asr.hearing import HeardWord, Judge
from asr.hypotheses import Hypothesis
from asr.terms import Terms

# Below this Whisper hardly believes the name itself. On four hours of recordings, 159 names heard:
# of the 14 below it two were never said, and one true one is lost with them.
HARDLY_BELIEVED = 0.1
_LONGEST = 5  # words that are put back at once
_AFTER = 5  # words behind them that speak for one reading or the other


def prompted(
    words: Sequence[HeardWord], terms: Terms, judge: Judge, unprompted: str
) -> list[Hypothesis]:
    """What is likelier, with the name in the prompt and all, than a name hardly believed."""
    texts = [word.text for word in words]
    bare = [f" {word}" for word in unprompted.split()]
    blocks = SequenceMatcher(None, _plain(texts), _plain(bare), autojunk=False).get_opcodes()
    found: list[Hypothesis] = []
    for place in hardly_believed(words, terms):
        first, end, there, until = next(b[1:] for b in blocks if b[1] <= place < b[2])
        instead = bare[there:until]
        if not instead or end - first > _LONGEST or len(instead) > _LONGEST:
            continue
        other = [*texts[:first], *instead, *texts[end:]]
        name = _plain(texts)[place]  # as it is listed: as it was heard it would judge for itself
        heard = sum(judge(texts, [name])[first : end + _AFTER])
        likely = sum(judge(other, [name])[first : first + len(instead) + _AFTER])
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


def _plain(words: Sequence[str]) -> list[str]:
    return [word.strip(" .,?!;:…").lower() for word in words]
