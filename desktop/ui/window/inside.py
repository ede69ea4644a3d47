"""Behind the door: the open library, its workplace, a sheet over it, and the way to lock."""

from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from desktop.app import back_up, open_session
from desktop.errors import GriffelError
from desktop.store.sealing import Key
from desktop.ui.lock.curtain import Curtain
from desktop.ui.lock.patience import Patience
from desktop.ui.lock.put_away import put_away
from desktop.ui.lock.unlock import Hidden
from desktop.ui.look.pieces import column, label, row
from desktop.ui.practice import Practice
from desktop.ui.sheets.models_arrived import Arrived
from desktop.ui.sheets.models_first_trial import try_in_use
from desktop.ui.sheets.settings_sheet import Sheet
from desktop.ui.transcribe.left_over import LeftOver
from desktop.ui.transcribe.working_out import WorkingOut
from desktop.ui.window.closing import Undone, undone
from desktop.ui.window.closing_question import ClosingQuestion
from desktop.ui.window.daily_backup import DailyBackup
from desktop.ui.window.opening import begin_work
from desktop.ui.window.sheets import make_sheet
from desktop.ui.window.workplace import Workplace

if TYPE_CHECKING:
    from desktop.ui.window.window import Window

_LOOK_EVERY = 500  # milliseconds between two looks whether what goes on behind the curtain ended


