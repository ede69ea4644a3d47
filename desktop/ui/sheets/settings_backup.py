"""How it stands with the backup of the day, in the settings."""

from PySide6.QtWidgets import QFrame

from desktop.backup import BackupState, backup_state
from desktop.ui.look.pieces import column, label
from desktop.ui.practice import Practice
from desktop.ui.work.beside import beside


class BackupStanding(QFrame):
    """When the last one was made, and what stood in the way of one after it."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice = practice
        say, session = practice.say, practice.session
        self.setProperty("look", "card")
        self.last, self.trouble = label("", wrap=True), label("", "danger", wrap=True)
        self.trouble.hide()
        title = label(say("backup.title"), "title")
        about = label(say("backup.about"), "hint", wrap=True)
        self.setLayout(column(title, self.last, self.trouble, about, margin=4, space=3))
        # The log of acts tells it, and that may be long.
        beside(self, lambda: backup_state(session), self.show_state, practice.trouble)

    def show_state(self, state: BackupState) -> None:
        """Say how it stands."""
        say = self._practice.say
        if state.last is None:
            self.last.setText(say("backup.none"))
        else:
            at = f"{state.last.astimezone():%d-%m-%Y %H:%M}"
            self.last.setText(say("backup.last", at=at))
        self.trouble.setVisible(bool(state.failed))
        why = say(f"backup.why.{state.why}")
        self.trouble.setText(say("backup.failed", why=why) if state.failed else "")
