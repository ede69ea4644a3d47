"""The whole road on the command line: a sound file in, an approved and exported note out."""

import json
import sys
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from desktop.commands.app import run
from tests.fakes import draft

Griffel = Callable[..., int]


@pytest.fixture
def griffel(monkeypatch: pytest.MonkeyPatch) -> Griffel:
    """Run `griffel` with these words; gives its exit status."""

    def command(*words: object) -> int:
        monkeypatch.setattr(sys, "argv", ["griffel", *[str(word) for word in words]])
        with pytest.raises(SystemExit) as end:
            run()
        return int(end.value.code or 0)

    return command


@pytest.mark.model
@pytest.mark.xdist_group("whisper")
@pytest.mark.usefixtures("whisper_base")
def test_a_call_becomes_an_exported_note(griffel: Griffel, tmp_path: Path) -> None:
    heard, note, out = tmp_path / "T.json", tmp_path / "N.json", tmp_path / "out"
    with as_file(files("assets") / "sample" / "call.wav") as audio:
        words = ("transcribe", audio, "--language", "nl", "--model", "whisper-base")
        assert griffel(*words, "--data", "fictional", "--out", heard) == 0
    transcript = json.loads(heard.read_text(encoding="utf-8"))
    assert {u["speaker"] for u in transcript["utterances"]} == {"agent", "customer"}
    first = transcript["utterances"][0]
    assert {"speaker", "start", "end", "text", "words"} <= first.keys()
    assert {"text", "start", "end", "probability", "heard"} == first["words"][0].keys()
    assert transcript["coverage"].keys() == {
        "recorded",
        "speech",
        "transcribed",
        "unsure",
        "looped",
        "not_speech",
        "other_language",
        "skipped",
    }

    written = ("draft", heard, "--template", "call", "--writer", "extract", "--out", note)
    assert griffel(*written) == 0
    assert griffel("export", note, "--format", "txt", "--out", out) == 1
    assert not out.exists()
    assert griffel("approve", note, "--by", "A. Voorbeeld") == 0
    for form in ("txt", "docx", "json"):
        assert griffel("export", note, "--format", form, "--out", out) == 0
    assert sorted(file.suffix for file in out.iterdir()) == [".docx", ".json", ".txt"]
    # exporting again leaves what is there alone
    assert griffel("export", note, "--format", "txt", "--out", out) == 1


def test_a_change_in_the_file_after_approval_is_not_exported(
    griffel: Griffel, tmp_path: Path
) -> None:
    note, out = tmp_path / "N.json", tmp_path / "out"
    note.write_text(draft().model_dump_json(), encoding="utf-8")
    assert griffel("approve", note, "--by", "A. Voorbeeld") == 0
    changed = note.read_text(encoding="utf-8").replace("Hoest 2 wk.", "Hoest 3 wk.")
    note.write_text(changed, encoding="utf-8")
    assert griffel("export", note, "--format", "txt", "--out", out) == 1
    assert not out.exists()
    # checked anew, so what the file now says against the conversation is found as well
    assert griffel("approve", note, "--by", "A. Voorbeeld") == 1
    assert griffel("approve", note, "--by", "A. Voorbeeld", "--leave", "S1") == 0  # control
    assert griffel("export", note, "--format", "txt", "--out", out) == 0


def test_a_correction_undoes_the_approval(griffel: Griffel, tmp_path: Path) -> None:
    note, out = tmp_path / "N.json", tmp_path / "out"
    note.write_text(draft().model_dump_json(), encoding="utf-8")
    assert griffel("approve", note, "--by", "A. Voorbeeld") == 0
    assert griffel("correct", note, "--line", "S1", "--text", "Hoest twee weken.") == 0
    assert griffel("export", note, "--format", "txt", "--out", out) == 1
    assert griffel("correct", note, "--utterance", "2", "--speaker", "other") == 0
    kept = json.loads(note.read_text(encoding="utf-8"))
    assert kept["transcript"]["utterances"][1]["speaker"] == "other"


def test_nothing_said_is_said_plainly_and_writes_no_note(
    griffel: Griffel, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = draft().transcript.model_copy(update={"utterances": ()})
    heard, note = tmp_path / "T.json", tmp_path / "N.json"
    heard.write_text(empty.model_dump_json(), encoding="utf-8")
    assert griffel("draft", heard, "--template", "soep", "--out", note) == 1
    assert not note.exists()
    assert "no speech" in capsys.readouterr().err.lower()


def test_what_is_not_there_or_not_ours_ends_in_plain_words(
    griffel: Griffel, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    web = tmp_path / "page.json"
    web.write_text("<html>", encoding="utf-8")
    for words in (
        ("draft", tmp_path / "none.json", "--template", "soep", "--out", tmp_path / "n"),
        ("draft", web, "--template", "soep", "--out", tmp_path / "n"),
        ("approve", web, "--by", "x"),
        ("export", tmp_path / "none.json", "--format", "txt", "--out", tmp_path),
    ):
        assert griffel(*words) == 1
        told = capsys.readouterr().err
        assert len(told) > 20
        assert "Traceback" not in told
