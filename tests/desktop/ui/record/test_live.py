"""What is shown while a recording runs, in a window of any height."""

from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from desktop.consultation import ConsultationId
from desktop.recording import RecordingVisit
from desktop.ui.practice import Practice
from desktop.ui.record.live import RecordLive
from tests.desktop.test_recording import Told

LOW, HIGH = QSize(627, 328), QSize(1_000, 700)


def test_in_a_low_window_what_is_said_can_still_be_read(qtbot: QtBot, practice: Practice) -> None:
    live = RecordLive(practice)
    qtbot.addWidget(live)
    live.show_recording(RecordingVisit(ConsultationId("20260105-090000-000001"), Told()))
    live.resize(HIGH)
    live.show()
    qtbot.waitUntil(lambda: live.size() == HIGH)
    clock = live._clock.sizeHint().height()
    live.resize(LOW)
    lost = practice.say("record_screen.lost", clock="00:12")
    live.bars.say([("lost", lost)])
    lines = live.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: live.bars.height() > lines and live.talk.height() >= 2 * lines)
    assert live._clock.sizeHint().height() < clock
    arranged = live.layout()
    assert arranged is not None
    assert arranged.totalMinimumHeightForWidth(LOW.width()) <= LOW.height()
    live.resize(HIGH)
    qtbot.waitUntil(lambda: live._clock.sizeHint().height() == clock)  # control
