"""The page on which the microphone is chosen and tried."""

from desktop.ui.first_start.page import Page, Start
from desktop.ui.look.pieces import card, column
from desktop.ui.record.microphone_test import MicrophoneTest


class MicrophonePage(Page):
    """A bar that moves when somebody speaks says more than any name of a device."""

    name = "microphone"

    def __init__(self, start: Start) -> None:
        super().__init__(start)
        self.test = MicrophoneTest(start.settings.screen, start.settings.microphone)
        self.test.device_changed.connect(self._choose)
        inside = card()
        inside.setLayout(column(self.test, margin=4))
        self.setLayout(column(*self.heading(), inside, 1, space=4))

    def go_on(self) -> None:
        """Let go of the device."""
        self.test.stop()
        self.done.emit()

    def _choose(self, device: str) -> None:
        self.start.set(microphone=device)
