"""Two widgets beside each other, with a line between them that can be moved."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

_SHARES = (45, 55)  # of the width: the conversation, the note


def halves(left: QWidget, right: QWidget) -> QSplitter:
    """Both, neither of which can be moved out of sight."""
    made = QSplitter(Qt.Orientation.Horizontal)
    made.setHandleWidth(1)
    made.setChildrenCollapsible(False)
    for place, (half, share) in enumerate(zip((left, right), _SHARES, strict=True)):
        made.addWidget(half)
        made.setStretchFactor(place, share)
    made.setSizes([share * 10 for share in _SHARES])
    return made
