"""Before a window is hidden, all that stands above it goes: a question waits unanswered."""

from PySide6.QtWidgets import QDialog, QMenu, QToolTip, QWidget


def put_away(window: QWidget) -> None:
    """Close every dialog, menu and tip of a window. Nothing is chosen in any of them."""
    for menu in window.findChildren(QMenu):
        menu.close()
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.done(QDialog.DialogCode.Rejected)  # some stay when they are only asked to go
    QToolTip.hideText()
