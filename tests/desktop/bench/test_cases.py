"""Cases are read in both of their forms, and nothing else is taken for one."""

import json
from pathlib import Path

import pytest

from desktop.bench.cases import read_cases
from desktop.bench.errors import CasesBroken, CasesMissing
from tests.desktop.bench.conftest import VISIT


def test_reads_a_folder_with_both_forms_in_order_of_id(cases_folder: Path) -> None:
    assert [case.id for case in read_cases(cases_folder)] == ["c-1", "v1", "v2"]


@pytest.mark.parametrize(("name", "ids"), [("v1.json", ["v1"]), ("english.jsonl", ["c-1"])])
def test_reads_a_single_file(cases_folder: Path, name: str, ids: list[str]) -> None:
    assert [case.id for case in read_cases(cases_folder / name)] == ids


def test_turns_become_utterances(cases_folder: Path) -> None:
    english, dutch, _ = read_cases(cases_folder)

    assert [(u.id, u.speaker) for u in english.transcript.utterances] == [
        (1, "clinician"),
        (2, "other"),
        (3, "unknown"),
    ]
    assert (english.transcript.utterances[0].start, english.transcript.utterances[0].end) == (
        0.5,
        1.5,
    )
    assert [u.speaker for u in dutch.transcript.utterances] == ["clinician", "patient", "clinician"]


def test_template_is_the_case_s_own_or_that_of_its_language(cases_folder: Path) -> None:
    assert [case.template for case in read_cases(cases_folder)] == ["soap", "soep", "soep"]


def test_heard_words_keep_their_probability(tmp_path: Path) -> None:
    turn = {"id": 4, "speaker": "patient", "text": "Ja hoor", "words": [["Ja", 0.9], ["hoor", 0.2]]}
    file = tmp_path / "h.json"
    file.write_text(json.dumps({"id": "h", "language": "nl", "turns": [turn]}), encoding="utf-8")

    (case,) = read_cases(file)

    assert [word.text for word in case.transcript.utterances[0].unsure_words] == ["hoor"]


def test_no_cases_at_that_place(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("nothing here", encoding="utf-8")
    with pytest.raises(CasesMissing):
        read_cases(tmp_path)
    with pytest.raises(CasesMissing):
        read_cases(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "change",
    [
        {"id": "../v1"},
        {"id": ""},
        {"language": "fr"},
        {"turns": [{"speaker": "patient"}]},
        {"turns": [VISIT["turns"][0], VISIT["turns"][0]]},
        {"turns": [{"speaker": "patient", "text": "ja", "words": [["ja", 3]]}]},
    ],
)
def test_a_case_out_of_form_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(VISIT), encoding="utf-8")
    assert len(read_cases(file)) == 1  # it is the change that is refused

    file.write_text(json.dumps({**VISIT, **change}), encoding="utf-8")
    with pytest.raises(CasesBroken):
        read_cases(file)


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"[]", b"null"])
def test_a_file_that_is_no_case_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(content)
    with pytest.raises(CasesBroken):
        read_cases(file)


def test_two_cases_of_one_id_are_refused(cases_folder: Path) -> None:
    read_cases(cases_folder)
    (cases_folder / "again.json").write_text(json.dumps(VISIT), encoding="utf-8")
    with pytest.raises(CasesBroken):
        read_cases(cases_folder)