class Inside(QObject):
    """From unlocking to locking. GriffelError: the library does not open."""

    def __init__(self, window: "Window", root: Key) -> None:
        super().__init__(window)
        self._window, self._front = window, window.front
        with ExitStack() as undo:  # the library is let go of if anything here fails
            session = undo.enter_context(open_session(window.folder, root, backs_up=False))
            self.practice = practice = Practice(session, window.settings, window.tokens)
            undo.callback(practice.engines.close)
            left = LeftOver(practice)
            left.bring_in()
            self.workplace = Workplace(practice)
            left.go_on()
            self._listen()
            self._front.bring(self.workplace)
            self.workplace.choose("")  # only what is seen takes the keyboard
            begin_work(practice)
            DailyBackup(practice).begin()
            try_in_use(practice)
            Arrived(practice)
            self._open = undo.pop_all()
        if session.desk.acknowledged.open_terms(session.desk.policy, session.desk.user):
            self.show_sheet("about")
        elif not window.settings.code_on_paper:
            self.show_sheet("settings")
            practice.notice.emit(practice.say("settings.code_missing"), True)

    def _listen(self) -> None:
        practice = self.practice
        practice.lock_asked.connect(self._window.lock)
        practice.sheet_asked.connect(self.show_sheet)
        practice.settings_changed.connect(self._settings_changed)
        practice.notice.connect(self._tell_on_sheet)
        self.sheet: Sheet | None = None
        self.curtain: Curtain | None = None
        self.question: ClosingQuestion | None = None
        self.closed = False
        self._patience = Patience()
        self._behind_curtain = QTimer(self)
        self._behind_curtain.setInterval(_LOOK_EVERY)
        self._behind_curtain.timeout.connect(self._lock_afterwards)

    def show_sheet(self, name: str) -> None:
        """Show what is not part of a visit; the visit stays open behind it."""
        if name == "keys":
            self._window.show_keys()
            return
        before, self.sheet = self.sheet, make_sheet(name, self.practice)
        self.sheet.closed.connect(self.close_sheet)
        self._front.bring(self.sheet)
        if before is not None:
            self._front.drop(before)

    def close_sheet(self) -> None:
        """Back to the work."""
        sheet, self.sheet = self.sheet, None
        if sheet is not None:
            self._front.bring(self.workplace)
            self._front.drop(sheet)

    def lock(self) -> bool:
        """Close everything; False: a curtain hides what has to go on. Hiding comes first of all."""
        if self.curtain is not None:
            return False
        put_away(self._window)
        cover = self._cover()
        hidden = self._goes_on or (None if self.workplace.leave() else "unsaved")
        if hidden is None:
            self._close_library()
            return True
        self._draw_curtain(hidden)
        self._front.drop(cover)
        return False

    def may_close(self) -> bool:
        """Close everything because the window goes; False: it stays, if only to ask first."""
        if self.closed:
            return True
        if self.curtain is not None:
            self.curtain.ask_to_close()
            return False
        if self._goes_on == "recording":
            return self.close()  # its own screen asks, and nothing is asked after that
        screen = self.workplace.screen_shown
        kept = screen.keep()
        jobs = WorkingOut.of(self.practice).jobs.values()
        left = undone(None if kept else screen.unsaved, jobs)
        if left.title:
            self._ask(left)
            return False
        if not kept:  # findings, which are made anew
            self.give_up()
        return self.closed or self.close()

    def close(self) -> bool:
        """Close everything without a question; False: it has to stay.

        A copy of the day that is still to be made keeps nobody before a window that stands still.
        """
        if self.closed:
            return True
        if self.curtain is not None or not self.workplace.leave():
            return False
        self._window.hide()
        with suppress(GriffelError):  # it is written down, and told when there is a window again
            back_up(self.practice.session)
        self._close_library()
        return True

    def give_up(self) -> None:
        """Close everything with what cannot be kept, as the clinician wants."""
        self._close_library()

    def _ask(self, left: Undone) -> None:
        if self.question is not None and self.question.isVisible():
            self.question.raise_()
            return
        self.question = question = ClosingQuestion(left, self.practice.say, self._window)
        question.sure.connect(self.give_up)
        question.sure.connect(self._window.close)
        question.again.connect(self._window.close)
        question.finished.connect(question.deleteLater)
        question.finished.connect(self._asked)
        question.open()

    def _asked(self) -> None:
        self.question = None

    def _cover(self) -> QWidget:
        """Nothing of the work is to be seen from here on, however long what follows takes."""
        made = QWidget()
        made.setLayout(
            column(1, row(1, label(self.practice.say("closing.locking"), "muted"), 1), 1)
        )
        self._front.bring(made)
        self._front.repaint()
        return made

    @property
    def _goes_on(self) -> Hidden | None:
        """What a screen does that must not end, if one does."""
        if self.workplace.screens["record"].must_stay:
            return "recording"
        staying = any(screen.must_stay for screen in self.workplace.screens.values())
        return "working" if staying else None

    def _draw_curtain(self, hidden: Hidden) -> None:
        self.close_sheet()
        self._patience = Patience()
        self.curtain = Curtain(self._window.folder, self.practice.settings, hidden)
        self.curtain.lifted.connect(self._lift_curtain)
        self.curtain.given_up.connect(self.give_up)
        self.curtain.given_up.connect(self._window.close)
        self._front.bring(self.curtain)
        self._behind_curtain.start()

    def _lift_curtain(self) -> None:
        self._behind_curtain.stop()
        curtain, self.curtain = self.curtain, None
        if curtain is not None:
            self._front.bring(self.workplace)
            self._front.drop(curtain)

    def _lock_afterwards(self) -> None:
        if self._goes_on or not self._patience.is_over:
            return
        if not self.workplace.leave():
            self._patience.failed()
            return
        self._behind_curtain.stop()
        self.curtain = None
        self._window.lock()

    def _close_library(self) -> None:
        self.closed = True
        self._behind_curtain.stop()
        self.practice.engines.close()
        with suppress(GriffelError):  # a disk that is gone keeps no window from locking or going
            self._open.close()

    def _settings_changed(self) -> None:
        """Colours follow at once; words that stand on the screen are made anew after this event."""
        window, settings = self._window, self.practice.settings
        before, window.settings = window.settings, settings
        if (before.screen, before.theme) != (settings.screen, settings.theme):
            window.tokens = self.practice.tokens = window.dressed(settings)
            window.setWindowTitle(self.practice.say("window.title"))
            QTimer.singleShot(0, self, self._make_anew)

    def _make_anew(self) -> None:
        if self._goes_on == "recording" or not self.workplace.leave():
            return  # the words follow when the window is opened again
        before, focus = self.workplace, self._window.focusWidget()
        name = focus.objectName() if focus is not None else ""
        self.workplace = Workplace(self.practice)
        self.workplace.choose(before.visit)
        if self.sheet is not None:
            self.show_sheet(self.sheet.name)
            again = self.sheet.findChild(QWidget, name) if name else None
            (again or self.sheet).setFocus()
        else:
            self._front.bring(self.workplace)
        self._front.drop(before)

    def _tell_on_sheet(self, said: str, trouble: bool) -> None:
        if self.sheet is not None:
            self.sheet.notice.say(said, trouble)
