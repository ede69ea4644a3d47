"""What can go wrong around a consultation. Codes only: no name, text or place in any of them."""


class GriffelError(Exception):
    """A step was refused or failed. `code` finds the words for the user."""

    code = "desktop.failed"

    def __init__(self) -> None:
        super().__init__(self.code)


# --- the road


class NotApproved(GriffelError):
    """Only an approved note may leave, and this one is not, or was changed since."""

    code = "desktop.not_approved"


class NotDrafted(GriffelError):
    """There is no note yet to correct or approve."""

    code = "desktop.not_drafted"


class FindingsOpen(GriffelError):
    """A finding that must be seen has not been ticked."""

    code = "desktop.findings_open"


class ApproverMissing(GriffelError):
    """Approving needs the name of the person who checked."""

    code = "desktop.approver_missing"


class StatementUnknown(GriffelError):
    """The note has no such statement."""

    code = "desktop.statement_unknown"


class SectionUnknown(GriffelError):
    """The template of the note has no such section."""

    code = "desktop.section_unknown"


class UtteranceUnknown(GriffelError):
    """The conversation has no such utterance."""

    code = "desktop.utterance_unknown"


class SpeakerUnknown(GriffelError):
    """There is no such speaker."""

    code = "desktop.speaker_unknown"


class FormatUnknown(GriffelError):
    """A note cannot be exported in that form."""

    code = "desktop.format_unknown"


class Unexpected(GriffelError):
    """Something happened that nobody foresaw."""

    code = "desktop.unexpected"


# --- files and keeping


class FileBroken(GriffelError):
    """The file is not one that Griffel wrote, or was damaged."""

    code = "desktop.file_broken"


class ConsultationUnknown(GriffelError):
    """There is no consultation of that id."""

    code = "desktop.consultation_unknown"


class WouldOverwrite(GriffelError):
    """There is a file of that name already; it is left alone."""

    code = "desktop.would_overwrite"


class PlaceUnwritable(GriffelError):
    """The folder is missing, full, or closed to this user."""

    code = "desktop.place_unwritable"


# --- models


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


class ModelHubUnreachable(GriffelError):
    """The model hub did not answer, or does not have the file."""

    code = "desktop.model_hub_unreachable"


class ModelDamaged(GriffelError):
    """A model file is not, byte for byte, the pinned one. `file` is its name in the list."""

    code = "desktop.model_damaged"

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file


class ModelForbidden(GriffelError):
    """The folder holds a kind of file that may run code when loaded. `file` is its suffix."""

    code = "desktop.model_forbidden"

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file
