"""Behind the door: the open library, its workplace, a sheet over it, and the way to lock."""

from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from desktop.app import open_session
from desktop.errors import GriffelError
from desktop.store.sealing import Key
from desktop.ui.lock.curtain import Curtain
from desktop.ui.lock.unlock import Hidden
from desktop.ui.practice import Practice
from desktop.ui.sheets.keys_card import KeyCard
from desktop.ui.sheets.settings_sheet import Sheet
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
            session = undo.enter_context(open_session(window.folder, root))
            self.practice = practice = Practice(session, window.settings, window.tokens)
            self.workplace = Workplace(practice)
            self._open = undo.pop_all()
        practice.lock_asked.connect(window.lock)
        practice.sheet_asked.connect(self.show_sheet)
        practice.settings_changed.connect(self._settings_changed)
        practice.notice.connect(self._tell_on_sheet)
        self.sheet: Sheet | None = None
        self.curtain: Curtain | None = None
        self._behind_curtain = QTimer(self)
        self._behind_curtain.setInterval(_LOOK_EVERY)
        self._behind_curtain.timeout.connect(self._lock_afterwards)
        self._front.bring(self.workplace)
        self.workplace.choose("")  # only what is seen takes the keyboard
        begin_work(practice)
        if session.desk.acknowledged.open_terms(session.desk.policy, session.desk.user):
            self.show_sheet("about")

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
        """Close everything; False: a curtain hides what has to go on."""
        if self.curtain is not None:
            return False
        hidden = self._goes_on or (None if self.workplace.leave() else "unsaved")
        if hidden is not None:
            self._draw_curtain(hidden)
            return False
        self._close_library()
        return True

    def close(self) -> bool:
        """Close everything because the window goes; False: it has to stay."""
        if self.curtain is not None or not self.workplace.leave():
            return False
        self._close_library()
        return True

    @property
    def _goes_on(self) -> Hidden | None:
        """What a screen does that must not end, if one does."""
        if self.workplace.screens["record"].must_stay:
            return "recording"
        staying = any(screen.must_stay for screen in self.workplace.screens.values())
        return "working" if staying else None

    def _draw_curtain(self, hidden: Hidden) -> None:
        self.close_sheet()
        for card in self._window.findChildren(KeyCard):
            card.close()
        self.curtain = Curtain(self._window.folder, self.practice.settings, hidden)
        self.curtain.lifted.connect(self._lift_curtain)
        self._front.bring(self.curtain)
        self._behind_curtain.start()

    def _lift_curtain(self) -> None:
        self._behind_curtain.stop()
        curtain, self.curtain = self.curtain, None
        if curtain is not None:
            self._front.bring(self.workplace)
            self._front.drop(curtain)

    def _lock_afterwards(self) -> None:
        if self._goes_on or not self.workplace.leave():
            return
        self._behind_curtain.stop()
        self.curtain = None
        self._window.lock()

    def _close_library(self) -> None:
        self.practice.engines.close()
        with suppress(GriffelError):  # of the copy of the day, which is written down: a window
            self._open.close()  # that has to lock or to go does not stay for it

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
