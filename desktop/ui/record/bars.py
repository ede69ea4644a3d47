"""What is wrong with a recording while it runs, in bars that are in nobody's way."""

from collections.abc import Sequence

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from desktop.ui.look.pieces import label, row
from desktop.ui.look.style import look

_ALARMS = ("lost", "moved", "silent")  # what somebody who does not look should hear
_WELL = ("back",)


class RecordBars(QWidget):
    """A bar for each thing that is to be said, the gravest first."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[str, ...] = ()
        self._bars: dict[str, _Bar] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said now."""
        return tuple(self._bars[code].sentence for code in self._shown)

    def say(self, warnings: Sequence[tuple[str, str]]) -> None:
        """Say these sentences, each under the name it is known by."""
        before, self._shown = self._shown, tuple(code for code, _ in warnings)
        for place, (code, sentence) in enumerate(warnings):
            bar = self._bars.setdefault(code, _Bar(code))
            bar.say(sentence)
            if self._column.indexOf(bar) != place:
                self._column.insertWidget(place, bar)
            if code not in before:
                self._announce(code, sentence)
        for code, bar in self._bars.items():
            bar.setVisible(code in self._shown)
        self.setVisible(bool(self._shown))

    def _announce(self, code: str, sentence: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
        if code in _ALARMS:
            QApplication.beep()


class _Bar(QFrame):
    def __init__(self, code: str) -> None:
        super().__init__()
        well, grave = code in _WELL, code in _ALARMS
        self._text = label(wrap=True)
        look(self, "told" if well else "alarm" if grave else "finding")
        sign = label("✓", "done") if well else label("⚠", "danger" if grave else "sign")
        line = row(sign, self._text, margin=2)
        line.setStretch(1, 1)
        self.setLayout(line)

    @property
    def sentence(self) -> str:
        return self._text.text()

    def say(self, sentence: str) -> None:
        if sentence != self._text.text():
            self._text.setText(sentence)
            self.setAccessibleName(sentence)
