"""The audit: kept before it returns, in turn, mended after a crash, and without a sentence."""

import json
import multiprocessing
import threading
from pathlib import Path

import pytest
from pydantic import ValidationError

from desktop.consultation import ConsultationId
from desktop.errors import DiskFull, GriffelError, PlaceUnwritable
from desktop.store.acts import ACTS, Act, as_name
from desktop.store.audit import AuditRecord, ChainedAudit, user_id
from desktop.store.chain import Breach, Head
from tests.fakes import FIRST_ID, Clock

OTHER = ConsultationId("20260105-090000-000002")
NOW = Clock()()


def act(name: Act = "VIEW", consultation: ConsultationId = FIRST_ID, **more: str) -> AuditRecord:
    fields = {"act": name, "at": NOW, "user": "tester", "consultation": consultation, **more}
    return AuditRecord.model_validate(fields)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "audit.log"


def written(file: Path, count: int = 3) -> ChainedAudit:
    audit = ChainedAudit(file)
    for _ in range(count):
        audit.write(act())
    return audit


def test_each_act_is_a_line_with_what_the_norm_asks(file: Path) -> None:
    written(file, 1)
    ChainedAudit(file).write(act("REFUSED", detail="desktop.not_approved"))
    first, second = (json.loads(line) for line in file.read_text().splitlines())
    assert first["act"] == "VIEW"
    assert (first["action"], first["result"], first["object"]) == ("R", "success", "consultation")
    assert (first["user"], first["role"]) == ("tester", "clinician")
    assert first["at"] == "2026-01-05T09:00:01Z"
    assert first["app"].startswith("griffel ")
    assert first["machine"] == second["machine"]
    assert first["event"] != second["event"]
    assert (second["n"], second["previous"], second["result"]) == (2, first["hash"], "refused")
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", sorted(ACTS))
def test_every_act_can_be_written_and_read(file: Path, name: Act) -> None:
    code = name in ("REFUSED", "FAILED", "UNLOCK_REFUSED")
    made = act(name, detail="desktop.not_approved" if code else "")
    ChainedAudit(file).write(made)
    assert ChainedAudit(file).records() == (made,)


@pytest.mark.parametrize(
    "field",
    [
        {"detail": "hoest kanariegeel op"},
        {"detail": "a\nb"},
        {"detail": "x" * 65},
        {"detail": "é"},
        {"act": "REFUSED", "detail": "Jansen"},
        {"act": "SEARCH", "detail": "jansen"},
        {"act": "APPROVE", "detail": "jansen"},
        {"user": "Jan Jansen"},
        {"user": ""},
        {"user": "x" * 65},
        {"consultation": "mevrouw Jansen"},
        {"note_sha256": "tekst"},
        {"policy": "tekst"},
        {"at": "2026-01-05T09:00:00"},
        {"text": "hoest"},
    ],
)
def test_no_sentence_gets_in(field: dict[str, str]) -> None:
    right = {"act": "EXPORT", "at": NOW, "user": "tester", "detail": "txt"}
    assert AuditRecord.model_validate(right)  # control
    with pytest.raises(ValidationError):
        AuditRecord.model_validate({**right, **field})


def test_a_name_that_could_be_a_sentence_becomes_a_code() -> None:
    assert user_id("j.jansen@praktijk") == "j.jansen@praktijk"
    assert user_id("PRAKTIJK\\jansen") == "PRAKTIJK\\jansen"
    for name in ("Jan Jansen", "", "Zoë", "x" * 65, "\udcff"):
        assert act(user=user_id(name)).user.startswith("user-")
    assert user_id("Jan Jansen") == user_id("Jan Jansen") != user_id("Jan Janssen")
    assert (as_name("whisper-base"), as_name("model van Jan")) == ("whisper-base", "other")


def test_the_acts_on_one_consultation_in_their_order(file: Path) -> None:
    audit = ChainedAudit(file)
    audit.write(act("RECORD", FIRST_ID))
    audit.write(act("RECORD", OTHER))
    audit.write(act("VIEW", FIRST_ID))
    assert [record.act for record in audit.of(FIRST_ID)] == ["RECORD", "VIEW"]


