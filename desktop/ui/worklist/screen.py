"""The worklist: what is waiting, how far each visit is, and where a new one begins."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from desktop.consultation import ConsultationId
from desktop.ui.keys import KEYS
from desktop.ui.look.pieces import button, column, label, row
from desktop.ui.look.style import look
from desktop.ui.look.tokens import WORKLIST
from desktop.ui.practice import Practice
from desktop.ui.transcribe.working_out import WorkingOut
from desktop.ui.transcribe.working_out_job import going_on
from desktop.ui.work.file_dialogs import ask_files
from desktop.ui.worklist.lines import WorklistLines
from desktop.ui.worklist.list import WorklistList
from desktop.ui.worklist.rows import WorklistRows
from desktop.ui.worklist.search import WorklistSearch
from desktop.visit import unfinished_visits

_STRIP = 56  # pixels, folded away
_READ = 20  # milliseconds between two pages of the list
_REFRESH = 250  # milliseconds
_ENDING = 3_500  # a recording that runs on without an app ends within three seconds
_SOUNDS = "*.wav *.mp3 *.m4a *.mp4 *.flac *.ogg *.opus *.webm"


class Worklist(QFrame):
    """Fluid with 10,000 consultations: it reads them a page at a time, and paints what is seen."""

    def __init__(
        self, practice: Practice, ask_files: Callable[[QWidget], tuple[Path, ...]] | None = None
    ) -> None:
        super().__init__()
        self.practice = practice
        self._ask_files = ask_files or self._files_dialog
        self._working_out = WorkingOut.of(practice)
        self._lines = WorklistLines(practice.session.library)
        self._visit = ConsultationId("")
        self._narrow = self._gave_way = False
        self.list, self.search = WorklistList(practice), WorklistSearch(practice)
        self.setProperty("look", "side")
        self.setAcceptDrops(True)
        self._make()
        self._arrange()
        self._connect()
        self._recover()
        self._lines.read_more()
        self.refresh()
        self._reading.start(_READ)

    @property
    def folded(self) -> bool:
        """Whether only the strip is shown."""
        return self._whole.isHidden()

    @property
    def complete(self) -> bool:
        """Whether every consultation was read."""
        return self._lines.complete

    def show_chosen(self, visit: ConsultationId) -> None:
        """Mark the visit that is shown."""
        self._visit = visit
        self.list.mark(visit)
        self._have_new_stand_out()

    def refresh(self) -> None:
        """Show the list as it is now."""
        today = self.practice.session.desk.now().astimezone().date()
        rows = WorklistRows(self.practice.say, today, self._working_out.jobs)
        if self.search.text:
            named = self._lines.named(self.search.text)
            entries = rows.found(named, self._lines.hits(self.search.hits))
        else:
            entries = rows.grouped(self._lines.groups(self._working_out.job, today))
        shown = [entry.key for entry in entries]
        self.list.rows.show_rows(shown, lambda number: rows.row(entries[number]))
        self.list.mark(self._visit)
        self._have_new_stand_out()
        self.list.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        empty = "none_found" if self.search.text else "empty"
        if self.search.looking:
            empty = "searching"
        self.empty.setText(self.practice.say(f"worklist.{empty}"))

    def fold(self) -> None:
        """Make room, or show the list again; the focus stays on something that is seen."""
        self._gave_way = False
        self._fold_away(not self.folded)
        (self._unfold if self.folded else self.list).setFocus()

    def make_room(self, narrow: bool) -> None:
        """Fold away where the window became too narrow, and come back by itself after that."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        if narrow and not self.folded:
            had = self._whole.isAncestorOf(self.focusWidget() or self)
            self._gave_way = True
            self._fold_away(True)
            if had:
                self._unfold.setFocus()
        elif not narrow and self._gave_way:
            self._gave_way = False
            self._fold_away(False)

    def _fold_away(self, folded: bool) -> None:
        self._whole.setVisible(not folded)
        self._strip.setVisible(folded)
        self.setFixedWidth(_STRIP if folded else WORKLIST)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that lie on this computer."""
        if _files(event):
            event.acceptProposedAction()
            self._drop.show()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went by."""
        self._drop.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring them in."""
        self._drop.hide()
        event.acceptProposedAction()
        self._bring_in(_files(event))

    def _have_new_stand_out(self) -> None:
        """Where a form or a recording is in front, its own button is what comes next."""
        busy = any(job.live for job in self._working_out.jobs.values())
        name = "primary" if self._visit and not busy else ""
        if self.new.property("look") != name:
            look(self.new, name)

    def _changed(self, visit: str) -> None:
        if visit:
            self._lines.changed(ConsultationId(visit))
        self.refresh()

    def _refresh_soon(self, visit: str) -> None:
        """Words come in many times a second; how far they are is shown a few times."""
        if not self._refreshing.isActive():
            self._refreshing.start(_REFRESH)

    def _read_on(self) -> None:
        more = self.practice.attempt(self._lines.read_more)
        if not more:
            self._reading.stop()
        self.refresh()

    def _choose(self, visit: str) -> None:
        if visit != self._visit:
            self.practice.visit_chosen.emit(visit)

    def _begin_new(self) -> None:
        self.practice.visit_chosen.emit("")

    def _choose_files(self) -> None:
        self._bring_in(self._ask_files(self))

    def _bring_in(self, files: tuple[Path, ...]) -> None:
        if files:
            self.practice.files_chosen.emit(files)

    def _files_dialog(self, parent: QWidget) -> tuple[Path, ...]:
        say = self.practice.say
        kinds = f"{say('worklist.audio_files')} ({_SOUNDS});;{say('worklist.all_files')} (*)"
        return ask_files(parent, say("worklist.choose_title"), kinds)

    def _recover(self) -> None:
        """End what a crash left open, and say so."""
        session, spoken = self.practice.session, self.practice.settings.spoken
        ours = going_on(self._working_out.jobs.values())
        left = self.practice.attempt(lambda: unfinished_visits(session, spoken, ours))
        if left is None:
            return
        for recorded in left.ended:
            self._lines.changed(recorded.id)
        if left.running:
            QTimer.singleShot(_ENDING, self, self._recover_again)
        if left.half:
            self._tell(self.practice.say("worklist.half", count=len(left.half)), trouble=True)
        elif left.unreadable:
            count = len(left.unreadable)
            self._tell(self.practice.say("worklist.unreadable", count=count), trouble=True)
        elif any(one.seconds for one in left.ended):
            self._tell(self.practice.say("worklist.mended"), trouble=False)

    def _tell(self, sentence: str, *, trouble: bool) -> None:
        """Say it once the window that has the bar is there."""
        QTimer.singleShot(0, self, lambda: self.practice.notice.emit(sentence, trouble))

    def _recover_again(self) -> None:
        self._recover()
        self.refresh()

    def _make(self) -> None:
        say = self.practice.say
        self.field = QLineEdit()
        self.field.setPlaceholderText(say("worklist.search"))
        self.field.setAccessibleName(say("worklist.search_name"))
        self.field.setClearButtonEnabled(True)
        self._fold = button("«", self.fold, "quiet", name=say("worklist.fold"))
        self._unfold = button("»", self.fold, "quiet", name=say("worklist.unfold"))
        self.new = button(say("worklist.new"), self._begin_new, "primary")
        self.new.setToolTip(say("worklist.new_keys"))
        self._new_too = button("+", self._begin_new, "quiet", name=say("worklist.new_keys"))
        self.bring_in = button(say("worklist.import"), self._choose_files, "quiet")
        self.empty = label("", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._drop = label(say("worklist.drop_here"), "pill")
        self._drop.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._drop.hide()

    def _arrange(self) -> None:
        self._whole, self._strip = QWidget(), QWidget()
        top = row(self.field, self._fold, space=1)
        top.setStretch(0, 1)
        top.setContentsMargins(16, 16, 8, 0)
        bottom = column(self._drop, self.new, self.bring_in, margin=4)
        middle = column(self.list, self.empty, margin=4)
        middle.setContentsMargins(16, 8, 16, 0)
        middle.setStretch(0, 1)
        self._whole.setLayout(column(top, middle, bottom, space=1))
        self._strip.setLayout(column(self._unfold, self._new_too, 1, margin=2))
        self._strip.hide()
        self.setLayout(column(self._whole, self._strip))
        self.setFixedWidth(WORKLIST)

    def _connect(self) -> None:
        self._reading = QTimer(self)
        self._reading.timeout.connect(self._read_on)
        self.list.chosen.connect(self._choose)
        self.field.textChanged.connect(self.search.typed)
        self.field.returnPressed.connect(self._to_list)
        self.search.found.connect(self.refresh)
        self.practice.visit_changed.connect(self._changed)
        self._refreshing = QTimer(self)
        self._refreshing.setSingleShot(True)
        self._refreshing.timeout.connect(self.refresh)
        self._working_out.changed.connect(self._refresh_soon)
        QShortcut(QKeySequence(KEYS["search"]), self, self._to_search)
        QShortcut(QKeySequence(KEYS["new"]), self, self._begin_new)
        QShortcut(QKeySequence(KEYS["fold"]), self, self.fold)
        for keys, pressed in (("Down", self._to_list), (KEYS["back"], self.field.clear)):
            shortcut = QShortcut(QKeySequence(keys), self.field, pressed)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _to_search(self) -> None:
        if self.folded:
            self.fold()
        self.field.setFocus()
        self.field.selectAll()

    def _to_list(self) -> None:
        self.list.setFocus()
        self.list.first()


def _files(event: QDropEvent) -> tuple[Path, ...]:
    urls = event.mimeData().urls()
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
