"""Do the notes of some people hold more than those of others: recall by age, sex, language."""

from collections.abc import Sequence
from math import sqrt
from statistics import variance

from asr.value import Value
from desktop.bench.scoring import CaseScore
from desktop.bench.share import Share

# Cases a group needs before a difference is more than noise. On the development set the recall of
# single cases spreads 6 points (standard deviation), so two groups of ten differ by 5 by chance.
FEWEST_CASES = 10
_SURE = 2  # standard errors


class GroupScore(Value):
    """The cases of one group together: "65+", "f"."""

    name: str
    cases: int
    recall: Share
    critical: Share
    traps: Share


class Difference(Value):
    """One way to part the cases, and the largest difference in recall, in points.

    `chance` is what two such groups differ by chance (two standard errors over cases), if a group
    has cases enough to tell; `is_noise` says that no conclusion can be drawn.
    """

    name: str
    groups: tuple[GroupScore, ...]
    lowest: str
    highest: str
    points: float
    chance: float | None
    is_noise: bool


def differences(scores: Sequence[CaseScore]) -> tuple[Difference, ...]:
    """One difference for each thing that the cases name and that has two groups or more."""
    scored = [one for one in scores if one.gold.facts]
    names = sorted({name for one in scored for name in one.gold.groups})
    found = (_difference(name, scored) for name in names)
    return tuple(one for one in found if len(one.groups) > 1)


def _difference(name: str, scores: Sequence[CaseScore]) -> Difference:
    members: dict[str, list[CaseScore]] = {}
    for one in scores:
        if name in one.gold.groups:
            members.setdefault(one.gold.groups[name], []).append(one)
    groups = tuple(_group(group, members[group]) for group in sorted(members))
    ordered = sorted(groups, key=lambda group: group.recall.percent)
    low, high = ordered[0], ordered[-1]
    points = round(high.recall.percent - low.recall.percent, 1)
    chance = _chance(members[low.name], members[high.name])
    few = min(group.cases for group in groups) < FEWEST_CASES
    return Difference(
        name=name,
        groups=groups,
        lowest=low.name,
        highest=high.name,
        points=points,
        chance=chance,
        is_noise=few or chance is None or points <= chance,
    )


def _group(name: str, scores: Sequence[CaseScore]) -> GroupScore:
    return GroupScore(
        name=name,
        cases=len(scores),
        recall=sum((one.recall for one in scores), Share()),
        critical=sum((one.critical for one in scores), Share()),
        traps=sum((one.traps for one in scores), Share()),
    )


def _chance(low: Sequence[CaseScore], high: Sequence[CaseScore]) -> float | None:
    """Cases are what is drawn, not facts: those of one case rise and fall together."""
    if min(len(low), len(high)) < 2:
        return None
    squares = [variance(one.recall.percent for one in part) / len(part) for part in (low, high)]
    return round(_SURE * sqrt(sum(squares)), 1)