def test_the_head_is_what_the_check_finds(file: Path) -> None:
    assert ChainedAudit(file).head() == Head()
    audit = written(file, 5)
    assert audit.head() == audit.verify().head
    assert audit.verify(audit.head()).whole


def test_a_cut_end_is_found_against_a_remembered_head(file: Path) -> None:
    audit = written(file, 5)
    known = audit.head()
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:3]))
    assert audit.verify().whole
    assert audit.verify(known).breach == Breach(line=4, damage="cut")
    audit.write(act())  # what comes after does not hide it
    audit.write(act())
    audit.write(act())
    assert audit.verify().whole
    assert audit.verify(known).breach == Breach(line=5, damage="changed")


def lengths() -> range:
    return range(1, 400, 7)


def test_a_torn_line_is_set_aside_and_that_is_written_down(file: Path) -> None:
    audit = written(file)
    whole = file.read_bytes()
    last = len(whole.splitlines(keepends=True)[-1])
    for left in lengths():
        file.write_bytes(whole[: len(whole) - last + left])
        assert audit.verify().breach == Breach(line=3, damage="torn")
        audit.write(act("COPY"))
        assert [r.act for r in audit.records()] == ["VIEW", "VIEW", "REPAIRED", "COPY"]
        assert audit.verify().whole
        aside = file.with_name("audit.log.torn-3")
        assert aside.read_bytes() == whole[len(whole) - last :][:left]
        aside.unlink()


def test_blocks_the_disk_never_filled_are_set_aside_too(file: Path) -> None:
    audit = written(file)
    with file.open("ab") as opened:
        opened.write(b"\0" * 5000 + b'"hash":"x"}\n')
    audit.write(act("COPY"))
    assert [r.act for r in audit.records()] == ["VIEW"] * 3 + ["REPAIRED", "COPY"]
    assert audit.verify().whole


def test_a_repair_that_a_crash_cut_short_is_still_written_down(file: Path) -> None:
    audit = written(file)
    whole = file.read_bytes()
    file.write_bytes(whole + b'{"act":')
    audit.write(act("COPY"))
    mended = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(mended[:3]))  # set aside, and no more than that
    audit.write(act("COPY"))
    assert [r.act for r in audit.records()] == ["VIEW"] * 3 + ["REPAIRED", "COPY"]
    file.write_bytes(b"".join(mended[:3]) + mended[3][:20])  # or half of the line about it
    audit.write(act("COPY"))
    assert [r.act for r in audit.records()] == ["VIEW"] * 3 + ["REPAIRED", "COPY"]
    assert file.with_name("audit.log.torn-4").read_bytes() == b'{"act":' + mended[3][:20]


def test_a_changed_last_line_is_never_taken_for_a_torn_one(file: Path) -> None:
    audit = written(file)
    file.write_bytes(file.read_bytes().replace(b'"VIEW"', b'"COPY"'))
    audit.write(act())
    assert list(file.parent.glob("*.torn-*")) == []
    assert audit.verify().breach == Breach(line=1, damage="changed")
    assert len(file.read_bytes().splitlines()) == 4


@pytest.mark.parametrize(("number", "problem"), [(28, DiskFull), (5, PlaceUnwritable)])
def test_a_disk_that_refuses_leaves_what_was_there(
    file: Path, monkeypatch: pytest.MonkeyPatch, number: int, problem: type[GriffelError]
) -> None:
    audit = written(file)
    before = file.read_bytes()

    def refuse(_: int) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr("desktop.store.audit.os.fsync", refuse)
    with pytest.raises(problem):
        audit.write(act())
    monkeypatch.undo()
    assert file.read_bytes() == before
    audit.write(act())  # control: with room it goes on
    assert audit.verify().head.count == 4


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(GriffelError):
        ChainedAudit(tmp_path / "home" / "audit.log").write(act())


def _write_many(file: str, count: int) -> None:
    for _ in range(count):
        ChainedAudit(Path(file)).write(act())


def test_processes_and_threads_write_in_turn(file: Path) -> None:
    count = 10
    work = (str(file), count)
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_write_many, args=work) for _ in range(2)]
    threads = [threading.Thread(target=_write_many, args=work) for _ in range(2)]
    for process in processes:
        process.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for process in processes:
        process.join()
    verdict = ChainedAudit(file).verify()
    assert verdict.whole
    assert verdict.head.count == 4 * count
