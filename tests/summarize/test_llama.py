"""The runtime on a model with random weights: what holds, holds because it is forced to."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from asr.transcript import Transcript, UtteranceId
from summarize.errors import ModelUnreadable, RuntimeMissing
from summarize.extract import Extract
from summarize.generate import Generate
from summarize.llama import Llama
from summarize.prompt import prompts
from summarize.runtime import NoRoom, Prompt
from summarize.schema import most_tokens, read_answer, schema_of
from summarize.template import find_template
from tests.summarize.conversations import ids
from tests.summarize.runtimes import tiny_llama, tiny_model
from tests.summarize.talks import VISIT
from tests.summarize.tiny_model import ADDED, CONTROL, make_tiny_model
from tests.trust.scale import full

SOEP = find_template("soep", "nl")
ANSWERS = full(200, 12)
CITED = ids(2, 4, 10, 17)
ASKED = Prompt("Schrijf.", "[1] arts: Heeft u koorts?\n[2] patiënt: Nee.")


@pytest.fixture
def llama() -> Llama:
    return tiny_llama()


def long_visit(times: int) -> Transcript:
    """The same visit again and again, as one conversation."""
    count = len(VISIT.utterances)
    said = tuple(
        one.model_copy(update={"id": UtteranceId(one.id + turn * count)})
        for turn in range(times)
        for one in VISIT.utterances
    )
    return VISIT.model_copy(update={"utterances": said})


@pytest.mark.trust
def test_every_answer_is_of_the_form_and_ends_by_itself(llama: Llama) -> None:
    schema, most = schema_of("S", CITED, 2), most_tokens(CITED, 2)
    longest = 0
    for number in range(ANSWERS):
        prompt = Prompt("Schrijf.", f"[{number}] patiënt: " + "hoest " * (number % 7))
        answer = "".join(llama.write(prompt, schema, most))
        assert re.match(r'\{"S":\[\{"text":"', answer)
        assert 1 <= len(read_answer(answer, "S", CITED)) <= 2
        longest = max(longest, llama.figures.written)
    assert 0 < longest < most


def test_the_same_question_gets_the_same_answer(llama: Llama) -> None:
    schema = schema_of("S", CITED, 2)
    one, two = ("".join(llama.write(ASKED, schema, 2_000)) for _ in range(2))
    other = replace(ASKED, question=ASKED.question + " Zeker.")
    assert one == two
    assert one != "".join(llama.write(other, schema, 2_000))


def test_an_answer_that_is_cut_short_is_worth_nothing(llama: Llama) -> None:
    with pytest.raises(NoRoom):
        "".join(llama.write(ASKED, schema_of("S", CITED, 2), 5))


def test_a_question_longer_than_the_room_is_refused_and_not_cut(llama: Llama) -> None:
    endless = replace(ASKED, question="koorts " * 9_000)
    with pytest.raises(NoRoom):
        "".join(llama.write(endless, schema_of("S", CITED, 2), 100))
    with pytest.raises(NoRoom):
        llama.read(endless)
    assert "".join(llama.write(ASKED, schema_of("S", CITED, 1), 2_000))  # and it goes on working


def test_leaving_early_stops_the_model(llama: Llama) -> None:
    form = {"type": "array", "items": {"type": "integer"}, "minItems": 900, "maxItems": 900}
    pieces = llama.write(ASKED, form, 4_000)
    assert "[" in next(piece for piece in pieces if piece)
    pieces.close()
    assert 0 < llama.figures.written < 900  # it would have taken twice as many
    assert "".join(llama.write(ASKED, schema_of("S", CITED, 2), 2_000))


def test_what_was_read_ahead_is_not_read_again(llama: Llama) -> None:
    visit = long_visit(5)
    writer = Generate(llama)
    for count in range(10, len(visit.utterances), 10):
        writer.follow(visit.model_copy(update={"utterances": visit.utterances[:count]}))
        llama.read(prompts("nl").listening(visit.utterances[:count]))
        assert llama.figures.read <= 2  # all of it was there, but for the last token
    writer.follow(visit)
    tokens = llama.figures.known + llama.figures.read
    changed = visit.utterances[-1].model_copy(update={"text": "Nee, toch niet."})
    corrected = visit.model_copy(update={"utterances": (*visit.utterances[:-1], changed)})
    for said in (visit, corrected):
        next(writer.lines(said, SOEP))
        assert llama.figures.known >= 0.98 * tokens
        assert llama.figures.read <= 0.08 * tokens
    llama.read(ASKED)  # the control: after another conversation all has to be read
    next(writer.lines(corrected, SOEP))
    assert llama.figures.known < 0.1 * tokens


@pytest.mark.parametrize("token", [*CONTROL, *ADDED])
def test_no_token_of_the_model_comes_out_of_what_is_said_where_llama_spells(
    llama: Llama, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tokens(said: str) -> int:
        llama.read(replace(ASKED, question=f"[1] arts: {said} ja"))
        return llama.figures.known + llama.figures.read

    monkeypatch.setattr(llama, "_chat", None)  # as for a model of an unknown kind
    spaced = tokens(f"{token[0]} {token[1:]}")
    assert tokens(token) == spaced
    monkeypatch.setattr(llama, "_control", frozenset[str]())
    assert tokens(token) < spaced  # the control: as it stands it would be one token


def test_both_ways_of_asking_give_an_answer_of_the_form(
    llama: Llama, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = schema_of("S", CITED, 2)
    assert read_answer("".join(llama.write(ASKED, schema, 2_000)), "S", CITED)
    ids = llama.figures.known + llama.figures.read
    monkeypatch.setattr(llama, "_chat", None)
    assert read_answer("".join(llama.write(ASKED, schema, 2_000)), "S", CITED)
    assert llama.figures.known + llama.figures.read == ids  # the same frame, and the same spelling


@pytest.mark.parametrize("size", [0, 100, 50_000, 500_000])
def test_a_damaged_model_is_refused(tmp_path: Path, size: int) -> None:
    whole = (tiny_model() / "tiny.gguf").read_bytes()
    (tmp_path / "tiny.gguf").write_bytes(whole[:size])
    with pytest.raises(ModelUnreadable):
        Llama(tmp_path, threads=1)


def test_a_folder_without_a_model_or_with_two_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnreadable):
        Llama(tmp_path)
    make_tiny_model(tmp_path)
    (tmp_path / "two.gguf").write_bytes(b"GGUF")
    with pytest.raises(ModelUnreadable):
        Llama(tmp_path)


def test_without_the_library_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_tiny_model(tmp_path)
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(RuntimeMissing):
        Llama(tmp_path)


def test_random_weights_change_nothing_of_the_note(llama: Llama) -> None:
    writer = Generate(llama)
    assert tuple(writer.lines(VISIT, SOEP)) == tuple(Extract().lines(VISIT, SOEP))
    assert writer.tally.kept == 0


@pytest.mark.skipif(sys.platform != "linux", reason="reads the list of sockets of Linux")
def test_nobody_can_ask_it_from_outside(llama: Llama) -> None:
    own = set(_sockets_of(os.getpid()))
    for table in ("tcp", "tcp6", "udp", "udp6"):
        rows = Path(f"/proc/net/{table}").read_text(encoding="ascii").split("\n")[1:]
        assert not own & {row.split()[9] for row in rows if row}
    unix = [row.split() for row in Path("/proc/net/unix").read_text().split("\n")[1:] if row]
    bound = [Path(row[7]) for row in unix if row[6] in own and len(row) > 7]
    assert bound  # the control: its door is in the list
    assert not any(place.exists() or place.parent.exists() for place in bound)


def test_it_works_behind_the_closed_door_and_prints_nothing() -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from asr.silence import refuse_network\n"
        "refuse_network()\n"
        "from summarize.llama import Llama\n"
        "from summarize.runtime import Prompt\n"
        "from summarize.schema import schema_of\n"
        "model = Llama(Path(sys.argv[1]), threads=1)\n"
        "asked = Prompt('Schrijf.', 'kanariegeel')\n"
        "sys.exit(0 if ''.join(model.write(asked, schema_of('S', (1,), 1), 2000)) else 9)\n"
    )
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, str(tiny_model())], capture_output=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")


def _sockets_of(process: int) -> Iterator[str]:
    for entry in Path(f"/proc/{process}/fd").iterdir():
        try:
            found = re.fullmatch(r"socket:\[(\d+)\]", str(entry.readlink()))
        except OSError:
            continue
        if found:
            yield found[1]
