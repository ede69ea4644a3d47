"""The unlocked window: the worklist on the left, the screen of one step of one visit beside it."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.consultation import ConsultationId
from desktop.store.entries import Summary
from desktop.ui.approve.screen import ApproveScreen
from desktop.ui.correct.review import ReviewScreen
from desktop.ui.export.screen import ExportScreen
from desktop.ui.look.front import Front
from desktop.ui.look.notice import Notice
from desktop.ui.practice import Practice
from desktop.ui.record.screen import RecordScreen
from desktop.ui.stage import Step, step_of
from desktop.ui.transcribe.transcribing import TranscribingScreen
from desktop.ui.window.header import Header
from desktop.ui.worklist.screen import Worklist

_ROOMY = 1000  # pixels, from which the worklist and a screen stand beside each other

AnyScreen = RecordScreen | TranscribingScreen | ReviewScreen | ApproveScreen | ExportScreen
_SCREENS: tuple[type[AnyScreen], ...] = (
    RecordScreen,
    TranscribingScreen,
    ReviewScreen,
    ApproveScreen,
    ExportScreen,
)


class Workplace(QWidget):
    """Chooses a screen; what happens on it is the screen's own."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.practice = practice
        self.visit = ConsultationId("")
        self.worklist = Worklist(practice)
        self.header = Header(practice)
        self.notice = Notice(practice.say("window.close_notice"))
        self.screens: dict[Step, AnyScreen] = {screen.step: screen(practice) for screen in _SCREENS}
        self._stack = Front()
        for screen in self.screens.values():
            self._stack.addWidget(screen)
        self._arrange()
        practice.notice.connect(self.notice.say)
        practice.visit_chosen.connect(self.choose)
        practice.step_chosen.connect(self.go_to)
        practice.visit_changed.connect(self._changed)
        self.choose("")

    @property
    def screen_shown(self) -> AnyScreen:
        """The screen in front."""
        return next(s for s in self.screens.values() if s is self._stack.currentWidget())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, the worklist gives way."""
        super().resizeEvent(event)
        self.worklist.make_room(self.width() < _ROOMY)

    def choose(self, visit: str) -> None:
        """Show this visit at the step it is at; none: ready to record a new one."""
        if self._may_leave():
            self.visit = ConsultationId(visit)
            summary = self._summary()
            self._show(step_of(summary) if summary else "record")

    def go_to(self, step: str) -> None:
        """Show another step of the same visit; what is in front already stays as it is."""
        if step == self.screen_shown.step:
            self._refresh_header()  # the button that was pressed stays down
        elif self._may_leave():
            self._show(next(name for name in self.screens if name == step))

    def leave(self) -> bool:
        """Keep what was typed, before the window closes or locks; False: not now."""
        return self.screen_shown.leave()

    def _may_leave(self) -> bool:
        may = self.screen_shown.leave()
        self._refresh_header()
        return may

    def _show(self, step: Step) -> None:
        self.notice.hide()
        screen = self.screens[step]
        self._stack.setCurrentWidget(screen)
        self._refresh_header()
        screen.show_visit(self.visit)
        self.worklist.show_chosen(self.visit)

    def _changed(self, visit: str) -> None:
        if visit == self.visit:
            self._refresh_header()

    def _refresh_header(self) -> None:
        self.header.show_visit(self._summary(), self.screen_shown.step)

    def _summary(self) -> Summary | None:
        if not self.visit:
            return None
        return self.practice.attempt(lambda: self.practice.session.library.summary(self.visit))

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for part in (self.header, self.notice, self._stack):
            right.addWidget(part)
        right.setStretch(2, 1)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self.worklist)
        both.addLayout(right, 1)
