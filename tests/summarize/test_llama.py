"""llama.cpp: what it refuses to load, how it is asked, and that nobody else can ask it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from summarize.errors import ModelUnreadable, RuntimeMissing
from summarize.llama import Llama
from summarize.runtime import Prompt
from summarize.schema import read_answer, schema_of
from tests.summarize.conversations import ids
from tests.summarize.runtimes import tiny_llama, tiny_model
from tests.summarize.tiny_model import ADDED, CONTROL, make_tiny_model

CITED = ids(2, 4, 10, 17)
ASKED = Prompt("Schrijf.", "[1] arts: Heeft u koorts?\n[2] patiënt: Nee.")


@pytest.fixture
def llama() -> Llama:
    return tiny_llama()


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
