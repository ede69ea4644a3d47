"""What the institution allows: a file it places, which the user can read and not change.

Without a file the strict rules hold: fictional conversations only, sound and transcript erased at
approval, the three known forms of export (of approved notes, as ever), no decision support, and
only models whose checksum came with Griffel.
"""

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from asr.value import Value
from desktop.errors import PolicyBroken
from desktop.policy_file import POLICY_FILE

# What a conversation holds of somebody. A voice alone may tell who it is.
Data = Literal["fictional", "pseudonymised", "identifying"]


class DataRules(Value):
    """Which conversations may be recorded; fictional ones always may."""

    pseudonymised: bool = False
    identifying: bool = False


class RetentionRules(Value):
    """How many days sound and transcript stay after approval; 0: they go at approval."""

    days: int = Field(default=0, ge=0, le=90)


class ExportRules(Value):
    """In which forms an approved note may leave, and whether it says that AI helped to write it.

    Without the sentence the mark that only a program reads stays in documents and JSON.
    """

    forms: tuple[Annotated[str, Field(pattern=r"^[a-z0-9]{1,8}$")], ...] = ("txt", "docx", "json")
    ai_mark: bool = True


class ModelRules(Value):
    """Which models may be used, and whether one may be fetched from the hub by who asks for it.

    `sha256`: of the weights that may be used. None: those that Griffel's own list knows.
    """

    hub: bool = True
    sha256: tuple[Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")], ...] | None = None


class Terms(Value):
    """A text that every user agrees to before recording. Another version asks again."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")
    version: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,15}$")
    text: str = Field(min_length=1)

    @property
    def key(self) -> str:
        """Which text in which version, in one word."""
        return f"{self.id}.{self.version}"


class Policy(Value):
    """The rules in force. A field that the file leaves out is as strict as without a file."""

    institution: str = ""
    intended_use: str = ""
    decision_support: Literal["no"] = "no"  # all that is built; "yes" is refused
    data: DataRules = DataRules()
    retention: RetentionRules = RetentionRules()
    export: ExportRules = ExportRules()
    models: ModelRules = ModelRules()
    terms: tuple[Terms, ...] = ()

    @property
    def digest(self) -> str:
        """A short name for exactly these rules."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]

    def allows_data(self, data: Data) -> bool:
        """Whether a conversation with such data may be recorded."""
        if data == "identifying":
            return self.data.identifying
        return data == "fictional" or self.data.pseudonymised or self.data.identifying

    def allows_model(self, sha256: str, *, listed: bool) -> bool:
        """Whether weights with that checksum may be used; `listed`: Griffel's own list has it."""
        return listed if self.models.sha256 is None else sha256 in self.models.sha256


STRICT = Policy()


def read_policy(file: Path | None) -> Policy:
    """The rules in that file, or the strict ones if there is no file to read.

    A file that cannot be read or asks for what is not built is an error, never a fresh start.
    """
    if file is None:
        return STRICT
    try:
        # By way of JSON, where "yes" is no truth value and a list is a list.
        fields = json.dumps(tomllib.loads(file.read_text(encoding="utf-8")), default=str)
        return Policy.model_validate_json(fields, strict=True)
    except ValidationError as error:
        raise PolicyBroken(_where(error)) from None
    except (OSError, ValueError):
        raise PolicyBroken(POLICY_FILE) from None


def _where(error: ValidationError) -> str:
    """The first rule that is wrong, by the names of its tables; numbers count list entries."""
    return ".".join(str(part) for part in error.errors()[0]["loc"])[:80]
