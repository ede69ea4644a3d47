"""The writer with a language model: what the rules found, in the words of a colleague.

The extract writer finds the lines; the model puts them into better words, heading by heading, with
the conversation before it. What it writes goes into the note only where it says those lines and
nothing more; everywhere else the lines do. So it can add no fact and lose none.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import groupby

from asr.transcript import Transcript, Utterance, UtteranceId
from summarize.conversation import Conversation, read
from summarize.errors import ConversationTooLong
from summarize.extract import Extract
from summarize.phrasing import Tally, joined
from summarize.prompt import Prompts, heard, prompts
from summarize.runtime import Figures, Left, NoRoom, Runtime, always
from summarize.schema import Proposal, most_tokens, read_answer, schema_of
from summarize.template import Template
from summarize.writer import Length, Line, ModelUsed, Writer

MOST_LINES = 6  # put to the model at once: small models lose count of more
AROUND = 2  # utterances shown before and after those cited, where not all of them fit


class Generate:
    """Phrases with a model; `facts` is the writer whose lines it phrases.

    `wanted` is asked now and then; where it says no, writing ends with Left.
    """

    name = "generate"

    def __init__(
        self,
        runtime: Runtime,
        facts: Writer | None = None,
        *,
        model: ModelUsed | None = None,
        wanted: Callable[[], bool] = always,
    ) -> None:
        self._runtime = runtime
        self._facts: Writer = facts or Extract()
        self._wanted = wanted
        self.model = model
        self.length: Length = "usual"  # of the next note
        self.tally = Tally()  # of the note written last
        self.proposed: tuple[Proposal, ...] = ()  # and what the model wrote for it, good or not
        self.took: list[Figures] = []  # of each answer for it
        self.done = 0.0  # the part of it that is written

    def follow(self, transcript: Transcript) -> None:
        """Read what is final of a conversation that goes on; writing about it then starts sooner.

        One that has become longer than the model can hold is not read ahead.
        """
        try:
            said = prompts(transcript.language).listening(heard(transcript))
            self._runtime.read(said, self._wanted)
        except NoRoom:
            return

    def lines(self, transcript: Transcript, template: Template) -> Iterator[Line]:
        """The lines of the rules, phrased; those of a heading come when that heading is done."""
        self.tally, self.proposed, self.took, self.done = Tally(), (), [], 0.0
        if transcript.is_empty:
            return
        settled = tuple(self._facts.lines(transcript, template))
        task = _Task(self._runtime, transcript, template, self.length, self._wanted)
        self.took = task.took
        for _, group in groupby(settled, key=lambda line: (line.report, line.section)):
            own = tuple(group)
            for start in range(0, len(own), MOST_LINES):
                batch = own[start : start + MOST_LINES]
                written, tally = self._written(task, batch)
                self.tally += tally
                self.done = self.tally.lines / len(settled)
                yield from written

    def _written(self, task: "_Task", batch: Sequence[Line]) -> tuple[tuple[Line, ...], Tally]:
        """These lines in the best words there are; of a heading that went well for the most part,
        those that the model put wrongly are put to it once more."""
        proposals = task.phrase(batch)
        self.proposed += proposals
        written, first = joined(proposals, batch, task.said)
        if not first.unfounded or not 0 < first.quoted < len(batch):
            return written, first
        verbatim = {one.text for one in proposals}
        left = tuple(line for line in written if line in batch and line.text not in verbatim)
        if not left:
            return written, first
        proposals = task.phrase(left, again=True)
        self.proposed += proposals
        better, second = joined(proposals, left, task.said)
        kept = [line for line in written if line not in left]
        tally = replace(first + second, lines=first.lines, quoted=second.quoted, again=len(left))
        return tuple(sorted((*kept, *better), key=partial(_place, batch))), tally


class _Task:
    """One conversation, put before the model whole where it fits."""

    def __init__(
        self,
        runtime: Runtime,
        transcript: Transcript,
        template: Template,
        length: Length,
        wanted: Callable[[], bool],
    ) -> None:
        self.said: Conversation = read(transcript)
        self.took: list[Figures] = []
        self._runtime = runtime
        self._wanted = wanted
        self._template = template
        self._length = length
        self._prompts: Prompts = prompts(transcript.language)
        self._utterances = heard(transcript)
        self._whole = True  # fits, as far as is known

    def phrase(self, lines: Sequence[Line], *, again: bool = False) -> tuple[Proposal, ...]:
        """These lines, all under one heading, as the model would put them."""
        if self._whole:
            try:
                return self._ask(self._utterances, lines, again)
            except NoRoom:
                self._whole = False
        return self._phrase_apart(lines, again)

    def _phrase_apart(self, lines: Sequence[Line], again: bool) -> tuple[Proposal, ...]:
        """The same with the part of the conversation around these lines, or in two halves."""
        for around in (AROUND, 0):
            try:
                return self._ask(self._part(lines, around), lines, again)
            except NoRoom:
                continue
        if len(lines) == 1:
            raise ConversationTooLong
        half = len(lines) // 2
        return self._phrase_apart(lines[:half], again) + self._phrase_apart(lines[half:], again)

    def _part(self, lines: Sequence[Line], around: int) -> tuple[Utterance, ...]:
        cited = set(_evidence(lines))
        places = [n for n, one in enumerate(self._utterances) if one.id in cited]
        shown = {n + step for n in places for step in range(-around, around + 1)}
        return tuple(one for n, one in enumerate(self._utterances) if n in shown)

    def _ask(
        self, utterances: Sequence[Utterance], lines: Sequence[Line], again: bool
    ) -> tuple[Proposal, ...]:
        section, evidence = lines[0].section, _evidence(lines)
        title = self._template.section(section).title
        said = self._prompts.listening(utterances)
        prompt = self._prompts.asking(said, title, lines, self._length, again=again)
        schema = schema_of(section, evidence, len(lines))
        most = most_tokens(evidence, len(lines))
        answer: list[str] = []
        with closing(self._runtime.write(prompt, schema, most)) as pieces:
            for piece in pieces:
                if not self._wanted():
                    raise Left
                answer.append(piece)
        self.took.append(self._runtime.figures)
        return read_answer("".join(answer), section, evidence)


def _place(batch: Sequence[Line], line: Line) -> int:
    """Which of these lines it says, or the first of them."""
    cited = set(line.evidence)
    beside = (number for number, one in enumerate(batch) if cited & set(one.evidence))
    return min(beside, default=len(batch))


def _evidence(lines: Sequence[Line]) -> tuple[UtteranceId, ...]:
    return tuple(dict.fromkeys(one for line in lines for one in line.evidence))
