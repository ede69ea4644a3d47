"""`griffel library`: search, versions, diff, backup, restore, set-aside, check."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.app import data_keys, open_audit, open_session
from desktop.commands.app import run
from desktop.store.library import Library
from desktop.store.sealing import Key
from desktop.store.vault import Vault
from desktop.words import words
from tests.desktop.store.libraries import OTHER_ID, visit
from tests.desktop.store.recordings import noise
from tests.desktop.store.vaults import CHEAP, PASSPHRASE
from tests.fakes import FIRST_ID

Griffel = Callable[..., int]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A sealed library with one note in two versions, and its recording."""
    folder = tmp_path / "sealed"
    root, _ = Vault(folder / "vault.json", CHEAP).create(PASSPHRASE)
    Library.create(folder, root, data_keys(folder, root)).close()
    with open_session(folder, root) as session:
        with session.recordings.begin(FIRST_ID, 1) as recording:
            recording.append(noise(8_000, 1))
        for text in ("Hoest 2 wk.", "Hoest 3 wk."):
            session.library.save(visit(("S", text)))
    return folder


@pytest.fixture
def root(home: Path) -> Key:
    return Vault(home / "vault.json").open(PASSPHRASE)


@pytest.fixture
def griffel(home: Path, monkeypatch: pytest.MonkeyPatch) -> Griffel:
    """Run `griffel library` with these words; gives its exit status."""

    def command(*order: object) -> int:
        given = ["griffel", "library", *[str(word) for word in order]]
        monkeypatch.setattr(sys, "argv", [*given, "--library", str(home), "--passphrase-stdin"])
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"{PASSPHRASE}\n".encode())))
        with pytest.raises(SystemExit) as end:
            run()
        return int(end.value.code or 0)

    return command


def acts(home: Path) -> list[str]:
    return [record.act for record in open_audit(home).records()]


def test_search_tells_where_and_shows_no_text(
    griffel: Griffel, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert griffel("search", "hoest") == 0
    shown = capsys.readouterr().out
    assert words("library.hit_note", "en", consultation=FIRST_ID, section="S") in shown
    assert "3 wk" not in shown
    assert acts(home)[-2:] == ["UNLOCK", "SEARCH"]


def test_versions_and_what_changed_between_them(
    griffel: Griffel, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert griffel("versions", FIRST_ID) == 0
    assert [line[0] for line in capsys.readouterr().out.splitlines()] == ["1", "2"]
    assert griffel("diff", FIRST_ID, 1, 2) == 0
    shown = capsys.readouterr().out
    assert "Hoest 2 wk." in shown
    assert "Hoest 3 wk." in shown
    assert griffel("diff", FIRST_ID, 2, 2) == 0
    assert words("library.same", "en") in capsys.readouterr().out
    assert griffel("diff", FIRST_ID, 1, 9) == 1
    assert acts(home).count("VIEW") == 2


def test_the_drill_a_backup_is_put_back_and_what_was_there_is_kept_aside(
    griffel: Griffel, home: Path, root: Key, capsys: pytest.CaptureFixture[str]
) -> None:
    (first,) = (home / "backups").glob("library-*.db")
    first.unlink()
    assert griffel("backup") == 0
    (made,) = (home / "backups").glob("library-*.db")
    assert made.stem in capsys.readouterr().out
    with open_session(home, root) as session:
        session.library.save(visit(identity=OTHER_ID))
    assert griffel("restore") == 0
    assert made.stem in capsys.readouterr().out
    assert griffel("restore", made.stem) == 0
    shown = capsys.readouterr().out
    (aside,) = (home / "set-aside").glob("*.db")
    assert words("library.kept_aside", "en", name=aside.stem) in shown
    assert words("library.restored", "en", name=made.stem, count=1, unreadable=0) in shown
    with open_session(home, root) as session:
        assert session.library.ids() == (FIRST_ID,)
    assert acts(home).count("RESTORE") == 1
    assert griffel("restore", "library-no-such") == 2
    assert griffel("set-aside", "--remove", "no-such") == 2
    assert aside.exists()
    assert griffel("set-aside") == 0
    assert aside.stem in capsys.readouterr().out
    assert griffel("set-aside", "--remove", aside.stem) == 0
    assert not aside.exists()
    assert griffel("set-aside") == 0
    assert words("library.no_aside", "en") in capsys.readouterr().out


def test_check_reads_all_of_it(
    griffel: Griffel, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert griffel("check") == 0
    shown = capsys.readouterr().out
    assert words("library.whole", "en", count=1) in shown
    assert words("library.sound_whole", "en", count=1) in shown
    assert words("library.audit_whole", "en") in shown
    (sound,) = (home / "recordings").glob("*.sound")
    data = bytearray(sound.read_bytes())
    data[len(data) // 2] ^= 1
    sound.write_bytes(data)
    assert griffel("check") == 1
    assert words("library.sound_damaged", "en", count=1, damaged=1) in capsys.readouterr().err


def test_a_cut_audit_is_told_at_opening_and_by_verify(
    griffel: Griffel,
    home: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def verified() -> int:
        monkeypatch.setattr(sys, "argv", ["griffel", "audit", "verify", "--library", str(home)])
        with pytest.raises(SystemExit) as end:
            run()
        return int(end.value.code or 0)

    for _ in range(2):
        assert griffel("search", "hoest") == 0
    assert "line" not in capsys.readouterr().err
    assert verified() == 0
    log = home / "audit.log"
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:1]))
    assert verified() == 0  # the control: without the library nobody can tell
    assert griffel("search", "hoest") == 0
    told = capsys.readouterr().err
    assert told.startswith("What is kept is untouched")
    assert verified() == 1
    assert "AUDIT_DAMAGED" in acts(home)
