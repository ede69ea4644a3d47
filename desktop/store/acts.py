"""The acts that are written down, and what NEN 7513 asks of each: on what, which kind, the end."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Act = Literal[
    "CONSENT",
    "RECORD",
    "TRANSCRIBE",
    "DRAFT",
    "EDIT",
    "FLAG_RESOLVE",
    "APPROVE",
    "REVOKE_APPROVAL",
    "EXPORT",
    "VIEW",
    "SEARCH",
    "COPY",
    "PRINT",
    "ACCESS_EXPORT",
    "DELETE_AUDIO",
    "DELETE_TRANSCRIPT",
    "UNLOCK",
    "UNLOCK_REFUSED",
    "BACKUP",
    "RESTORE",
    "MIGRATE",
    "POLICY_ACKNOWLEDGED",
    "AUDIT_EXPORT",
    "AUDIT_DAMAGED",
    "REPAIRED",
    "REFUSED",
    "FAILED",
]
Object = Literal["consultation", "library", "policy", "audit"]
Action = Literal["C", "R", "U", "D", "E"]  # create, read, update, delete, execute
Result = Literal["success", "refused", "failed"]

# What a detail may look like. There is no shape for a sentence.
_NOTHING = re.compile(r"")
_NAME = re.compile(r"([A-Za-z0-9][A-Za-z0-9.+_-]{0,63})?")  # a format, model, section, rule
_COUNT = re.compile(r"[0-9]{0,9}")
_CODE = re.compile(r"[a-z]{1,16}\.[a-z0-9_]{1,40}")  # of an error


@dataclass(frozen=True)
class ActKind:
    """What an act is done to, of which kind it is, how it ended, and the shape of its detail."""

    object: Object
    action: Action
    detail: re.Pattern[str] = _NAME
    result: Result = "success"

    def fits(self, detail: str) -> bool:
        """Whether that detail is of the shape this act has."""
        return self.detail.fullmatch(detail) is not None


ACTS: Mapping[Act, ActKind] = MappingProxyType(
    {
        "CONSENT": ActKind("consultation", "C"),
        "RECORD": ActKind("consultation", "C", _NOTHING),
        "TRANSCRIBE": ActKind("consultation", "C"),
        "DRAFT": ActKind("consultation", "C"),
        "EDIT": ActKind("consultation", "U"),
        "FLAG_RESOLVE": ActKind("consultation", "U"),
        "APPROVE": ActKind("consultation", "U", _NOTHING),
        "REVOKE_APPROVAL": ActKind("consultation", "U", _NOTHING),
        "EXPORT": ActKind("consultation", "R"),
        "VIEW": ActKind("consultation", "R"),
        "SEARCH": ActKind("library", "E", _COUNT),
        "COPY": ActKind("consultation", "R"),
        "PRINT": ActKind("consultation", "R"),
        "ACCESS_EXPORT": ActKind("consultation", "R"),
        "DELETE_AUDIO": ActKind("consultation", "D"),
        "DELETE_TRANSCRIPT": ActKind("consultation", "D"),
        "UNLOCK": ActKind("library", "E"),
        "UNLOCK_REFUSED": ActKind("library", "E", _CODE, "refused"),
        "BACKUP": ActKind("library", "R"),
        "RESTORE": ActKind("library", "U"),
        "MIGRATE": ActKind("library", "U"),
        "POLICY_ACKNOWLEDGED": ActKind("policy", "U"),
        "AUDIT_EXPORT": ActKind("audit", "R"),
        "AUDIT_DAMAGED": ActKind("audit", "R", result="failed"),
        "REPAIRED": ActKind("audit", "U"),
        "REFUSED": ActKind("consultation", "E", _CODE, "refused"),
        "FAILED": ActKind("consultation", "E", _CODE, "failed"),
    }
)


def as_name(text: str) -> str:
    """The text, if it is a name that may be a detail; else only that it was another."""
    return text if _NAME.fullmatch(text) else "other"
