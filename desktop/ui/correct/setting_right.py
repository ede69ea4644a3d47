"""What was heard is set right by hand; where that cannot be kept now, it waits and is not lost."""

from desktop.consultation import Approved, Draft
from desktop.errors import GriffelError, NotDrafted, SpeakerUnknown, UtteranceUnknown
from desktop.said import SaidCorrection, change_said
from desktop.ui.practice import Practice

_NEVER = (NotDrafted, SpeakerUnknown, UtteranceUnknown)  # trying again would not help


class SettingRight:
    """Keeps one correction of the conversation at a time."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice
        self.waiting: SaidCorrection | None = None

    def keep(self, kept: Draft | Approved, correction: SaidCorrection) -> Draft | None:
        """The draft beside the conversation that was set right; none: that is said in the bar."""
        desk = self._practice.session.desk
        try:
            draft = change_said(desk, kept, correction)
        except GriffelError as problem:
            self.waiting = None if isinstance(problem, _NEVER) else correction
            self._practice.trouble(problem)
            return None
        self.waiting = None
        return draft
