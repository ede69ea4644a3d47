"""What can go wrong with a model. Codes, and names from the list of models, only."""

from desktop.errors import GriffelError


class ModelUnknown(GriffelError):
    """The list of models has no such name."""

    code = "desktop.model_unknown"


class ModelMissing(GriffelError):
    """The model is not on this machine."""

    code = "desktop.model_missing"


class ModelOfOtherKind(GriffelError):
    """A model that writes was asked to listen, or the other way round."""

    code = "desktop.model_other_kind"


class ModelSourceMissing(GriffelError):
    """The packages or the folder do not hold this file. `file` is its name in the list."""

    code = "desktop.model_source_missing"

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file


class ModelHubClosed(GriffelError):
    """The list pins no revision of this model, so the hub is not asked for it."""

    code = "desktop.model_hub_closed"


class ModelHubForbidden(GriffelError):
    """The institution brings models in by itself, so the hub is not asked for any."""

    code = "desktop.model_hub_forbidden"


class ModelFetcherGone(GriffelError):
    """The process that would fetch a model has ended, and none can be begun before a restart."""

    code = "desktop.model_fetcher_gone"


class ModelHubUnreachable(GriffelError):
    """The model hub did not answer, or does not have the file."""

    code = "desktop.model_hub_unreachable"


class ModelHubElsewhere(GriffelError):
    """The model hub, or the mirror that was set, sends on to a place that is not its own."""

    code = "desktop.model_hub_elsewhere"


class ModelHubPage(GriffelError):
    """What came in the place of a model file is a web page."""

    code = "desktop.model_hub_page"


class ModelDamaged(GriffelError):
    """A model file is not, byte for byte, the pinned one. `file` is its name in the list."""

    code = "desktop.model_damaged"

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file


class ModelTooLarge(GriffelError):
    """This machine has no memory free for the model that writes."""

    code = "desktop.model_too_large"


class SpeechModelTooLarge(GriffelError):
    """This machine has no memory free for the model that listens."""

    code = "desktop.speech_model_too_large"


class TrialStopped(GriffelError):
    """The process in which a model was tried out died, as it does where memory runs out."""

    code = "desktop.trial_stopped"


class ModelForbidden(GriffelError):
    """The folder holds a kind of file that may run code when loaded. `file` is its suffix."""

    code = "desktop.model_forbidden"

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file
