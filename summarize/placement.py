"""Which section a sentence belongs to, by who says it and how far the visit has come."""

from collections.abc import Sequence
from typing import Literal

from summarize.spoken import Word
from summarize.wording import Wording

Slot = Literal["S", "O", "E", "P", ""]


class Visit:
    """Follows a visit from history by examination and assessment to plan.

    Nothing a patient says comes under O; nothing comes under E before somebody examined or at
    least half of the visit has passed, however much it sounds like a conclusion.
    """

    def __init__(self, turns: int, lists: Wording) -> None:
        self._turns = max(turns, 1)
        self._lists = lists
        self.examined = self.assessed = self.planned = False

    def slot(self, words: Sequence[Word], place: int) -> Slot:
        """Where a sentence of the professional goes; "" for talk that belongs nowhere."""
        lows = [word.low for word in words]
        late = place * 2 > self._turns
        examining = self._has("phases.examining", lows)
        planning = self._has("phases.planning", lows) or self._is_condition(lows)
        finding = self._is_finding(words)
        if examining and not self.planned:
            self.examined = True
        if self._assesses(lows, planning) and (self.examined or late):
            self.assessed = True
            return "E"
        if finding and not planning and (not self.planned or self._is_value(words)):
            return "O" if self.examined or late or self._is_value(words) else ""
        if planning and (late or self.assessed):
            self.planned = True
            return "P"
        if self.planned or self.assessed:
            return "P"
        return "O" if self.examined and not planning else ""

    def _has(self, name: str, lows: Sequence[str]) -> bool:
        return self._lists.phrases(name).within(lows)

    def _is_condition(self, lows: Sequence[str]) -> bool:
        return bool(lows) and (
            lows[0] in self._lists.lexicon("phases.conditions")
            or any(low in self._lists.lexicon("phases.conditions") for low in lows[1:4])
        )

    def _assesses(self, lows: Sequence[str], planning: bool) -> bool:
        first = self._lists.phrases("phases.assessing").first(lows)
        if first is None:
            return False
        plan = self._lists.phrases("phases.planning").first(lows)
        return plan is None or (first <= plan and not self._is_condition(lows))

    def _is_finding(self, words: Sequence[Word]) -> bool:
        lows = [word.low for word in words]
        findings = self._lists.lexicon("vocabulary.finding")
        return any(low in findings for low in lows) or self._is_value(words)

    def _is_value(self, words: Sequence[Word]) -> bool:
        tests = self._lists.lexicon("vocabulary.test")
        has_test = any(word.low in tests for word in words)
        units = self._lists.lexicon("placement.future_units")
        return has_test and any(
            word.figure and not (place + 1 < len(words) and words[place + 1].low in units)
            for place, word in enumerate(words)
        )
