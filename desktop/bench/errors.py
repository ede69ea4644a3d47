"""What can go wrong while measuring. Codes only: no file name and no text in any of them."""

from desktop.errors import GriffelError


class CasesMissing(GriffelError):
    """There are no cases at that place."""

    code = "bench.cases_missing"


class CasesBroken(GriffelError):
    """A case file does not follow the form, or two cases share an id."""

    code = "bench.cases_broken"


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
