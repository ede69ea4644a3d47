"""A witness of the audit: its head, remembered in another place, shows that its end was cut off."""

from typing import Protocol

from desktop.consultation import ConsultationId
from desktop.store.acts import Act
from desktop.store.audit import AuditRecord, ChainedAudit
from desktop.store.chain import Breach, Head, Verdict, holds_lately, judge, without_torn

_NAME = "audit-head"


class Memory(Protocol):
    """Where a short text is kept under a name, as in the library."""

    def remember(self, name: str, value: str) -> None: ...

    def recall(self, name: str) -> str | None: ...


class WitnessedAudit:
    """An audit that has its head remembered after each act.

    After a crash in between the memory is one act behind, and the chain still goes through it.
    """

    def __init__(self, audit: ChainedAudit, memory: Memory) -> None:
        self._audit = audit
        self._memory = memory

    def write(self, record: AuditRecord) -> None:
        """Add a line; returns when the disk has it and the memory knows."""
        self._audit.write(record)
        self._memory.remember(_NAME, str(self._audit.head()))

    def records(self) -> tuple[AuditRecord, ...]:
        """Every act that can be read, oldest first."""
        return self._audit.records()

    def of(self, consultation: ConsultationId) -> tuple[AuditRecord, ...]:
        """What was done to one consultation, oldest first."""
        return self._audit.of(consultation)

    def acts(self, act: Act) -> tuple[AuditRecord, ...]:
        """Every time that this was done, oldest first."""
        return self._audit.acts(act)

    def verify(self) -> Verdict:
        """Whether the chain holds and still goes through the head that was remembered."""
        return self._audit.verify(self._remembered())

    def damage(self) -> Breach | None:
        """What somebody did to the audit since this witness last saw it.

        To be asked before anything is written, for that moves the head that is remembered. A line
        that a crash cut short is no damage: the next act sets it aside.
        """
        lines, head = without_torn(self._audit.lines()), self._remembered()
        return None if holds_lately(lines, head) else judge(lines, head).breach

    def see(self) -> None:
        """Remember what others have written down meanwhile."""
        head = self._audit.head()
        if head != self._remembered():
            self._memory.remember(_NAME, str(head))

    def _remembered(self) -> Head | None:
        return Head.read(self._memory.recall(_NAME) or "")
