"""`griffel audit|retention|access|policy`: what they say, do, and how they end."""

import csv
import io
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from desktop import paths
from desktop.app import data_keys, open_audit, open_desk
from desktop.commands.app import run
from desktop.consultation import Approved
from desktop.desk import Desk
from desktop.export.audit import to_csv
from desktop.store.chain import Head
from desktop.store.key_file import Cost
from desktop.store.library import Library
from desktop.store.vault import Vault
from desktop.words import words
from desktop.workflow import approve
from tests.desktop.store.libraries import approved, visit
from tests.fakes import FIRST_ID, draft

Griffel = Callable[..., int]


@pytest.fixture
def griffel(monkeypatch: pytest.MonkeyPatch) -> Griffel:
    """Run `griffel` with these words; gives its exit status."""

    def command(*order: object) -> int:
        monkeypatch.setattr(sys, "argv", ["griffel", *[str(word) for word in order]])
        with pytest.raises(SystemExit) as end:
            run()
        return int(end.value.code or 0)

    return command


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Desk:
    """The desk of this user, with one consultation that is approved."""
    monkeypatch.setattr("desktop.policy_file.machine_folder", lambda: tmp_path / "machine")
    made = open_desk(paths.home())
    made.consultations.save(draft())
    approve(made, draft(), "A. Voorbeeld")
    return made


def log() -> Path:
    return paths.home() / "audit.log"


@pytest.mark.usefixtures("desk")
def test_verify_says_that_it_holds_and_from_where_it_does_not(
    griffel: Griffel, capsys: pytest.CaptureFixture[str]
) -> None:
    assert griffel("audit", "verify") == 0
    told = capsys.readouterr().out
    assert words("audit.whole", "en", count=1) in told
    assert words("audit.no_head", "en") in told
    log().write_bytes(log().read_bytes().replace(b"APPROVE", b"APPROVF"))
    assert griffel("audit", "verify") == 1
    damage = words("audit.changed", "en")
    assert words("audit.broken", "en", line=1, damage=damage) in capsys.readouterr().err


