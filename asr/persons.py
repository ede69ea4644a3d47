"""How many people speak, and which slice of speech sounds like whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
import numpy.typing as npt

from asr.voice_model import Numbers

MOST = 3
# From which likeness on two groups are one person. Speech of one of five people, split in two as
# well as it goes, is alike to 0.90 or more (15 s in each half), 0.85 (10 s), 0.80 (less); that of
# two of them to 0.75 or less, to 0.84 when they whisper, of two diphone voices made of one, which
# vary little, to 0.87. From SHORT to LONG, seconds in the smaller group, more likeness is needed.
ALIKE = 0.89
ALIKE_IF_SHORT, ALIKE_IF_NEARLY_LONG = 0.78, 0.85
SHORT, LONG = 5.0, 15.0
LEAST = 2.5  # seconds that somebody must have spoken to count
_ENOUGH = 1.0  # seconds of what a first guess is made from
_FIRST = 150  # utterances, the longest, for the first guess; all pairs of them are compared
_HEAVIEST = 4.0  # seconds that an utterance counts for at most
_ROUNDS = 10
_GOLDEN = (5**0.5 - 1) / 2  # its multiples are spread evenly between whole numbers

_Labels = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Persons:
    """What each person sounds like: a row of numbers of length 1 a person."""

    voices: Numbers

    @property
    def count(self) -> int:
        return len(self.voices)

    def fits(self, heard: Numbers) -> Numbers:
        """How well each row fits each person: the best has 0, one as far off as another person -1.

        With one person everything fits.
        """
        alike = heard @ self.voices.T
        if self.count < 2:
            return np.zeros_like(alike)
        off = alike - alike.max(axis=1, keepdims=True)
        return np.asarray(np.maximum(off / (1 - self._closest), -1.0))

    @cached_property
    def _closest(self) -> float:
        """How alike the two are that are most alike."""
        between = self.voices @ self.voices.T
        return float(between[np.triu_indices(self.count, 1)].max())


def persons(heard: Numbers, seconds: Sequence[float]) -> Persons:
    """Who there is in these utterances, a row of numbers each."""
    lengths = np.asarray(seconds, dtype=np.float64)
    weights = np.minimum(lengths, _HEAVIEST)
    found = Persons(_middles(heard, weights, np.zeros(len(heard), dtype=np.intp), 1))
    long = np.flatnonzero(lengths >= _ENOUGH)
    # Of many that are as long as each other some of everywhere: somebody may come in later.
    anywhere = long * _GOLDEN % 1
    long = long[np.lexsort((anywhere, -lengths[long].round(1)))][:_FIRST]
    groups = _grouped(heard[long], weights[long])
    for count, first in sorted(groups.items()):
        labels, voices = _settled(
            heard, weights, _middles(heard[long], weights[long], first, count)
        )
        spoken = [float(lengths[labels == number].sum()) for number in range(count)]
        if _all_different(voices, spoken):
            found = Persons(voices)
    return found


def _grouped(heard: Numbers, weights: Numbers) -> dict[int, _Labels]:
    """Join the two groups that lose least by it (Ward), again and again: the groups when MOST are
    left, and when fewer are."""
    middles, sizes = heard.copy(), weights.copy()
    labels = np.arange(len(heard))
    costs = _costs(middles, sizes)
    groups: dict[int, _Labels] = {}
    for left in range(len(heard) - 1, 1, -1):
        a, b = divmod(int(np.argmin(costs)), len(heard))
        middles[a] = (middles[a] * sizes[a] + middles[b] * sizes[b]) / (sizes[a] + sizes[b])
        sizes[a] += sizes[b]
        labels[labels == b] = a
        costs[b, :] = costs[:, b] = np.inf
        gone = np.isinf(costs[a])
        fresh = sizes[a] * sizes / (sizes[a] + sizes) * ((middles - middles[a]) ** 2).sum(axis=1)
        costs[a, :] = costs[:, a] = np.where(gone, np.inf, fresh)
        if left <= MOST:
            groups[left] = np.unique(labels, return_inverse=True)[1]
    return groups


def _costs(middles: Numbers, sizes: Numbers) -> Numbers:
    apart = np.maximum(2 - 2 * middles @ middles.T, 0)  # the rows have length 1
    costs = sizes[:, None] * sizes / (sizes[:, None] + sizes) * apart
    np.fill_diagonal(costs, np.inf)
    return np.asarray(costs)


def _middles(heard: Numbers, weights: Numbers, labels: _Labels, count: int) -> Numbers:
    sums = np.stack([(weights * (labels == n)) @ heard for n in range(count)])
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9))


def _settled(heard: Numbers, weights: Numbers, voices: Numbers) -> tuple[_Labels, Numbers]:
    """Give every utterance to the voice it fits best, and learn the voices again."""
    labels = (heard @ voices.T).argmax(axis=1)
    for _ in range(_ROUNDS):
        voices = _middles(heard, weights, labels, len(voices))
        again = (heard @ voices.T).argmax(axis=1)
        if np.array_equal(again, labels):
            break
        labels = again
    return labels, voices


def _all_different(voices: Numbers, spoken: Sequence[float]) -> bool:
    """Whether nobody is there twice, and everybody has spoken enough."""
    for a, b in combinations(range(len(voices)), 2):
        if float(voices[a] @ voices[b]) >= _one_from(min(spoken[a], spoken[b])):
            return False
    return min(spoken) >= LEAST


def _one_from(seconds: float) -> float:
    """From which likeness on two groups are one person, with so much in the shorter one."""
    if seconds >= LONG:
        return ALIKE
    ends = (ALIKE_IF_SHORT, ALIKE_IF_NEARLY_LONG)
    return float(np.interp(seconds, (SHORT, LONG), ends))
