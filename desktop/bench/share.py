"""So many out of so many: the figure that every count of the bench comes down to."""

from dataclasses import dataclass
from math import sqrt

_Z = 1.96  # 19 times in 20


@dataclass(frozen=True)
class Share:
    """So many out of so many."""

    part: int = 0
    whole: int = 0

    @property
    def percent(self) -> float:
        return 100 * self.part / self.whole if self.whole else 0.0

    def likely(self) -> tuple[float, float]:
        """Between which percentages it lies 19 times in 20 (Wilson's interval for a share)."""
        if not self.whole:
            return 0.0, 100.0
        rate, square = self.part / self.whole, _Z * _Z / self.whole
        middle = rate + square / 2
        spread = _Z * sqrt(rate * (1 - rate) / self.whole + square / (4 * self.whole))
        low, high = ((middle + way * spread) / (1 + square) for way in (-1, 1))
        return max(0.0, 100 * low), min(100.0, 100 * high)

    def __add__(self, other: "Share") -> "Share":
        return Share(self.part + other.part, self.whole + other.whole)
