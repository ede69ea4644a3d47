"""Choose a microphone and try it: how loud it hears the room, with nothing kept."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QWidget

from asr.errors import MicrophoneMissing
from asr.microphone import Microphone
from asr.transcript import Language
from desktop.capture import Alarm, Capture, Ended, Kept, Loudness
from desktop.capture.devices import find_microphones
from desktop.recording import Recorder
from desktop.ui.look.pieces import button, column, label, row
from desktop.ui.record.level_meter import LevelMeter
from desktop.ui.work.beside import beside
from desktop.words import Problem, explain, words

_LOOK = 50  # milliseconds between two looks at the news
_VOICE = -35.0  # dBFS peak; a voice at arm's length is louder, a quiet room is 20 dB below


class MicrophoneTest(QWidget):
    """A list of microphones, and a bar that moves while one is tried."""

    device_changed = Signal(str)  # as `griffel microphones` lists it; empty: that of the machine

    def __init__(
        self,
        language: Language,
        device: str = "",
        find: Callable[[], tuple[Microphone, ...]] = find_microphones,
        listen: Callable[[str], Recorder] = Capture,
    ) -> None:
        super().__init__()
        self._language, self._find, self._listen = language, find, listen
        self.device = device
        self._capture: Recorder | None = None
        self._searched = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._make()
        self._arrange()
        self._tell("searching")

    @property
    def trying(self) -> bool:
        """Whether a microphone is being tried."""
        return self._capture is not None

    def search(self) -> None:
        """Look which microphones there are."""
        self._searched = True
        self._tell("searching")
        self._again.hide()
        beside(self, self._find, self._show_found, self._nothing_found)

    def stop(self) -> None:
        """End the try. It may take the device a while, so nobody waits for it."""
        self._timer.stop()
        self._meter.clear()
        self._try.setText(self._say("try"))
        if self._capture is not None:
            beside(self, self._capture.stop, lambda _: None, lambda _: None)
        self._capture = None

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the microphones when they are first wanted."""
        super().showEvent(event)
        if not self._searched:
            self.search()

    def hideEvent(self, event: QHideEvent) -> None:
        """Listen to nobody who does not see it."""
        super().hideEvent(event)
        if self.trying:
            self.stop()

    def event(self, event: QEvent) -> bool:
        """A widget that goes for good lets go of the device as well."""
        if event.type() == QEvent.Type.DeferredDelete and self._capture is not None:
            self._capture.stop()
            self._capture = None
        return super().event(event)

    def _show_found(self, found: tuple[Microphone, ...]) -> None:
        self._list.blockSignals(True)
        self._list.clear()
        for microphone in found:
            name = self._say("default_device", name=microphone.name)
            self._list.addItem(
                name if microphone.default else microphone.name,
                "" if microphone.default else microphone.id,
            )
        wanted = "" if self.device in _defaults(found) else self.device
        here = self._list.findData(wanted)
        self._list.setCurrentIndex(max(0, here))
        self._list.blockSignals(False)
        self._enable(True)
        # One that is away for a day is not forgotten: nobody chose another.
        self.device = str(self._list.currentData())
        self._tell("try_hint" if here >= 0 else "other_device")

    def _nothing_found(self, problem: Problem) -> None:
        self._list.clear()
        self._enable(False)
        self._again.show()
        if isinstance(problem, MicrophoneMissing):
            self._tell("none")  # and not the order for a command line
        else:
            self._hint.setText(explain(problem, self._language))

    def _chosen(self, *_: object) -> None:
        self.device = str(self._list.currentData() or "")
        self.device_changed.emit(self.device)
        if self.trying:
            self.stop()
            self._begin()

    def _toggle(self) -> None:
        if self.trying:
            self.stop()
            self._tell("try_hint")
        else:
            self._begin()

    def _begin(self) -> None:
        self._capture = self._listen(self.device)
        self._try.setText(self._say("try_stop"))
        self._tell("try_speak")
        self._timer.start(_LOOK)

    def _look(self) -> None:
        if self._capture is None:
            return
        for news in self._capture.news():
            match news:
                case Loudness(peak=peak):
                    self._meter.say(peak)
                    if peak > _VOICE:
                        self._tell("try_heard")
                case Alarm(trouble=trouble) if trouble is not None:
                    self._tell(f"try_{trouble}")
                case Ended() | Kept():
                    pass
        if self._capture.ended is not None:
            self.stop()
            self._tell("try_ended")

    def _make(self) -> None:
        self._list = QComboBox()
        self._list.setAccessibleName(self._say("microphone"))
        self._list.currentIndexChanged.connect(self._chosen)
        self._list.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._list.setMinimumContentsLength(20)
        self._try = button(self._say("try"), self._toggle)
        self._again = button(self._say("search_again"), self.search)
        self._meter = LevelMeter(self._say("level"))
        self._hint = label("", "hint", wrap=True)
        self._enable(False)
        self._again.hide()

    def _arrange(self) -> None:
        line = row(self._list, self._try, self._again)
        line.setStretch(0, 1)
        self.setLayout(column(line, self._meter, self._hint))

    def _enable(self, found: bool) -> None:
        self._list.setEnabled(found)
        self._try.setEnabled(found)

    def _tell(self, code: str) -> None:
        self._hint.setText(self._say(code))

    def _say(self, code: str, **fields: object) -> str:
        return words(f"microphone.{code}", self._language, **fields)


def _defaults(found: tuple[Microphone, ...]) -> set[str]:
    return {microphone.id for microphone in found if microphone.default}
