"""The policy of the institution: what a file may say, where it lies, and what is strict."""

import os
from importlib.resources import files
from pathlib import Path

import pytest

from desktop.app import open_desk
from desktop.errors import PolicyBroken
from desktop.export import FORMATS
from desktop.policy import STRICT, Data, Policy, Terms, read_policy
from desktop.policy_file import find_policy, is_writable, leaves_hub_open, machine_folder
from desktop.store.acknowledged import AcknowledgedTerms
from desktop.store.audit import ChainedAudit
from tests.fakes import Clock

DATA: tuple[Data, ...] = ("fictional", "pseudonymised", "identifying")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where GRIFFEL_POLICY points, on a machine without a policy of its own."""
    monkeypatch.setattr("desktop.policy_file.machine_folder", lambda: tmp_path / "machine")
    monkeypatch.setenv("GRIFFEL_POLICY", str(tmp_path / "policy.toml"))
    return tmp_path / "policy.toml"


def test_without_a_file_the_rules_are_strict() -> None:
    assert read_policy(None) == STRICT
    assert [STRICT.allows_data(data) for data in DATA] == [True, False, False]
    assert STRICT.retention.days == 0
    assert STRICT.decision_support == "no"
    assert STRICT.allows_model("a" * 64, listed=True)
    assert not STRICT.allows_model("a" * 64, listed=False)
    assert set(STRICT.export.forms) == set(FORMATS)


def test_the_example_is_a_policy() -> None:
    text = (files("assets") / "policy" / "example.toml").read_text(encoding="utf-8")
    place = files("assets") / "policy" / "example.toml"
    example = read_policy(Path(str(place)))
    assert "d01c3014" in text
    assert [example.allows_data(data) for data in DATA] == [True, True, False]
    assert example.allows_model(
        "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9", listed=False
    )
    assert not example.allows_model("a" * 64, listed=True)
    assert [terms.key for terms in example.terms] == ["huisregels.2026-01"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('decision_support = "yes"', "decision_support"),
        ("decision_support = true", "decision_support"),
        ("[data]\nidentifying = 'yes'", "data.identifying"),
        ("[data]\nidentifying = 1", "data.identifying"),
        ("[retention]\ndays = -1", "retention.days"),
        ("[retention]\ndays = 91", "retention.days"),
        ("[retention]\ndays = '7'", "retention.days"),
        ("[retention]\ndays = 2026-01-01", "retention.days"),
        ("[export]\nforms = 'txt'", "export.forms"),
        ("[export]\nforms = ['../x']", "export.forms.0"),
        ("[models]\nsha256 = ['abc']", "models.sha256.0"),
        ("[models]\nhub = 'no'", "models.hub"),
        ("[models]\nhub = 0", "models.hub"),
        ("models = 'x'", "models"),
        ("[[terms]]\nid = 'x'\ntext = 'y'", "terms.0.version"),
        ("[[terms]]\nid = 'X y'\nversion = '1'\ntext = 'y'", "terms.0.id"),
        ("retentoin = 3", "retentoin"),
        ("[data", "policy.toml"),
        ("\udcff", "policy.toml"),
    ],
)
def test_what_is_not_right_is_never_read_as_something_else(
    file: Path, text: str, rule: str
) -> None:
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(PolicyBroken) as broken:
        read_policy(find_policy())
    assert broken.value.rule == rule


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("", True),
        ('institution = "Voorbeeld"', True),
        ("[models]\nsha256 = []", True),  # as it was before there was this rule
        ("[models]\nhub = true", True),
        ("[models]\nhub = false", False),
        ("models.hub = false\n[data]\nidentifying = true", False),
    ],
)
def test_who_starts_the_window_reads_the_same_as_all_the_others(
    file: Path, text: str, is_open: bool
) -> None:
    file.write_text(text)
    assert leaves_hub_open(find_policy()) == is_open
    assert read_policy(find_policy()).models.hub == is_open


@pytest.mark.parametrize("text", ["[models]\nhub = 'no'", "[models]\nhub = 1", "models = 3", "[da"])
def test_a_policy_that_makes_no_sense_leaves_no_hub_open(file: Path, text: str) -> None:
    assert not leaves_hub_open(file)  # named, and not there
    file.write_text("")
    assert leaves_hub_open(file)  # control
    file.write_text(text)
    assert not leaves_hub_open(file)
    with pytest.raises(PolicyBroken):
        read_policy(file)


def test_without_a_file_the_hub_is_open() -> None:
    assert leaves_hub_open(None)
    assert STRICT.models.hub


def test_what_is_left_out_is_strict(file: Path) -> None:
    file.write_text('institution = "Voorbeeld"')
    assert read_policy(find_policy()) == Policy(institution="Voorbeeld")
    file.write_text("")
    assert read_policy(find_policy()) == STRICT


def test_a_policy_that_was_named_and_is_not_there_stops_everything(
    file: Path, tmp_path: Path
) -> None:
    with pytest.raises(PolicyBroken):
        open_desk(tmp_path / "library")
    (told,) = ChainedAudit(tmp_path / "library" / "audit.log").records()
    assert (told.act, told.detail) == ("REFUSED", "desktop.policy_broken")
    file.write_text("")  # control
    assert open_desk(tmp_path / "library").policy == STRICT


def test_the_policy_of_the_machine_comes_first(file: Path, tmp_path: Path) -> None:
    file.write_text("[data]\nidentifying = true")
    assert read_policy(find_policy()).allows_data("identifying")  # control
    placed = tmp_path / "machine" / "policy.toml"
    placed.parent.mkdir()
    placed.write_text("")
    assert find_policy() == placed
    assert not read_policy(find_policy()).allows_data("identifying")


def test_without_a_name_and_without_a_file_there_is_none(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GRIFFEL_POLICY")
    assert find_policy() is None
    assert machine_folder() != Path()
    assert not file.exists()


def test_a_policy_the_user_can_change_is_seen(tmp_path: Path) -> None:
    own = tmp_path / "policy.toml"
    own.write_text("")
    assert is_writable(own)
    own.chmod(0o444)
    assert is_writable(own)  # whose file it is can open it again


@pytest.mark.skipif(os.name == "nt", reason="no users to change to")
def test_a_policy_that_is_closed_to_the_user_is_seen_too(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = Path("/etc/passwd")
    if os.geteuid() == 0:  # root can change everything; be somebody else for a moment
        monkeypatch.setattr("os.geteuid", lambda: 65534)
        monkeypatch.setattr("os.access", lambda *_: False)
    assert not is_writable(closed)


def test_each_change_gives_other_rules_another_name() -> None:
    assert STRICT.digest == Policy().digest
    assert len({STRICT.digest, Policy(institution="A").digest, Policy(institution="B").digest}) == 3


def test_what_was_agreed_to_is_kept_by_user_and_version(tmp_path: Path) -> None:
    first = Terms(id="regels", version="1", text="x")
    second = first.model_copy(update={"version": "2"})
    kept = AcknowledgedTerms(tmp_path / "acknowledged.json")
    kept.add(first, "tester", Clock()())
    both = Policy(terms=(first, second))
    again = AcknowledgedTerms(tmp_path / "acknowledged.json")
    assert again.open_terms(both, "tester") == (second,)
    assert again.open_terms(both, "other") == (first, second)
    (tmp_path / "acknowledged.json").write_text("<html>")
    assert again.open_terms(both, "tester") == (first, second)
