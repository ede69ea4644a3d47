"""The versions of a note: what stood there, what changed, and going on from one."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.approval import Compared
from desktop.consultation import Approved, ConsultationId, Draft
from desktop.export.page import problems
from desktop.reading import compare, view_version, view_versions
from desktop.store.versions import Version
from desktop.ui.approve.check import Check
from desktop.ui.approve.text import NoteText, moment, reading, scrolled
from desktop.ui.correct.versions_changes import Changes, first_change
from desktop.ui.look.pieces import button, card, column, label, row, stand_over
from desktop.ui.look.tokens import PANE, STEP
from desktop.ui.practice import Practice
from desktop.words import Problem
from desktop.workflow import as_draft, restore
from desktop.writers import made_by
from summarize.note import Note
from summarize.template import find_template

_SIZE = (960, 640)
_LIST, _NARROW_LIST = 280, 180  # pixels


class VersionsDialog(QDialog):
    """Latest first. Going on from a version makes a new one; none is ever taken away."""

    restored = Signal(str)  # of this consultation a version became the draft

    def __init__(
        self, practice: Practice, visit: ConsultationId, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._practice = practice
        self._visit = visit
        self._versions: tuple[Version, ...] = ()
        self._make()
        self._arrange()
        self.setWindowTitle(practice.say("versions.title"))
        stand_over(self, QSize(*_SIZE))
        self._fill()

    # --- what is shown

    def _fill(self) -> None:
        session = self._practice.session
        found = self._practice.attempt(lambda: view_versions(session, self._visit)) or ()
        self._versions = tuple(reversed(found))
        for version in self._versions:
            self.list.addItem(self._entry(version))
        self._none.setVisible(not self._versions)
        self._whole.setVisible(bool(self._versions))
        self.list.setCurrentRow(0)

    def _entry(self, version: Version) -> str:
        say = self._practice.say
        kind = say(f"versions.{version.kind}", **({"name": version.by} if version.by else {}))
        at = moment(version.at, self._practice.language)
        first = say("versions.entry", number=version.number, at=at)
        newest = f" · {say('versions.newest')}" if version is self._versions[0] else ""
        return "\n".join(filter(None, (f"{first}{newest}", kind, self._first_change(version))))

    def _first_change(self, version: Version) -> str:
        """What tells this version from the one before it: where, and the first words."""
        library, number = self._practice.session.library, version.number
        before = self._before(version)
        if version.kind != "corrected" or not before:
            return ""
        found = self._practice.attempt(lambda: library.differences(self._visit, before, number))
        return first_change(found[0]) if found else ""

    def _before(self, version: Version) -> int:
        """The number of the version before this one; nought: it is the first."""
        return max((one.number for one in self._versions if one.number < version.number), default=0)

    @property
    def chosen(self) -> Version | None:
        """The version that is chosen in the list."""
        at = self.list.currentRow()
        return self._versions[at] if 0 <= at < len(self._versions) else None

    def _choose(self) -> None:
        """Show the chosen version; compare with the one before it unless told otherwise."""
        chosen = self.chosen
        if chosen is None:
            return
        self.against.blockSignals(True)
        self.against.clear()
        for version in self._versions:
            if version is not chosen:
                name = self._practice.say("versions.version", number=version.number)
                self.against.addItem(name, version.number)
        before = self.against.findData(self._before(chosen))
        self.against.setCurrentIndex(max(0, before))
        self.against.blockSignals(False)
        self._show()

    def _show(self) -> None:
        chosen = self.chosen
        note = self._note(chosen) if chosen else None
        if chosen is None or note is None:
            return
        newest = chosen is self._versions[0]
        self.restore.setEnabled(not newest)
        self._why.setText(self._practice.say("versions.restore_newest") if newest else "")
        self._answer()
        self.changes_button.setEnabled(self.against.count() > 0)
        self.against.setEnabled(self.changes_button.isChecked() and self.against.count() > 0)
        if self.changes_button.isChecked():
            self._show_changes(chosen, note)
        self.text.show_note(problems(note), "", made_by(note, self._practice.language))
        self._stack.setCurrentIndex(int(self.changes_button.isChecked()))

    def _show_changes(self, chosen: Version, note: Note) -> None:
        other, session = self.against.currentData(), self._practice.session
        if not isinstance(other, int):
            return
        before, after = sorted((other, chosen.number))
        found = self._practice.attempt(lambda: compare(session, self._visit, before, after))
        if found is not None:
            self.changes.show_changes(found, find_template(note.template, note.language))

    def _note(self, version: Version) -> Note | None:
        session = self._practice.session
        return self._practice.attempt(lambda: view_version(session, self._visit, version.number))

    # --- going on from one

    def _ask(self) -> None:
        library = self._practice.session.library
        kept = self._practice.attempt(lambda: library.load(self._visit))
        code = "restore_approved" if isinstance(kept, Approved) else "restore_ask"
        self._warning.setText(self._practice.say(f"versions.{code}"))
        self._question.show()
        self.restore.hide()
        self.leave.setFocus()

    def _answer(self) -> None:
        self._question.hide()
        self.restore.show()

    def _restore(self) -> None:
        """Hold the chosen text against the conversation; nothing is changed before that is done."""
        chosen = self.chosen
        note = self._note(chosen) if chosen else None
        before = self._practice.attempt(self._kept) if note else None
        if note is None or before is None:
            return
        wanted = Draft(id=before.id, transcript=before.transcript, note=note)
        if wanted.transcript.erased:
            self._compared(Compared(wanted))
            return
        self.check.begin(wanted)
        self._wait(True)
        self.stop.setFocus()

    def _compared(self, found: Compared) -> None:
        """Go on from it, beside the conversation as it is kept now."""
        session, note = self._practice.session, found.draft.note
        self._wait(False)
        kept = self._practice.attempt(
            lambda: restore(session.desk, session.library.load(self._visit), note, found)
        )
        if kept is not None:
            self._practice.visit_changed.emit(self._visit)
            self.restored.emit(self._visit)
            self.accept()

    def _stop(self) -> None:
        """Everything stays as it is."""
        self.check.forget()
        self._wait(False)
        self.leave.setFocus()

    def _not_compared(self, problem: Problem) -> None:
        self._wait(False)
        self._practice.trouble(problem)

    def _kept(self) -> Draft:
        session = self._practice.session
        return as_draft(session.desk, session.library.load(self._visit))

    def _wait(self, waiting: bool) -> None:
        """While it is compared nothing else can be chosen; stopping and closing can."""
        self._busy.setVisible(waiting)
        self._question.setVisible(not waiting)
        self.list.setEnabled(not waiting)
        self._switches.setEnabled(not waiting)

    # --- how it is made

    def _make(self) -> None:
        say = self._practice.say
        self.list = QListWidget()
        self.list.setAccessibleName(say("versions.list"))
        self.list.setProperty("look", "card")
        self.list.setMinimumWidth(_NARROW_LIST)
        self.list.setMaximumWidth(_LIST)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._choose)
        self.text, self.changes = NoteText(), Changes(self._practice)
        self.against = QComboBox()
        self.against.setAccessibleName(say("versions.against"))
        self.against.currentIndexChanged.connect(self._show)
        self.text_button = self._switch("text")
        self.changes_button = self._switch("changes")
        self.text_button.setChecked(True)
        self.restore = button(say("versions.restore"), self._ask)
        self.restore.setEnabled(False)
        self.sure = button(say("versions.restore_do"), self._restore)
        self.leave = button(say("versions.restore_not"), self._answer)
        self.close_button = button(say("versions.close"), self.reject)
        self.stop = button(say("versions.stop"), self._stop)
        self.check = Check(self)
        self.check.done.connect(self._compared)
        self.check.failed.connect(self._not_compared)
        self.finished.connect(self.check.forget)

    def _switch(self, name: str) -> QPushButton:
        made = button(self._practice.say(f"versions.{name}"), self._show, "quiet")
        made.setCheckable(True)
        made.setAutoExclusive(True)
        return made

    def _arrange(self) -> None:
        say = self._practice.say
        self._none = reading(say("versions.none"), "muted")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._why, self._warning = reading("", "muted"), reading("")
        self._question = card("finding")
        self._question.setLayout(column(self._warning, row(self.sure, self.leave, 1), margin=3))
        self._busy = self._made_busy()
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolled(self.text, say("versions.text")))
        self._stack.addWidget(scrolled(self.changes, say("versions.changes")))
        against = label(say("versions.against"))
        against.setBuddy(self.against)
        self._switches = QWidget()
        self._switches.setLayout(
            row(self.text_button, self.changes_button, against, self.against, 1)
        )
        foot = row(self._why, self.restore, self.close_button)
        foot.setStretch(0, 1)
        self._whole = QWidget()
        both = QHBoxLayout(self._whole)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(PANE)
        both.addWidget(self.list, 2)
        both.addLayout(column(self._switches, self._stack, self._question, self._busy), 5)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(PANE, PANE, PANE, PANE)
        whole.setSpacing(4 * STEP)
        for part in (self._none, self._whole):
            whole.addWidget(part)
        whole.addLayout(foot)
        whole.setStretch(0, 1)
        whole.setStretch(1, 1)

    def _made_busy(self) -> QFrame:
        say, made, bar = self._practice.say, card("finding"), QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(say("versions.comparing"))
        made.setLayout(column(reading(say("versions.comparing")), bar, row(self.stop, 1), margin=3))
        made.hide()
        return made


def show_versions(practice: Practice, visit: ConsultationId, parent: QWidget) -> VersionsDialog:
    """Open the versions of a visit above a screen."""
    made = VersionsDialog(practice, visit, parent)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.open()
    return made
