"""What a language model makes of notes, and what that costs: quality, speed, and memory.

Each conversation is read along first, as while it goes on, and its note is written then. Of what
the model wrote three notes are made: the lines of the rules alone, what the model wrote with
nothing held against it, and the two joined, which is what a clinician sees.
"""

import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from asr.value import Value
from desktop.bench.cases import Case
from desktop.bench.gold import Gold
from desktop.bench.memory import most_memory
from desktop.bench.notes import NeutralNote, NeutralStatement
from desktop.bench.said_values import ValueScore, score_values
from desktop.bench.scoring import score
from desktop.bench.share import Share
from summarize.errors import WritingError
from summarize.extract import Extract
from summarize.generate import Generate
from summarize.phrasing import Tally
from summarize.runtime import Figures, Prompt, Runtime, Schema, always
from summarize.summarize import lines_of
from summarize.template import find_template
from summarize.writer import Line, ModelUsed

READ_AT_ONCE = 6  # utterances that become final together while somebody speaks


class Quality(Value):
    """One kind of note against the facts of the cases."""

    found: Share = Share()
    critical: Share = Share()
    traps: Share = Share()
    unsaid: Share = Share()  # drugs, doses and numbers that nobody said, of those written
    statements: int = 0
    words: int = 0

    def __add__(self, other: "Quality") -> "Quality":
        names = Quality.model_fields
        return Quality(**{name: getattr(self, name) + getattr(other, name) for name in names})


class CaseRun(Value):
    """What one conversation took; tokens, and seconds of the processor and of the clock."""

    case_id: str
    failure: str = ""
    answers: int = 0
    conversation: int = 0  # tokens that were read along
    read_along_seconds: float = 0.0
    after_stop: int = 0  # tokens read for the first answer, the question among them
    again: int = 0  # of those, tokens of the conversation
    first_line_seconds: float = 0.0
    draft_seconds: float = 0.0
    prompt_tokens: int = 0
    prompt_processor: float = 0.0
    output_tokens: int = 0
    output_processor: float = 0.0
    lines: int = 0
    proposed: int = 0
    kept: int = 0
    looped: int = 0
    unfounded: int = 0
    quoted: int = 0
    rules: Quality = Quality()
    model: Quality = Quality()  # with nothing held against it
    joined: Quality = Quality()

    @property
    def without_listening(self) -> float:
        """The seconds after Stop had nothing been read along."""
        return self.read_along_seconds + self.draft_seconds


class WriterReport(Value):
    """Everything that one run measured; memory in megabytes."""

    model: str
    sha256: str
    memory: float | None
    cases: tuple[CaseRun, ...]

    def figures(self) -> Iterator[tuple[str, str]]:
        """The name and the value of what is told of all cases together."""
        read = sum(run.prompt_tokens for run in self.cases)
        written = sum(run.output_tokens for run in self.cases)
        reading = sum(run.prompt_processor for run in self.cases)
        writing = sum(run.output_processor for run in self.cases)
        yield "read_speed", f"{read / max(reading, 0.01):.1f}"
        yield "write_speed", f"{written / max(writing, 0.01):.1f}"
        for name in ("lines", "proposed", "kept", "looped", "unfounded", "quoted"):
            yield name, str(sum(getattr(run, name) for run in self.cases))
        yield "memory", "" if self.memory is None else f"{self.memory:.0f}"


@dataclass
class Metered:
    """A runtime, with what each answer took."""

    inner: Runtime
    answers: list[Figures] = field(default_factory=list)
    read_processor: float = 0.0
    write_processor: float = 0.0

    @property
    def figures(self) -> Figures:
        """Of what was done last."""
        return self.inner.figures

    def read(self, prompt: Prompt, wanted: Callable[[], bool] = always) -> None:
        """Take the prompt in."""
        began = time.process_time()
        self.inner.read(prompt, wanted)
        self.read_processor += time.process_time() - began

    def write(self, prompt: Prompt, schema: Schema, most: int) -> Generator[str, None, None]:
        """The answer; what comes before its first letter is reading."""
        mark = time.process_time()
        first = True
        for piece in self.inner.write(prompt, schema, most):
            if piece and first:
                self.read_processor += time.process_time() - mark
                mark, first = time.process_time(), False
            yield piece
        self.write_processor += time.process_time() - mark
        self.answers.append(self.inner.figures)


