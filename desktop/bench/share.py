"""So many out of so many: the figure that every count of the bench comes down to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    """So many out of so many."""

    part: int = 0
    whole: int = 0

    @property
    def percent(self) -> float:
        return 100 * self.part / self.whole if self.whole else 0.0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.part + other.part, self.whole + other.whole)
