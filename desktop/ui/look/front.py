"""What the window shows: one widget in front, the others out of reach of keys and mouse."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from desktop.ui.look.pieces import column


class Front(QStackedWidget):
    """A pile of which the uppermost is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        """What is seen asks for room, and nothing else does."""
        shown = self.currentWidget()
        if shown is None:
            return QSize()
        least, lines = shown.minimumSizeHint().expandedTo(shown.minimumSize()), shown.layout()
        if lines is not None and lines.hasHeightForWidth():
            width = max(least.width(), self.width())
            least.setHeight(max(least.height(), lines.totalMinimumHeightForWidth(width)))
        return least

    def hasHeightForWidth(self) -> bool:
        """A pile of Qt would ask for all that its highest would like to have, seen or not."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width, words take other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def bring(self, widget: QWidget) -> None:
        """Bring a widget to the front, and the keyboard to where it was in it."""
        if self.indexOf(widget) < 0:
            self.addWidget(widget)
        self.setCurrentWidget(widget)
        inside = widget.focusWidget()
        (inside if inside is not None and inside.isEnabled() else widget).setFocus()

    def drop(self, widget: QWidget) -> None:
        """Take a widget away for good."""
        self.removeWidget(widget)
        widget.hide()
        widget.deleteLater()


class Room(QScrollArea):
    """Around the pile: a window that is smaller than what it shows scrolls, and cuts nothing."""

    def __init__(self, front: Front) -> None:
        super().__init__()
        around = QWidget()  # of what it scrolls itself, Qt asks the layout, which is that of a pile
        around.setLayout(column(front))
        self.setWidget(around)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
