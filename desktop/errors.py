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
    """A finding that must be seen was not ticked, or an omission neither added nor waived."""

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


class DiskFull(GriffelError):
    """There is no room left on the disk."""

    code = "desktop.disk_full"


class ConversationErased(GriffelError):
    """Sound and transcript of this consultation are gone, as they must after approval."""

    code = "desktop.conversation_erased"


# --- what the institution allows


class PolicyBroken(GriffelError):
    """The policy cannot be read or asks for what is not built. `rule` is the first such rule."""

    code = "desktop.policy_broken"

    def __init__(self, rule: str) -> None:
        super().__init__()
        self.rule = rule


class ConsentMissing(GriffelError):
    """Nobody said that the patient agreed to be recorded."""

    code = "desktop.consent_missing"


class DataNotAllowed(GriffelError):
    """The policy does not allow conversations with such data."""

    code = "desktop.data_not_allowed"


class TermsOpen(GriffelError):
    """There are terms of the institution that this user has not agreed to."""

    code = "desktop.terms_open"


class TermsUnknown(GriffelError):
    """The policy has no such terms, or this user agreed to them before."""

    code = "desktop.terms_unknown"


class FormNotAllowed(GriffelError):
    """The policy does not allow notes to leave in this form."""

    code = "desktop.form_not_allowed"


class ModelNotAllowed(GriffelError):
    """The policy does not allow this model, by the checksum of its weights."""

    code = "desktop.model_not_allowed"


# --- the sealed library


class RecordingDamaged(GriffelError):
    """What the disk gives back of a recording is not what was sealed."""

    code = "desktop.recording_damaged"


class RecordingClosed(GriffelError):
    """The recording was ended; nothing can be added."""

    code = "desktop.recording_closed"


class RecordingInUse(GriffelError):
    """Another process is writing this recording."""

    code = "desktop.recording_in_use"


class LibraryPresent(GriffelError):
    """There is a library in this folder already, or a part of one."""

    code = "desktop.library_present"


class VaultMissing(GriffelError):
    """There is no key file in this folder."""

    code = "desktop.vault_missing"


class VaultDamaged(GriffelError):
    """Neither copy of the key file is whole."""

    code = "desktop.vault_damaged"


class VaultNewer(GriffelError):
    """A later version of Griffel wrote the key file."""

    code = "desktop.vault_newer"


class PassphraseShort(GriffelError):
    """The passphrase has too few characters."""

    code = "desktop.passphrase_short"


class PassphraseWrong(GriffelError):
    """The key file is whole and this passphrase does not open it."""

    code = "desktop.passphrase_wrong"


class PassphraseWait(GriffelError):
    """Too many wrong tries. `seconds` is how long the next one has to wait."""

    code = "desktop.passphrase_wait"

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


class RecoveryCodeWrong(GriffelError):
    """This is not the recovery code, or it was not typed over as it is."""

    code = "desktop.recovery_code_wrong"


class KeychainUnavailable(GriffelError):
    """This system has no keychain that can be trusted, or it is closed."""

    code = "desktop.keychain_unavailable"


class LibraryMissing(GriffelError):
    """The file of the library is not in its folder."""

    code = "desktop.library_missing"


class LibraryDamaged(GriffelError):
    """What the disk gives back of the library is not what was written."""

    code = "desktop.library_damaged"


class LibraryInUse(GriffelError):
    """Another Griffel has the library open."""

    code = "desktop.library_in_use"


class LibraryNewer(GriffelError):
    """A later version of Griffel wrote the library."""

    code = "desktop.library_newer"


class BackupDamaged(GriffelError):
    """This copy of the library cannot be restored: it is not whole, or of another library."""

    code = "desktop.backup_damaged"


class VersionUnknown(GriffelError):
    """The note has no version of that number."""

    code = "desktop.version_unknown"


class PlaceSynced(GriffelError):
    """The folder is copied to a cloud or lies on another computer."""

    code = "desktop.place_synced"


class PlaceFull(GriffelError):
    """Too little room is left to begin a recording."""

    code = "desktop.place_full"
