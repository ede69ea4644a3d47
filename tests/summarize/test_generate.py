"""The writer with a language model, on a runtime that phrases as it is told."""

import subprocess
import sys
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pytest

from asr.transcript import Transcript, Utterance, UtteranceId
from summarize.errors import AnswerBroken, ConversationTooLong, NothingSaid
from summarize.extract import Extract
from summarize.generate import MOST_LINES, Generate
from summarize.phrasing import Tally
from summarize.prompt import prompts
from summarize.runtime import Left, Prompt, Schema
from summarize.summarize import summarize
from summarize.template import Template, find_template
from summarize.writer import Line
from tests.summarize.runtimes import Phrasing, Settled, Statement, as_settled, settled
from tests.summarize.talks import SILENCE, VISIT

SOEP = find_template("soep", "nl")
RULES = tuple(Extract().lines(VISIT, SOEP))


@dataclass(frozen=True)
class Given:
    """A writer with its lines ready."""

    given: Sequence[Line]
    name: str = "given"

    def lines(self, transcript: Transcript, template: Template) -> Iterator[Line]:
        yield from self.given


class BreaksOff(Phrasing):
    """Stops in the middle of an answer."""

    def write(self, prompt: Prompt, schema: Schema, most: int) -> Generator[str, None, None]:
        answer = "".join(super().write(prompt, schema, most))
        yield answer[: len(answer) // 2]


def with_an_answer(transcript: Transcript, text: str) -> Transcript:
    """The same conversation, but the first answer is another."""
    first, answer, *later = transcript.utterances
    said = answer.model_copy(update={"text": text})
    return transcript.model_copy(update={"utterances": (first, said, *later)})


def test_every_heading_is_asked_once_with_all_that_was_said() -> None:
    runtime = Phrasing()
    lines = tuple(Generate(runtime).lines(VISIT, SOEP))
    assert lines == RULES
    assert [settled(prompt) for prompt in runtime.asked] == [
        [([*line.evidence], line.text) for line in RULES if line.section == key] for key in "SOEP"
    ]
    assert all("[18] patiënt: Dank u wel." in prompt.question for prompt in runtime.asked)


def test_more_lines_than_a_model_can_count_are_put_in_turns() -> None:
    runtime = Phrasing()
    five = [line for line in RULES if line.section == "S"]
    tuple(Generate(runtime, Given(five * 3)).lines(VISIT, SOEP))
    assert [len(settled(prompt)) for prompt in runtime.asked] == [MOST_LINES, MOST_LINES, 3]


def test_the_first_heading_is_written_before_the_second_is_asked() -> None:
    runtime = Phrasing()
    lines = Generate(runtime).lines(VISIT, SOEP)
    next(lines)
    assert len(runtime.asked) == 1


def test_leaving_early_asks_no_more() -> None:
    runtime = Phrasing()
    lines = Generate(runtime).lines(VISIT, SOEP)
    next(lines)
    del lines
    assert len(runtime.asked) == 1


def test_a_lie_is_replaced_by_the_line_it_was_made_of() -> None:
    def lie(lines: Sequence[Settled]) -> list[Statement]:
        return [{"text": text.replace("500", "875"), "evidence": ids} for ids, text in lines]

    writer = Generate(Phrasing(lie))
    assert tuple(writer.lines(VISIT, SOEP)) == RULES
    assert writer.tally == Tally(lines=9, proposed=10, kept=8, unfounded=2, quoted=1, again=1)


def test_what_was_put_wrongly_is_asked_once_more() -> None:
    asked: list[Sequence[Settled]] = []

    def lie_once(lines: Sequence[Settled]) -> list[Statement]:
        asked.append(lines)
        told = [(ids, text.replace("500", "875")) for ids, text in lines]
        return as_settled(told if len(lines) > 1 else lines)

    runtime = Phrasing(lie_once)
    writer = Generate(runtime)
    assert tuple(writer.lines(VISIT, SOEP)) == RULES
    assert (writer.tally.quoted, writer.tally.again, writer.tally.unfounded) == (0, 1, 1)
    (again,) = [one for one in runtime.asked if prompts("nl").task_again[:20] in one.question]
    assert "500" in settled(again)[0][1]


def test_of_a_heading_that_went_wrong_altogether_nothing_is_asked_again() -> None:
    def wrong(lines: Sequence[Settled]) -> list[Statement]:
        return [{"text": "Morfine 875 mg.", "evidence": ids} for ids, _ in lines]

    runtime = Phrasing(wrong)
    assert tuple(Generate(runtime).lines(VISIT, SOEP)) == RULES
    assert len(runtime.asked) == 4


def test_a_shorter_note_is_asked_for_in_other_words() -> None:
    for length in ("usual", "short"):
        runtime = Phrasing()
        writer = Generate(runtime)
        writer.length = length
        tuple(writer.lines(VISIT, SOEP))
        short = prompts("nl").task_short[:40]
        assert all((short in one.question) == (length == "short") for one in runtime.asked)


def test_writing_ends_where_nobody_waits_for_it() -> None:
    runtime = Phrasing()
    writer = Generate(runtime, wanted=lambda: len(runtime.asked) < 2)
    lines = writer.lines(VISIT, SOEP)
    assert next(lines)
    with pytest.raises(Left):
        tuple(lines)
    assert len(runtime.asked) == 2


def test_findings_run_on_the_note_as_on_any() -> None:
    def shorter(lines: Sequence[Settled]) -> list[Statement]:
        return [{"text": text.removesuffix("."), "evidence": ids} for ids, text in lines]

    note = summarize(VISIT, SOEP, Generate(Phrasing(shorter)))
    quoted = summarize(VISIT, SOEP, Extract())
    assert note.writer == "generate"
    assert len(note.findings) == len(quoted.findings)
    assert len(note.omissions) == len(quoted.omissions)


def test_no_speech_no_question() -> None:
    runtime = Phrasing()
    with pytest.raises(NothingSaid):
        summarize(SILENCE, SOEP, Generate(runtime))
    assert not tuple(Generate(runtime).lines(SILENCE, SOEP))
    assert not runtime.asked


def test_an_answer_that_broke_off_makes_no_note() -> None:
    with pytest.raises(AnswerBroken):
        summarize(VISIT, SOEP, Generate(BreaksOff()))


def test_what_does_not_fit_is_put_in_parts_and_nothing_is_left_out() -> None:
    whole = Phrasing()
    tuple(Generate(whole).lines(VISIT, SOEP))
    most = max(len(prompt.question) for prompt in whole.asked)
    for room in (most - 1, most // 2, 700):
        runtime = Phrasing(room=room)
        assert tuple(Generate(runtime).lines(VISIT, SOEP)) == RULES
        assert len(runtime.asked) >= len(whole.asked)
        for prompt in runtime.asked:
            said = prompt.question.split("\n\n")[0]
            cited = {number for numbers, _ in settled(prompt) for number in numbers}
            assert all(f"[{number}] " in said for number in cited)


def test_one_utterance_too_long_for_the_model_is_refused_in_words() -> None:
    long = with_an_answer(VISIT, "Ik hoest al drie weken. " * 200)
    assert tuple(Generate(Phrasing()).lines(long, SOEP))
    with pytest.raises(ConversationTooLong):
        tuple(Generate(Phrasing(room=1_000)).lines(long, SOEP))


def test_what_is_read_ahead_begins_every_question() -> None:
    runtime = Phrasing()
    writer = Generate(runtime)
    for count in range(1, len(VISIT.utterances) + 1):
        writer.follow(VISIT.model_copy(update={"utterances": VISIT.utterances[:count]}))
    tuple(writer.lines(VISIT, SOEP))
    growing = [prompt.question for prompt in (*runtime.read_ahead, runtime.asked[0])]
    assert all(later.startswith(earlier) for earlier, later in pairwise(growing))


def test_reading_ahead_stops_in_silence_where_there_is_no_room() -> None:
    runtime = Phrasing(room=10)
    Generate(runtime).follow(VISIT)
    assert not runtime.read_ahead


def test_an_utterance_without_words_is_not_shown() -> None:
    empty = Utterance(id=UtteranceId(99), speaker="patient", start=99, end=99, text="  ")
    said = VISIT.model_copy(update={"utterances": (*VISIT.utterances, empty)})
    runtime = Phrasing()
    tuple(Generate(runtime).lines(said, SOEP))
    assert "[99]" not in runtime.asked[0].question


def test_the_package_loads_no_runtime_and_no_tokenizer() -> None:
    code = (
        "import sys, summarize.summarize, summarize.generate;"
        "import summarize.llama, summarize.reference;"
        "heavy = {'xllamacpp', 'transformers', 'tokenizers', 'torch', 'llguidance'};"
        "heavy &= set(sys.modules);"
        "sys.exit(len(heavy))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
    control = code.replace("import sys", "import tokenizers, sys")
    assert subprocess.run([sys.executable, "-c", control], check=False).returncode == 1  # noqa: S603
