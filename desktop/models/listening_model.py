"""A speech model, as an order to try it out names it."""

from asr.value import Value
from desktop.models import ModelHere


class ListeningModel(Value):
    """Where the model lies, what it is called, and the checksum that its figures are kept by."""

    folder: str
    name: str
    sha256: str  # of its weights

    @classmethod
    def of(cls, here: ModelHere) -> "ListeningModel":
        """The model that was found on this machine."""
        return cls(folder=str(here.folder), name=here.name, sha256=here.sha256)
