"""What became of the sound and the words behind a note, and erasing them before their day."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.handover import Sources
from desktop.ui.approve.text import have_read, moment, reading
from desktop.ui.look.pieces import button, card, column, label
from desktop.ui.practice import Practice


class SourcesCard(QFrame):
    """Says when they go; erasing now asks once, in its place."""

    erase_asked = Signal()

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        say = practice.say
        self._practice = practice
        self.setProperty("look", "card")
        self.says = reading("")
        self.erase = button(say("export_screen.erase"), self._ask)
        self._question = self._made_question()
        title = label(say("export_screen.sources"), "title")
        self.setLayout(column(title, self.says, self.erase, self._question, margin=4))

    def show_sources(self, sources: Sources) -> None:
        """Show this."""
        at = moment(sources.at, self._practice.language) if sources.at else ""
        one = sources.state == "later" and sources.days == 1
        code = "later_one" if one else sources.state
        text = self._practice.say(f"export_screen.{code}", days=sources.days, at=at)
        have_read(self.says, text)
        self._question.hide()
        self.erase.setVisible(sources.state in ("later", "now"))

    def _made_question(self) -> QWidget:
        say, made = self._practice.say, card("finding")
        self.sure = button(say("export_screen.erase_do"), self.erase_asked.emit, "danger")
        self.keep = button(say("export_screen.erase_not"), self._answer)
        made.setLayout(
            column(reading(say("export_screen.erase_ask")), self.sure, self.keep, margin=3)
        )
        return made

    def _ask(self) -> None:
        self.erase.hide()
        self._question.show()
        self.keep.setFocus()

    def _answer(self) -> None:
        self._question.hide()
        self.erase.show()
        self.erase.setFocus()
