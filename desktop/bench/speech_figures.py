"""The figures of a hearing bench: of one case, and of all cases in a language together."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from os import times

from asr.transcript import Coverage, Language
from asr.value import Value
from desktop.bench.calibration import Calibration
from desktop.bench.drug_mentions import DrugMentions
from desktop.bench.share import Share
from desktop.bench.speaker_errors import SpeakerErrors, added_up
from desktop.bench.word_errors import WordErrors


@dataclass
class Cost:
    """Seconds on the clock, and seconds of processor of this process and those it started."""

    wall: float = 0.0
    cpu: float = 0.0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.wall + other.wall, self.cpu + other.cpu)


class Hearing(Value):
    """How well one text was heard, and at what cost. `fair` has all numbers spelled one way."""

    plain: WordErrors
    fair: WordErrors
    drugs: DrugMentions
    cost: Cost

    def __add__(self, other: "Hearing") -> "Hearing":
        return Hearing(
            plain=self.plain + other.plain,
            fair=self.fair + other.fair,
            drugs=self.drugs + other.drugs,
            cost=self.cost + other.cost,
        )


class CaseFigures(Value):
    """One case. `once` is the same without a second listen, `bare` what faster-whisper alone makes
    of the file, when that was asked."""

    case_id: str
    language: Language
    channels: int
    seconds: float  # of the recording
    coverage: Coverage
    heard: Hearing
    turns_on_time: Share
    words_by_right_speaker: Share
    bare: Hearing | None = None
    once: Hearing | None = None
    calibration: Calibration = Calibration()
    by_speaker: tuple[SpeakerErrors, ...] = ()


class Rates(Value):
    """Percentages, and seconds of work a second of sound."""

    words_wrong: float  # numbers spelled one way: the figure to compare with others
    words_wrong_least: float
    words_wrong_most: float
    words_wrong_plain: float
    drugs: DrugMentions
    never_said_an_hour: float  # names of drugs, an hour of speech
    cpu_a_second_of_sound: float
    cpu_a_second_of_speech: float
    wall_a_second_of_sound: float


class Totals(Value):
    """Cases of one language together. `cpu_ratio`: Griffel's processor time by the bare one's;
    `second_ratio`: by that of Griffel itself without a second listen."""

    language: Language
    cases: int
    seconds: float
    coverage: Coverage
    heard: Rates
    turns_on_time: float
    words_by_right_speaker: float
    bare: Rates | None = None
    cpu_ratio: float | None = None
    once: Rates | None = None
    second_ratio: float | None = None
    calibration: Calibration = Calibration()
    by_speaker: tuple[SpeakerErrors, ...] = ()


class SpeechReport(Value):
    """Everything that one run measured."""

    model: str
    vocabulary: bool
    second: bool = False
    cases: tuple[CaseFigures, ...]
    totals: tuple[Totals, ...]


@contextmanager
def clocked() -> Iterator[Cost]:
    """A cost that is filled in when the work is done. Children count once they have been reaped."""
    cost = Cost()
    wall, before = time.perf_counter(), times()
    yield cost
    after = times()
    cost.wall = round(time.perf_counter() - wall, 3)
    cost.cpu = round(sum(after[:4]) - sum(before[:4]), 3)


def totals(cases: Sequence[CaseFigures]) -> tuple[Totals, ...]:
    """The cases added up, language by language."""
    spoken = sorted({case.language for case in cases}, reverse=True)
    return tuple(total([case for case in cases if case.language == one]) for one in spoken)


def total(cases: Sequence[CaseFigures]) -> Totals:
    """Cases of one language added up; one case alone gives its own rates."""
    seconds = sum(case.seconds for case in cases)
    coverage = _added_up([case.coverage for case in cases])
    heard = [case.heard for case in cases]
    bare = [case.bare for case in cases if case.bare is not None]
    once = [case.once for case in cases if case.once is not None]
    return Totals(
        language=cases[0].language,
        cases=len(cases),
        seconds=round(seconds, 2),
        coverage=coverage,
        heard=_rates(heard, seconds, coverage.speech),
        turns_on_time=_together([case.turns_on_time for case in cases]),
        words_by_right_speaker=_together([case.words_by_right_speaker for case in cases]),
        bare=_rates(bare, seconds, coverage.speech) if len(bare) == len(cases) else None,
        cpu_ratio=_ratio(heard, bare),
        once=_rates(once, seconds, coverage.speech) if len(once) == len(cases) else None,
        second_ratio=_ratio(heard, once),
        calibration=sum((case.calibration for case in cases), Calibration()),
        by_speaker=added_up(case.by_speaker for case in cases),
    )


def _rates(hearings: Sequence[Hearing], seconds: float, speech: float) -> Rates:
    whole = hearings[0]
    for hearing in hearings[1:]:
        whole += hearing
    each = [100 * hearing.fair.rate for hearing in hearings]
    return Rates(
        words_wrong=round(100 * whole.fair.rate, 2),
        words_wrong_least=round(min(each), 2),
        words_wrong_most=round(max(each), 2),
        words_wrong_plain=round(100 * whole.plain.rate, 2),
        drugs=whole.drugs,
        never_said_an_hour=round(3600 * _by(whole.drugs.never_said, speech), 2),
        cpu_a_second_of_sound=_by(whole.cost.cpu, seconds),
        cpu_a_second_of_speech=_by(whole.cost.cpu, speech),
        wall_a_second_of_sound=_by(whole.cost.wall, seconds),
    )


def _ratio(heard: Sequence[Hearing], other: Sequence[Hearing]) -> float | None:
    """Processor time of the one by that of the other, where every case has both."""
    if len(heard) != len(other):
        return None
    return _by(sum(one.cost.cpu for one in heard), sum(one.cost.cpu for one in other))


def _added_up(coverages: Sequence[Coverage]) -> Coverage:
    return Coverage(
        **{
            name: round(sum(getattr(coverage, name) for coverage in coverages), 2)
            for name in Coverage.model_fields
        }
    )


def _together(shares: Sequence[Share]) -> float:
    return round(sum(shares, Share()).percent, 2)


def _by(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0
