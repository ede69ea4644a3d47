"""What nobody foresaw is said where somebody sees it: never with what, only with where."""

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop.ui.look.question import Question
from desktop.ui.say import Say
from desktop.ui.window.window import Window


class StartTrouble(Question):
    """There is no window to say it in: it can be tried again, and else Griffel ends."""

    def __init__(self, say: Say, where: str, again: Callable[[], object]) -> None:
        title, text = say("window.not_begun_title"), say("window.not_begun", where=where)
        super().__init__(title, (text,), (say("window.end"), say("window.again")), None)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)  # the choice decides that
        self.sure.connect(lambda: QTimer.singleShot(0, again))
        self.rejected.connect(lambda: QApplication.exit(1))


class LastResort:
    """The outermost frame; `window` gives the window, once there is one."""

    def __init__(
        self, say: Say, window: Callable[[], Window | None], again: Callable[[], object]
    ) -> None:
        self._say, self._window, self._again = say, window, again
        self.dialog: StartTrouble | None = None

    def __call__(
        self, kind: type[BaseException], value: BaseException, trace: TracebackType | None
    ) -> None:
        window = self._window()
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(1) if window is None else window.close()
            return
        where = _where(kind, trace)
        if sys.stderr is not None:  # a program without a terminal has none
            sys.stderr.write(f"{where}\n")
        if window is not None:
            window.tell_unexpected(where)
        elif self.dialog is None or not self.dialog.isVisible():
            self.dialog = StartTrouble(self._say, where, self._again)
            self.dialog.show()


def _where(kind: type[BaseException], trace: TracebackType | None) -> str:
    last = traceback.extract_tb(trace)[-1] if trace else None
    return f"{kind.__name__} {last.name}:{last.lineno}" if last else kind.__name__
