"""Room around a coloured row, so that it hangs under its line instead of filling the card."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

_LEFT, _ABOVE, _BELOW = 6, 1, 4


def inset(row: QWidget) -> QWidget:
    """The row with room around it."""
    made = QWidget()
    around = QVBoxLayout(made)
    around.setContentsMargins(_LEFT, _ABOVE, _LEFT, _BELOW)
    around.addWidget(row)
    return made


def remove_inset(layout: QVBoxLayout, row: QWidget) -> None:
    """Take the row and the room around it away."""
    around = row.parentWidget()
    if around is not None:
        layout.removeWidget(around)
        around.hide()
        around.deleteLater()
