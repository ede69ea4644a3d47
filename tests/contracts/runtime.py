"""What everything that runs a language model keeps; a test class inherits RuntimeContract.

The weights are random: what holds, holds because it is forced to.
"""

import re
from dataclasses import replace

import pytest

from asr.transcript import Transcript, UtteranceId
from summarize.extract import Extract
from summarize.generate import Generate
from summarize.prompt import prompts
from summarize.runtime import NoRoom, Prompt, Runtime
from summarize.schema import most_tokens, read_answer, schema_of
from summarize.template import find_template
from tests.summarize.conversations import ids
from tests.summarize.talks import VISIT
from tests.trust.scale import full

ANSWERS = full(200, 12)
CITED = ids(2, 4, 10, 17)
ASKED = Prompt("Schrijf.", "[1] arts: Heeft u koorts?\n[2] patiënt: Nee.")
SOEP = find_template("soep", "nl")


def long_visit(times: int) -> Transcript:
    """The same visit again and again, as one conversation."""
    count = len(VISIT.utterances)
    said = tuple(
        one.model_copy(update={"id": UtteranceId(one.id + turn * count)})
        for turn in range(times)
        for one in VISIT.utterances
    )
    return VISIT.model_copy(update={"utterances": said})


class RuntimeContract:
    """Inherit this and give `runtime`: one with room for 4,096 tokens."""

    AT_A_STEP = 2  # the most tokens that are read again where all was read before

    @pytest.fixture
    def runtime(self) -> Runtime:
        raise NotImplementedError

    @pytest.mark.trust
    def test_every_answer_is_of_the_form_and_ends_by_itself(self, runtime: Runtime) -> None:
        schema, most = schema_of("S", CITED, 2), most_tokens(CITED, 2)
        longest = 0
        for number in range(ANSWERS):
            prompt = Prompt("Schrijf.", f"[{number}] patiënt: " + "hoest " * (number % 7))
            answer = "".join(runtime.write(prompt, schema, most))
            assert re.match(r'\{"S":\[\{"text":"', answer)
            assert 1 <= len(read_answer(answer, "S", CITED)) <= 2
            longest = max(longest, runtime.figures.written)
        assert 0 < longest < most

    def test_the_same_question_gets_the_same_answer(self, runtime: Runtime) -> None:
        schema = schema_of("S", CITED, 2)
        one, two = ("".join(runtime.write(ASKED, schema, 2_000)) for _ in range(2))
        other = replace(ASKED, question=ASKED.question + " Zeker.")
        assert one == two
        assert one != "".join(runtime.write(other, schema, 2_000))

    def test_an_answer_that_is_cut_short_is_worth_nothing(self, runtime: Runtime) -> None:
        with pytest.raises(NoRoom):
            "".join(runtime.write(ASKED, schema_of("S", CITED, 2), 5))

    def test_a_question_longer_than_the_room_is_refused_and_not_cut(self, runtime: Runtime) -> None:
        endless = replace(ASKED, question="koorts " * 9_000)
        with pytest.raises(NoRoom):
            "".join(runtime.write(endless, schema_of("S", CITED, 2), 100))
        with pytest.raises(NoRoom):
            runtime.read(endless)
        schema = schema_of("S", CITED, 1)
        assert "".join(runtime.write(ASKED, schema, 2_000))  # and it goes on working

    def test_an_answer_that_does_not_fit_behind_its_question_is_refused(
        self, runtime: Runtime
    ) -> None:
        def takes(words: int) -> int:
            runtime.read(replace(ASKED, question="koorts " * words))
            return runtime.figures.known + runtime.figures.read

        few = takes(10)
        each = (takes(20) - few) // 10
        words = 10 + (4_096 - 40 - few) // each
        assert 4_000 < takes(words) < 4_096  # it fits by itself
        filled = replace(ASKED, question="koorts " * words)
        with pytest.raises(NoRoom):
            "".join(runtime.write(filled, schema_of("S", CITED, 2), 2_000))

    def test_leaving_early_stops_the_model(self, runtime: Runtime) -> None:
        form = {"type": "array", "items": {"type": "integer"}, "minItems": 900, "maxItems": 900}
        pieces = runtime.write(ASKED, form, 4_000)
        assert "[" in next(piece for piece in pieces if piece)
        pieces.close()
        assert 0 < runtime.figures.written < 900  # it would have taken twice as many
        assert "".join(runtime.write(ASKED, schema_of("S", CITED, 2), 2_000))

    def test_of_a_reading_that_is_given_up_the_part_that_was_read_counts(
        self, runtime: Runtime
    ) -> None:
        said = prompts("nl").listening(long_visit(5).utterances)
        runtime.read(ASKED)
        runtime.read(said, lambda: False)
        some = runtime.figures.known + runtime.figures.read
        runtime.read(said)
        assert runtime.figures.known + runtime.figures.read >= some > 0
        assert runtime.figures.known >= some - self.AT_A_STEP

    def test_what_was_read_ahead_is_not_read_again(self, runtime: Runtime) -> None:
        visit = long_visit(5)
        writer = Generate(runtime)
        for count in range(10, len(visit.utterances), 10):
            writer.follow(visit.model_copy(update={"utterances": visit.utterances[:count]}))
            runtime.read(prompts("nl").listening(visit.utterances[:count]))
            assert runtime.figures.read <= self.AT_A_STEP  # all of it was there
        writer.follow(visit)
        tokens = runtime.figures.known + runtime.figures.read
        changed = visit.utterances[-1].model_copy(update={"text": "Nee, toch niet."})
        corrected = visit.model_copy(update={"utterances": (*visit.utterances[:-1], changed)})
        for said in (visit, corrected):
            next(writer.lines(said, SOEP))
            assert runtime.figures.known >= 0.98 * tokens
            assert runtime.figures.read <= 0.08 * tokens
        runtime.read(ASKED)  # the control: after another conversation all has to be read
        next(writer.lines(corrected, SOEP))
        assert runtime.figures.known < 0.1 * tokens

    def test_random_weights_change_nothing_of_the_note(self, runtime: Runtime) -> None:
        writer = Generate(runtime)
        assert tuple(writer.lines(VISIT, SOEP)) == tuple(Extract().lines(VISIT, SOEP))
        assert writer.tally.kept == 0
