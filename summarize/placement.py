"""Which section a sentence belongs to, by who says it and how far the visit has come."""

from collections.abc import Sequence
from typing import Literal

from summarize.drugs import known_drug
from summarize.spoken import Word
from summarize.wording import Wording

Slot = Literal["S", "O", "E", "P", ""]
_SHORT_CONCLUSION = 9  # words; what goes on longer after an assessment explains
_CONCLUSION = 20  # the same when it names a condition and how likely it is
_CONCLUDED = frozenset({"symptom", "condition"})


class Visit:
    """Follows a visit from history by examination and assessment to plan.

    Nothing a patient says comes under O; nothing comes under E before somebody examined or at
    least half of the visit has passed, however much it sounds like a conclusion.
    """

    def __init__(self, turns: int, lists: Wording) -> None:
        self._turns = max(turns, 1)
        self._lists = lists
        self.begun = self.examined = self.assessed = self.planned = False
        self.problems = 0  # brought up so far after the first
        self._last: tuple[int, Slot] = (-1, "")  # the turn and section of the sentence before
        self._assessing_in = -1  # the turn that voiced the last assessment
        self._treating = False  # whether drugs were spoken of after the examination

    def slot(self, words: Sequence[Word], place: int, *, answers: bool = False) -> Slot:
        """Where a sentence of the professional goes; "" for talk that belongs nowhere.

        What answers a question of the patient in the second half is advice.
        """
        slot = self._slot(words, place, answers)
        self._last = (place, slot)
        return slot

    def _slot(self, words: Sequence[Word], place: int, answers: bool) -> Slot:
        lows = [word.low for word in words]
        late = place * 2 > self._turns
        if self._has("phases.exam", lows) and not self._is_condition(lows):
            self.examined, self.assessed, self.planned = True, False, False
        announces = self._announces(lows) and not self.planned
        found = self._is_finding(words) or self._is_value(words)
        # "Ik meet even de bloeddruk" says nothing, unless a drug is named in the same breath.
        idle = announces and not any(known_drug(word.low) for word in words)
        planning = not idle and (self._plans(words) or (answers and late and not found))
        if announces or (found and not self.planned and self._has("phases.examining", lows)):
            self.examined = True
        if idle and not found:
            return ""
        if (self.examined or late) and self._assesses(words, planning, place):
            self.assessed = True
            self._assessing_in = place
            return "E"
        if planning:
            return self._planned(lows, late)
        if found and (not self.planned or self._is_value(words)):
            return "O" if self.examined or late or self._is_value(words) else ""
        if any(known_drug(word.low) for word in words) and (self.examined or late):
            self._treating = self.examined
            return "P"
        if self._last == (place, "O") or (self.examined and not self._advises):
            return "P" if self._treating and self._last != (place, "O") else "O"
        if self.planned or self.assessed:
            return "P"
        if late:
            return "P"
        return "S" if self._is_from_the_record(words) else ""

    def hears(self, lows: Sequence[str]) -> None:
        """Takes note of a question that announces an examination ("mag ik even kijken?")."""
        if self._announces(lows):
            self.examined = True

    def _planned(self, lows: Sequence[str], late: bool) -> Slot:
        """A plan; early in a visit only what the professional binds himself to."""
        promises = self._has("phases.committing", lows)
        if promises and not self.assessed:
            return "P"
        if late or self.assessed:
            self.planned = True
            return "P"
        return ""

    def _announces(self, lows: Sequence[str]) -> bool:
        """ "Ik ga naar uw longen luisteren": the examination begins."""
        if self._has("phases.announcing", lows):
            return True
        starters = self._lists.lexicon("phases.starters")
        verbs = self._lists.lexicon("phases.exam_verbs")
        return any(low in starters for low in lows[:4]) and any(low in verbs for low in lows)

    def _has(self, name: str, lows: Sequence[str]) -> bool:
        return self._lists.phrases(name).within(lows)

    def _plans(self, words: Sequence[Word]) -> bool:
        lows = [word.low for word in words]
        return (
            self._has("phases.planning", lows)
            or self._has("phases.committing", lows)
            or self._is_condition(lows)
            or self._is_told_to(words)
        )

    def _is_told_to(self, words: Sequence[Word]) -> bool:
        """An order to the patient; before the assessment such words may as well name a finding.

        "Geen alcohol" is an order, "geen longontsteking" is not.
        """
        row = [word for word in words if word.low not in self._lists.lexicon("fillers")]
        if not row or row[0].low not in self._lists.lexicon("phases.imperatives"):
            return False
        denies = row[0].low in self._lists.lexicon("denial.any")
        habits = self._lists.lexicon("vocabulary.habit", "vocabulary.treatment")
        rules_out = denies and any(w.term in _CONCLUDED and w.low not in habits for w in row)
        return self._advises and not rules_out

    @property
    def _advises(self) -> bool:
        return self.assessed or self.planned

    def _is_condition(self, lows: Sequence[str]) -> bool:
        conditions = self._lists.lexicon("phases.conditions")
        return any(low in conditions for low in lows[:4])

    def _assesses(self, words: Sequence[Word], planning: bool, place: int) -> bool:
        """A conclusion by its own words, or a short sentence going on after one."""
        lows = [word.low for word in words]
        if self._has("phases.concluding", lows):
            return not self._is_condition(lows) and not (self.planned and planning)
        if (self.planned and self.assessed) or planning or self._is_value(words):
            return False
        if place == self._assessing_in and not self._is_finding(words):
            return len(words) <= _SHORT_CONCLUSION or self._weighs(words)
        figures = any(word.figure for word in words)
        return self._has("phases.assessing", lows) and not figures and not self._is_finding(words)

    def _weighs(self, words: Sequence[Word]) -> bool:
        """Whether a sentence says of a condition how likely it is: "een breuk lijkt het niet"."""
        likely = self._lists.lexicon("phases.likely")
        says = self._has("phases.assessing", [word.low for word in words])
        return (
            len(words) <= _CONCLUSION
            and (says or any(word.low in likely for word in words))
            and any(word.term in _CONCLUDED for word in words)
        )

    def _is_finding(self, words: Sequence[Word]) -> bool:
        """Something found in a part of the body or a test."""
        findings = self._lists.lexicon("vocabulary.finding")
        about = self._lists.lexicon("vocabulary.body", "vocabulary.test")
        if not any(word.low in findings for word in words):
            return False
        return any(word.low in about or word.low in findings for word in words)

    def _is_value(self, words: Sequence[Word]) -> bool:
        """A measurement: a test with a figure that is no time to come and no dose."""
        tests = self._lists.lexicon("vocabulary.test")
        if any(known_drug(word.low) for word in words):
            return False
        if any(word.figure and "/" in word.text for word in words):
            return True
        units = self._lists.lexicon("placement.future_units")
        return any(word.low in tests for word in words) and any(
            word.figure and not (place + 1 < len(words) and words[place + 1].low in units)
            for place, word in enumerate(words)
        )

    def _is_from_the_record(self, words: Sequence[Word]) -> bool:
        """What the professional reads out about treatment: history, whoever says it."""
        treatment = self._lists.lexicon("vocabulary.treatment")
        return any(word.figure for word in words) and any(
            word.low in treatment or known_drug(word.low) for word in words
        )
