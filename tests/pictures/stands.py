"""What stands in, in the pictures, for a microphone, engines and models of this machine."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from asr.microphone import Microphone
from desktop.capture import Alarm, Ended, Hearing, Kept, Loudness, News
from desktop.capture.watchdog import Trouble
from desktop.models.advice import Machine
from desktop.models.catalogue import Kind
from desktop.policy import Policy
from desktop.store.sealing import Key
from desktop.ui.record.microphone_test import MicrophoneTest
from desktop.ui.sheets.models_standing import Standing, standings
from tests.desktop.ui.silent_engines import SilentEngines

_DESK = Machine(cores=8, memory=16_000_000_000)
_HERE = ("whisper-large-v3-turbo", "whisper-base")


class Microphones:
    """Records nothing, and tells what it is told to tell."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.telling: list[News] = []
        self.ended: Ended | None = None

    def __call__(self, device: str, place: Path, key: Key) -> "Microphones":
        """A recording begins."""
        self.telling, self.ended = [Hearing(name=self.name)], None
        return self

    def hear(self, seconds: float, peak: float) -> None:
        """So many seconds are kept, and it is that loud now."""
        self.telling += [Kept(seconds=seconds), Loudness(peak=peak, rms=peak - 9.0)]

    def alarm(self, trouble: Trouble | None) -> None:
        """Something is wrong with the microphone, or it is well again."""
        self.telling.append(Alarm(trouble=trouble))

    def news(self, patience: float = 0.0) -> Iterator[News]:
        """What happened since."""
        while self.telling:
            yield self.telling.pop(0)

    def pause(self) -> None:
        """Nothing to hold."""

    def resume(self) -> None:
        """Nothing to go on with."""

    def bookmark(self) -> None:
        """Nothing to mark in."""

    def stop(self) -> Ended:
        """Nothing was kept."""
        self.ended = Ended(reason="stopped")
        return self.ended


@contextmanager
def stand_ins(microphone: str) -> Iterator[None]:
    """The same microphone and the same models on every machine, and engines that start nothing."""

    def search(test: MicrophoneTest) -> None:
        test._searched = True
        test._show_found((Microphone(id="table", name=microphone, default=True),))

    def standing(policy: Policy, kind: Kind | None = None) -> tuple[Standing, ...]:
        return tuple(
            replace(one, state="here" if one.model.name in _HERE else "absent", packed=False)
            for one in standings(policy, kind)
        )

    with ExitStack() as all_of_them:
        for place, instead in (
            ("desktop.ui.practice.Engines", lambda parent: SilentEngines()),
            ("desktop.ui.record.microphone_test.MicrophoneTest.search", search),
            ("desktop.ui.sheets.models_panel.standings", standing),
            ("desktop.ui.transcribe.working_out.speech_model", lambda desk, chosen: Path()),
            ("desktop.ui.export.whole.there_is_a_printer", lambda: True),
            ("desktop.models.advice.Machine.here", lambda: _DESK),
        ):
            all_of_them.enter_context(patch(place, instead))
        yield
