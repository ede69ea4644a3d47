"""What does not fit the form is named by its file and field, and never shown."""

import json
from pathlib import Path

import pytest

from desktop.bench.cases import read_cases
from desktop.bench.errors import CasesBroken
from desktop.bench.forms import read_documents
from desktop.bench.gold import read_gold
from desktop.words import explain
from tests.desktop.bench.made import FACTS, TRAPS, document, write_case


def _read(place: Path) -> None:
    read_gold(place, read_cases(place))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"language": "fr"}, "language"),
        ({"turns": [{"speaker": "patient"}]}, "turns[0].text"),
        ({"turns": [{"speaker": "patient", "text": "a", "start": 2, "end": 1}]}, "turns[0]"),
        ({"turns": [{"speaker": "a", "text": "a", "id": 1}] * 2}, "turns"),
        ({"facts": [FACTS[0], FACTS[0]]}, "facts"),
        ({"facts": [{**FACTS[0], "must_contain": []}]}, "facts[0].must_contain"),
        ({"facts": [{**FACTS[0], "must_contain": [[" "]]}]}, "facts[0].must_contain[0][0]"),
        ({"facts": [FACTS[1], {**FACTS[0], "polarity": "maybe"}]}, "facts[1].polarity"),
        ({"facts": [FACTS[1], {**FACTS[0], "turns": [99]}]}, "facts[1].turns"),
        ({"traps": [{**TRAPS[0], "kind": None}]}, "traps[0].kind"),
        ({"reference_note": {"Mevrouw Jansen": 3}}, "reference_note"),
        ({"groups": {"Mevrouw Jansen": 3}}, "groups"),
    ],
)
def test_the_field_is_named(tmp_path: Path, change: dict[str, object], where: str) -> None:
    _read(write_case(tmp_path))  # it is the change that is refused
    with pytest.raises(CasesBroken) as refused:
        _read(write_case(tmp_path, **change))
    assert refused.value.where == f"m1.json: {where}"
    assert f"m1.json: {where}. " in explain(refused.value, "en")


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("a.json", '{\n"id": "Jansen"\n"turns": []}', "a.json:3"),
        ("a.jsonl", f'{json.dumps(document())}\n\n{{"id": }}', "a.jsonl:3"),
        ("a.json", "[" * 100_000, "a.json"),
        ("a.json", "9" * 5_000, "a.json"),
    ],
)
def test_the_line_is_named_where_it_is_no_json(
    tmp_path: Path, name: str, text: str, where: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(CasesBroken) as refused:
        _read(tmp_path)
    assert refused.value.where == where


def test_a_line_of_many_is_named(tmp_path: Path) -> None:
    lines = [json.dumps(document()), "", json.dumps(document(id="m2", turns=3))]
    (tmp_path / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert [one.where for one in read_documents(tmp_path)] == ["all.jsonl:1", "all.jsonl:3"]
    with pytest.raises(CasesBroken) as refused:
        _read(tmp_path)
    assert refused.value.where == "all.jsonl:3: turns"


def test_two_cases_of_one_id_are_named(tmp_path: Path) -> None:
    write_case(tmp_path)
    (tmp_path / "n.json").write_text(json.dumps(document()), encoding="utf-8")
    with pytest.raises(CasesBroken) as refused:
        _read(tmp_path)
    assert refused.value.where == "n.json: id"
