"""The writer with a language model: what the rules found, in the words of a colleague.

The extract writer finds the lines; the model puts them into better words, heading by heading, with
the conversation before it. What it writes goes into the note only where it says those lines and
nothing more; everywhere else the lines do. So it can add no fact and lose none.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import groupby

from asr.transcript import Transcript, Utterance, UtteranceId
from summarize.conversation import Conversation, read
from summarize.errors import ConversationTooLong
from summarize.extract import Extract
from summarize.phrasing import Tally, joined
from summarize.prompt import Prompts, heard, prompts
from summarize.runtime import NoRoom, Runtime
from summarize.schema import Proposal, most_tokens, read_answer, schema_of
from summarize.template import Template
from summarize.writer import Line, Writer

MOST_LINES = 6  # put to the model at once: small models lose count of more
AROUND = 2  # utterances shown before and after those cited, where not all of them fit


class Generate:
    """Phrases with a model; `facts` is the writer whose lines it phrases."""

    name = "generate"

    def __init__(self, runtime: Runtime, facts: Writer | None = None) -> None:
        self._runtime = runtime
        self._facts: Writer = facts or Extract()
        self.tally = Tally()  # of the note written last
        self.proposed: tuple[Proposal, ...] = ()  # and what the model wrote for it, good or not

    def follow(self, transcript: Transcript) -> None:
        """Read what is final of a conversation that goes on; writing about it then starts sooner.

        One that has become longer than the model can hold is not read ahead.
        """
        try:
            self._runtime.read(prompts(transcript.language).listening(heard(transcript)))
        except NoRoom:
            return

    def lines(self, transcript: Transcript, template: Template) -> Iterator[Line]:
        """The lines of the rules, phrased; those of a heading come when that heading is done."""
        self.tally, self.proposed = Tally(), ()
        if transcript.is_empty:
            return
        settled = tuple(self._facts.lines(transcript, template))
        task = _Task(self._runtime, transcript, template)
        for _, group in groupby(settled, key=lambda line: (line.report, line.section)):
            own = tuple(group)
            for start in range(0, len(own), MOST_LINES):
                batch = own[start : start + MOST_LINES]
                proposals = task.phrase(batch)
                written, tally = joined(proposals, batch, task.said)
                self.tally, self.proposed = self.tally + tally, self.proposed + proposals
                yield from written


class _Task:
    """One conversation, put before the model whole where it fits."""

    def __init__(self, runtime: Runtime, transcript: Transcript, template: Template) -> None:
        self.said: Conversation = read(transcript)
        self._runtime = runtime
        self._template = template
        self._prompts: Prompts = prompts(transcript.language)
        self._utterances = heard(transcript)
        self._whole = True  # fits, as far as is known

    def phrase(self, lines: Sequence[Line]) -> tuple[Proposal, ...]:
        """These lines, all under one heading, as the model would put them."""
        if self._whole:
            try:
                return self._ask(self._utterances, lines)
            except NoRoom:
                self._whole = False
        return self._phrase_apart(lines)

    def _phrase_apart(self, lines: Sequence[Line]) -> tuple[Proposal, ...]:
        """The same with the part of the conversation around these lines, or in two halves."""
        for around in (AROUND, 0):
            try:
                return self._ask(self._part(lines, around), lines)
            except NoRoom:
                continue
        if len(lines) == 1:
            raise ConversationTooLong
        half = len(lines) // 2
        return self._phrase_apart(lines[:half]) + self._phrase_apart(lines[half:])

    def _part(self, lines: Sequence[Line], around: int) -> tuple[Utterance, ...]:
        cited = set(_evidence(lines))
        places = [n for n, one in enumerate(self._utterances) if one.id in cited]
        shown = {n + step for n in places for step in range(-around, around + 1)}
        return tuple(one for n, one in enumerate(self._utterances) if n in shown)

    def _ask(self, utterances: Sequence[Utterance], lines: Sequence[Line]) -> tuple[Proposal, ...]:
        section, evidence = lines[0].section, _evidence(lines)
        title = self._template.section(section).title
        prompt = self._prompts.asking(
            self._prompts.listening(utterances), title, lines, most=len(lines)
        )
        schema = schema_of(section, evidence, len(lines))
        most = most_tokens(evidence, len(lines))
        with closing(self._runtime.write(prompt, schema, most)) as pieces:
            return read_answer("".join(pieces), section, evidence)


def _evidence(lines: Sequence[Line]) -> tuple[UtteranceId, ...]:
    return tuple(dict.fromkeys(one for line in lines for one in line.evidence))
