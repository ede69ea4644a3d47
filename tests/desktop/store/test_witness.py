"""A head remembered elsewhere shows what the audit alone cannot."""

from dataclasses import dataclass, field
from pathlib import Path

from desktop.store.audit import Audit, AuditRecord, ChainedAudit
from desktop.store.chain import Breach
from desktop.store.witness import WitnessedAudit
from tests.fakes import FIRST_ID, Clock

ACT = AuditRecord(act="VIEW", at=Clock()(), user="tester", consultation=FIRST_ID)


@dataclass
class Notebook:
    """A memory in memory."""

    kept: dict[str, str] = field(default_factory=dict)

    def remember(self, name: str, value: str) -> None:
        self.kept[name] = value

    def recall(self, name: str) -> str | None:
        return self.kept.get(name)


def test_a_cut_end_is_found(tmp_path: Path) -> None:
    file = tmp_path / "audit.log"
    plain = ChainedAudit(file)
    witnessed = WitnessedAudit(plain, Notebook())
    audit: Audit = witnessed
    assert witnessed.verify().whole
    for _ in range(3):
        audit.write(ACT)
    plain.write(ACT)  # as after a crash: kept, and the memory does not know yet
    assert witnessed.verify().whole
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:2]))
    assert plain.verify().whole  # control: the chain alone does not tell
    assert witnessed.verify().breach == Breach(line=3, damage="cut")
    assert audit.records() == (ACT, ACT)
