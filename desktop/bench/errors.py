"""What can go wrong while measuring. Codes, and a place in a case file; never what it says."""

from desktop.errors import GriffelError


class CasesMissing(GriffelError):
    """There are no cases at that place."""

    code = "bench.cases_missing"


class CasesBroken(GriffelError):
    """A case file does not follow the form, or two cases share an id.

    `where` is the name of the file, with the line or the field; never what stands there.
    """

    code = "bench.cases_broken"

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where = where


class CasesTooFew(GriffelError):
    """None of the cases is a visit in that language."""

    code = "bench.cases_too_few"


class StatementsMissing(GriffelError):
    """There is no file with statements at that place, or there are none in it."""

    code = "bench.statements_missing"


class StatementsBroken(GriffelError):
    """A statement does not follow the form, or belongs to a case that is not there."""

    code = "bench.statements_broken"


class RecordingsMissing(GriffelError):
    """None of the cases has a recording in that folder."""

    code = "bench.recordings_missing"


class TimingBroken(GriffelError):
    """A file with the times of the turns does not follow the form."""

    code = "bench.timing_broken"


class VoicesMissing(GriffelError):
    """That folder does not hold the clips of three people or more, a folder a person."""

    code = "bench.voices_missing"