def measure_writer(
    cases: Sequence[Case], gold: Mapping[str, Gold], runtime: Runtime, model: ModelUsed
) -> Iterator[CaseRun]:
    """Write the note of each case. A case that cannot be written is told, and the run goes on."""
    for case in cases:
        meter = Metered(runtime)
        writer = Generate(meter, model=model)
        try:
            yield _run(case, gold[case.id], meter, writer)
        except WritingError as error:
            yield CaseRun(case_id=case.id, failure=error.code, answers=len(meter.answers))


def report_of(runs: Sequence[CaseRun], model: ModelUsed) -> WriterReport:
    """The report of these runs, made in the process that ran them."""
    return WriterReport(
        model=model.name, sha256=model.sha256, memory=most_memory(), cases=tuple(runs)
    )


def _run(case: Case, gold: Gold, meter: Metered, writer: Generate) -> CaseRun:
    began = time.perf_counter()
    for count in range(READ_AT_ONCE, len(case.transcript.utterances) + READ_AT_ONCE, READ_AT_ONCE):
        said = case.transcript.utterances[:count]
        writer.follow(case.transcript.model_copy(update={"utterances": said}))
    conversation = meter.figures.known + meter.figures.read
    stopped = time.perf_counter()
    template = find_template(case.template, case.language)
    lines: list[Line] = []
    first = 0.0
    for line in lines_of(case.transcript, template, writer):
        first = first or time.perf_counter() - stopped
        lines.append(line)
    tally = writer.tally
    free = [Line("S", one.text, one.evidence) for one in writer.proposed]
    return CaseRun(
        case_id=case.id,
        answers=len(meter.answers),
        conversation=conversation,
        read_along_seconds=round(stopped - began, 2),
        after_stop=meter.answers[0].read if meter.answers else 0,
        again=max(0, conversation - meter.answers[0].known) if meter.answers else 0,
        first_line_seconds=round(first, 2),
        draft_seconds=round(time.perf_counter() - stopped, 2),
        prompt_tokens=conversation + sum(one.read for one in meter.answers),
        prompt_processor=round(meter.read_processor, 2),
        output_tokens=sum(one.written for one in meter.answers),
        output_processor=round(meter.write_processor, 2),
        rules=_quality(case, gold, tuple(Extract().lines(case.transcript, template))),
        model=_quality(case, gold, free),
        joined=_quality(case, gold, lines),
        **_counts(tally),
    )


def _counts(tally: Tally) -> dict[str, int]:
    names = ("lines", "proposed", "kept", "looped", "unfounded", "quoted")
    return {name: getattr(tally, name) for name in names}


def _quality(case: Case, gold: Gold, lines: Sequence[Line]) -> Quality:
    note = _note(case, lines)
    scored = score(case, gold, note)
    values: ValueScore = score_values(case, note, gold.reference_text)
    return Quality(
        found=scored.recall,
        critical=scored.critical,
        traps=scored.traps,
        unsaid=values.unsaid,
        statements=scored.statements,
        words=scored.words,
    )


def _note(case: Case, lines: Sequence[Line]) -> NeutralNote:
    ordered = sorted(lines, key=lambda line: line.section)
    sections = {
        key: tuple(NeutralStatement(text=one.text, evidence=one.evidence) for one in own)
        for key, own in groupby(ordered, key=lambda line: line.section)
    }
    return NeutralNote(case_id=case.id, sections=sections)
