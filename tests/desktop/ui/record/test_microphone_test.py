"""Choosing and trying a microphone: what is found, what is heard, and that it is let go of."""

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from asr.errors import MicrophoneMissing
from asr.microphone import Microphone
from desktop.capture import Alarm, Loudness
from desktop.ui.record.level_meter import LevelMeter, fraction
from desktop.ui.record.microphone_test import MicrophoneTest
from tests.desktop.test_recording import Told

FOUND = (Microphone("usb", "Table", True), Microphone("pci", "Built-in", False))
PATIENCE = 20_000  # milliseconds

pytestmark = pytest.mark.usefixtures("qapp")


class Room:
    """The microphones of a room, and who listens to which."""

    def __init__(self, found: tuple[Microphone, ...] = FOUND) -> None:
        self.found = found
        self.listened: list[tuple[str, Told]] = []

    def find(self) -> tuple[Microphone, ...]:
        if not self.found:
            raise MicrophoneMissing
        return self.found

    def listen(self, device: str) -> Told:
        self.listened.append((device, Told()))
        return self.listened[-1][1]


def shown(qtbot: QtBot, room: Room, device: str = "") -> MicrophoneTest:
    made = MicrophoneTest("nl", device, room.find, room.listen)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: "zoeken" not in hint(made), timeout=PATIENCE)
    return made


def hint(widget: MicrophoneTest) -> str:
    return widget.findChildren(QLabel)[-1].text()


def press(widget: MicrophoneTest) -> None:
    widget.findChildren(QPushButton)[0].click()


def test_the_microphone_of_the_machine_is_first_and_is_named_by_nothing(qtbot: QtBot) -> None:
    widget = shown(qtbot, Room())
    (choice,) = widget.findChildren(QComboBox)
    assert [choice.itemText(n) for n in range(2)] == ["Table (van de computer)", "Built-in"]
    chosen: list[str] = []
    widget.device_changed.connect(chosen.append)
    choice.setCurrentIndex(1)
    choice.setCurrentIndex(0)
    assert chosen == ["pci", ""]


def test_one_that_is_away_is_not_forgotten_and_another_is_used(qtbot: QtBot) -> None:
    chosen: list[str] = []
    room = Room()
    widget = MicrophoneTest("nl", "headset", room.find, room.listen)
    widget.device_changed.connect(chosen.append)
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: "niet" in hint(widget), timeout=PATIENCE)
    assert (widget.device, chosen) == ("", [])
    assert "Probeer" in hint(shown(qtbot, room, "pci"))  # the control: this one is here


def test_a_voice_moves_the_bar_and_is_said(qtbot: QtBot) -> None:
    room = Room()
    widget = shown(qtbot, room)
    press(widget)
    ((device, told),) = room.listened
    told.waiting.append(Loudness(peak=-20, rms=-30))
    qtbot.waitUntil(lambda: "hoort u" in hint(widget), timeout=PATIENCE)
    (meter,) = widget.findChildren(LevelMeter)
    assert (device, meter.filled) == ("", fraction(-20))
    told.waiting.append(Alarm(trouble="silent"))
    qtbot.waitUntil(lambda: "geen geluid" in hint(widget), timeout=PATIENCE)
    press(widget)
    qtbot.waitUntil(lambda: told.orders == ["stop"], timeout=PATIENCE)
    assert (widget.trying, meter.filled) == (False, 0)


def test_choosing_another_tries_that_one(qtbot: QtBot) -> None:
    room = Room()
    widget = shown(qtbot, room)
    press(widget)
    widget.findChildren(QComboBox)[0].setCurrentIndex(1)
    assert [device for device, _ in room.listened] == ["", "pci"]
    qtbot.waitUntil(lambda: room.listened[0][1].orders == ["stop"], timeout=PATIENCE)
    assert room.listened[1][1].orders == []
    widget.stop()


def test_nobody_is_listened_to_who_does_not_see_it(qtbot: QtBot) -> None:
    room = Room()
    widget = shown(qtbot, room)
    press(widget)
    widget.hide()
    qtbot.waitUntil(lambda: room.listened[0][1].orders == ["stop"], timeout=PATIENCE)
    assert not widget.trying


def test_without_a_microphone_it_says_so_and_looks_again(qtbot: QtBot) -> None:
    room = Room(())
    widget = shown(qtbot, room)
    assert "geen microfoon" in hint(widget)
    assert "Zoek opnieuw" in hint(widget)
    assert "griffel microphones" not in hint(widget)  # an order for a command line
    again = widget.findChildren(QPushButton)[1]
    assert again.isVisible()
    room.found = FOUND
    again.click()
    qtbot.waitUntil(lambda: "Probeer" in hint(widget), timeout=PATIENCE)
    assert not again.isVisible()


@pytest.mark.parametrize(("peak", "part"), [(-96, 0.0), (-60, 0.0), (-30, 0.5), (0, 1.0), (3, 1.0)])
def test_the_bar_is_as_full_as_it_is_loud(peak: float, part: float) -> None:
    assert fraction(peak) == part
