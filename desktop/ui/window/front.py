"""What the window shows: one widget in front, the others out of reach of keys and mouse."""

from PySide6.QtWidgets import QStackedWidget, QWidget


class Front(QStackedWidget):
    """A pile of which the uppermost is seen."""

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
