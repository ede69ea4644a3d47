"""The right half of Review: what state the note is in, its versions, and the note itself."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.consultation import Draft
from desktop.editing import Editing
from desktop.ui.look.pieces import Shortened, button, label, row
from desktop.ui.look.tokens import PANE
from desktop.ui.note.editor import NoteEditor
from desktop.ui.note.regenerate import Regenerate
from desktop.ui.practice import Practice
from desktop.writers import called, made_by


class NotePane(QWidget):
    """Heading, banner, and below it the note or what was written anew."""

    versions_asked = Signal()
    rewrite_asked = Signal()
    reopened = Signal()
    rewriting = Signal(bool)  # whether a new draft is in front, or on its way

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice = practice
        self.editor = NoteEditor(practice)
        self.rewritten = Regenerate(practice)
        self.state = Shortened("muted")
        self.banner = label("", wrap=True)
        self.reopen = button(practice.say("review.reopen"), self.reopened.emit)
        self.menu = self._menu()
        self._strip = QFrame()
        self._strip.setProperty("look", "notice")
        strip = row(self.banner, self.reopen, space=3)
        strip.setContentsMargins(PANE, 6, PANE, 6)
        strip.setStretch(0, 1)
        self._strip.setLayout(strip)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.editor)
        self._stack.addWidget(self.rewritten)
        heading = row(label(practice.say("review.note"), "title"), self.state, self.menu, space=3)
        heading.setContentsMargins(PANE, 10, PANE, 0)
        heading.setStretch(1, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(heading)
        lines.addWidget(self._strip)
        lines.addWidget(self._stack, 1)

    def show_state(self, editing: Editing, saved: datetime) -> None:
        """Say whether it is a draft, who wrote it, and until when everything is kept."""
        say, approved = self._practice.say, editing.approved
        if approved is not None:
            at = approved.approval.at.astimezone()
            text = say("review.state_approved", name=approved.approval.by, time=f"{at:%d-%m %H:%M}")
        else:
            time = (editing.saved_at or saved).astimezone()
            writer = called(editing.note, self._practice.language)
            text = say("review.state_draft", writer=writer, time=f"{time:%H:%M}")
        self.state.say(text, more=made_by(editing.note, self._practice.language))

    def show_unsaved(self, editing: Editing) -> None:
        """Say that what was typed last is not kept."""
        writer = called(editing.note, self._practice.language)
        text = self._practice.say("review.state_unsaved", writer=writer)
        self.state.say(text, more=made_by(editing.note, self._practice.language))

    def show_banner(self, code: str, *, reopen: bool = False) -> None:
        """Say something above the note that holds for all of it; "" says nothing."""
        self.banner.setText(self._practice.say(code) if code else "")
        self.reopen.setVisible(reopen)
        self._strip.setVisible(bool(code))

    def show_menu(self, editing: Editing) -> None:
        """A note can be written anew while it is a draft and there is a conversation."""
        may = isinstance(editing.kept, Draft) and not editing.transcript.erased
        self._rewrite.setEnabled(may)

    def show_note(self, *, rewritten: bool = False) -> None:
        """Show the note, or what was written anew."""
        self._stack.setCurrentWidget(self.rewritten if rewritten else self.editor)
        self.rewriting.emit(rewritten)

    @property
    def shows_rewritten(self) -> bool:
        """Whether a new draft is shown, or that one is being written."""
        return self._stack.currentWidget() is self.rewritten

    def _menu(self) -> QPushButton:
        say = self._practice.say
        made = QPushButton(say("review.menu"))
        made.setProperty("look", "quiet")
        made.setAccessibleName(say("review.menu_name"))
        menu = QMenu(made)
        menu.addAction(say("review.menu_versions"), self.versions_asked.emit)
        self._rewrite = menu.addAction(say("review.menu_rewrite"), self.rewrite_asked.emit)
        made.setMenu(menu)
        return made
