"""What the clinician says of a visit before its first second is recorded."""

from typing import Literal

from pydantic import AwareDatetime, Field

from asr.transcript import Roles
from asr.value import Value
from desktop.policy import Data

ConsentHow = Literal["spoken", "written", "representative"]


class Consent(Value):
    """That the patient agreed to be recorded: how, and when. Without it nothing is recorded."""

    how: ConsentHow
    at: AwareDatetime


class Intake(Value):
    """Who is here, what about, which note it becomes, and the consent given.

    `patient` and `context` are as the clinician types them and stay in the sealed library: no file
    name, audit line or export carries them.
    """

    patient: str = Field(default="", max_length=200, repr=False)
    context: str = Field(default="", max_length=200, repr=False)
    template: str = ""  # the kind of note; the language of the consultation goes with it
    roles: Roles = "visit"
    data: Data = "identifying"
    consent: Consent | None = None