def test_verify_against_a_head_that_export_gave(
    griffel: Griffel, desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert griffel("audit", "export", "--out", tmp_path / "out") == 0
    head = tmp_path / "out" / "griffel-audit-2-head.txt"
    assert (tmp_path / "out" / "griffel-audit-2.jsonl").read_bytes() == log().read_bytes()
    approve(desk, draft(), "A. Voorbeeld")
    assert griffel("audit", "verify", "--head", head) == 0
    assert griffel("audit", "verify", "--head", head.read_text().strip()) == 0
    log().write_bytes(b"".join(log().read_bytes().splitlines(keepends=True)[:1]))
    assert griffel("audit", "verify") == 0  # control: from the file alone nobody can see it
    capsys.readouterr()
    assert griffel("audit", "verify", "--head", head) == 1
    assert words("audit.cut", "en") in capsys.readouterr().err
    assert griffel("audit", "verify", "--head", "17") == 2


def test_an_empty_audit_holds(griffel: Griffel, capsys: pytest.CaptureFixture[str]) -> None:
    assert griffel("audit", "verify") == 0
    assert words("audit.empty", "en") in capsys.readouterr().out
    assert not log().exists()


def test_export_of_a_broken_audit_still_gives_it_and_says_so(
    griffel: Griffel, desk: Desk, tmp_path: Path
) -> None:
    log().write_bytes(log().read_bytes().replace(b"APPROVE", b"APPROVF"))
    assert griffel("audit", "export", "--out", tmp_path / "out", "--format", "csv") == 1
    assert len(list((tmp_path / "out").iterdir())) == 2
    assert desk.audit.records()[-1].act == "AUDIT_EXPORT"


@pytest.mark.usefixtures("desk")
def test_the_table_has_a_row_a_line(griffel: Griffel, tmp_path: Path) -> None:
    assert griffel("audit", "export", "--out", tmp_path, "--format", "csv") == 0
    (file,) = tmp_path.glob("*.csv")
    with file.open(newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [(row["n"], row["act"], row["detail"]) for row in rows] == [
        ("1", "APPROVE", ""),
        ("2", "AUDIT_EXPORT", "csv"),
    ]
    head = Head.read((tmp_path / "griffel-audit-2-head.txt").read_text())
    assert head == Head(count=2, hash=rows[-1]["hash"])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    table = to_csv(b'{"user":"%sSUM(1)"}\nno line\n[]\n' % start.encode("unicode_escape"))
    rows = list(csv.reader(io.StringIO(table.decode(), newline="")))
    assert len(rows) == 2
    assert f"'{start}SUM(1)" in rows[1]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in rows[1])


def test_retention_shows_what_goes_when_and_lets_it_go(
    griffel: Griffel, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert griffel("retention", "show") == 0
    shown = capsys.readouterr().out
    assert words("retention.at_approval", "en") in shown
    assert FIRST_ID in shown
    assert griffel("retention", "run") == 0
    assert words("retention.erased", "en", count=1) in capsys.readouterr().out
    kept = desk.consultations.load(FIRST_ID)
    assert isinstance(kept, Approved)
    assert kept.transcript.erased
    assert griffel("retention", "show") == 0
    assert words("retention.nothing", "en") in capsys.readouterr().out
    assert griffel("retention", "run") == 0
    assert words("retention.erased", "en", count=0) in capsys.readouterr().out


def test_a_sealed_library_asks_for_its_passphrase(
    griffel: Griffel,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home, passphrase = tmp_path / "sealed", "een verzonnen wachtzin"
    root, _ = Vault(home / "vault.json", Cost(memory_kib=64, passes=1, lanes=1)).create(passphrase)
    with closing(Library.create(home, root, data_keys(home, root))) as library:
        library.save(approved(visit()))
    order = ("--library", home, "--passphrase-stdin")
    for typed, status in ((passphrase, 0), ("een andere wachtzin", 1)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"{typed}\n".encode())))
        assert griffel("retention", "run", *order) == status
    assert words("retention.erased", "en", count=1) in capsys.readouterr().out
    details = [record.detail for record in open_audit(home).records()]
    assert "at-approval+key-destroyed" in details
    assert details[-1] == "desktop.passphrase_wrong"


@pytest.mark.usefixtures("desk")
def test_access_writes_for_the_patient_until_it_is_erased(
    griffel: Griffel, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert griffel("access", FIRST_ID, "--out", out) == 0
    assert words("access.not_the_note", "en") in capsys.readouterr().out
    assert len(list(out.iterdir())) == 2
    assert griffel("retention", "run") == 0
    assert griffel("access", FIRST_ID, "--out", tmp_path / "late") == 1
    assert words("desktop.conversation_erased", "en") in capsys.readouterr().err
    assert griffel("access", "../x", "--out", out) == 1


def test_policy_shows_the_rules_and_takes_agreement(
    griffel: Griffel,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert griffel("policy", "show") == 0
    assert words("policy.none", "en") in capsys.readouterr().out
    placed = tmp_path / "policy.toml"
    placed.write_text(
        'institution = "Voorbeeld"\n[data]\nidentifying = true\n'
        '[[terms]]\nid = "regels"\nversion = "1"\ntext = "Ik vraag toestemming."\n'
    )
    monkeypatch.setenv("GRIFFEL_POLICY", str(placed))
    assert griffel("policy", "show") == 0
    shown = capsys.readouterr()
    assert words("policy.identifying", "en", answer="yes") in shown.out
    assert words("policy.hub", "en", answer="yes") in shown.out
    assert words("policy.open_terms", "en", id="regels", version="1") in shown.out
    assert "Ik vraag toestemming." in shown.out
    assert words("policy.writable", "en") in shown.err
    assert griffel("policy", "acknowledge", "other") == 1
    assert griffel("policy", "acknowledge", "regels") == 0
    assert desk.audit.records()[-1].act == "POLICY_ACKNOWLEDGED"
    capsys.readouterr()
    placed.write_text(placed.read_text() + "[models]\nhub = false\n")
    assert griffel("policy", "show") == 0
    assert words("policy.hub", "en", answer="no") in capsys.readouterr().out
    assert griffel("policy", "show") == 0
    assert words("policy.agreed_terms", "en", id="regels", version="1") in capsys.readouterr().out


def test_a_broken_policy_stops_every_command_that_does_something(
    griffel: Griffel,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "policy.toml").write_text('decision_support = "yes"')
    monkeypatch.setenv("GRIFFEL_POLICY", str(tmp_path / "policy.toml"))
    orders = (
        ("retention", "run"),
        ("access", FIRST_ID, "--out", tmp_path / "out"),
        ("policy", "show"),
        ("approve", tmp_path / "N.json", "--by", "A. Voorbeeld"),
        ("export", tmp_path / "N.json", "--format", "txt", "--out", tmp_path / "out"),
    )
    for order in orders:
        assert griffel(*order) == 1
        assert (
            words("desktop.policy_broken", "en", rule="decision_support") in capsys.readouterr().err
        )
    told = [record.detail for record in desk.audit.records() if record.act == "REFUSED"]
    assert told == ["desktop.policy_broken"] * len(orders)
    assert griffel("audit", "verify") == 0  # looking is always allowed
