"""`griffel microphones|test-microphone|record`: which microphones, how one sounds, record one."""

import sys
import threading
from collections.abc import Callable
from typing import Annotated

import typer
from rich.live import Live
from rich.text import Text

from asr.elapsed import elapsed
from asr.errors import MicrophoneMissing
from asr.transcript import Language
from desktop import paths
from desktop.capture import (
    Alarm,
    Capture,
    Ended,
    Hearing,
    Kept,
    Loudness,
    MaySleep,
    News,
    RoomLow,
)
from desktop.capture.devices import find_microphones
from desktop.commands.desk import Library, session_of
from desktop.commands.passphrase import PassphraseStdin
from desktop.commands.screen import clock, console, trouble
from desktop.consultation import Recorded
from desktop.intake import Consent, ConsentHow, Intake
from desktop.policy import Data
from desktop.session import Session
from desktop.store.place import check_room
from desktop.visit import Unfinished, begin_visit, end_visit, unfinished_visits
from desktop.words import screen_language, words

recording = typer.Typer()

Device = Annotated[str, typer.Option("--device", help="A microphone, as `microphones` lists it.")]
Seconds = Annotated[float, typer.Option("--seconds", help="Stop after so many; 0: when told to.")]

_BAR = 40  # characters
_BOTTOM = -60.0  # dBFS at the left end of the bar; speech near a microphone is at -40 to -10
_MONITOR = ".monitor"
_LOOK = 0.2  # seconds to wait for news


@recording.command("microphones")
def list_microphones() -> None:
    """Show the microphones of this machine, the one in use first."""
    screen, language = console(), screen_language()
    for microphone in find_microphones():
        mark = words("record.default", language) if microphone.default else ""
        screen.print(f"{microphone.id}\n   {microphone.name}  {mark}".rstrip())


@recording.command("test-microphone")
def try_microphone(device: Device = "", seconds: Seconds = 0.0) -> None:
    """Show how loud a microphone hears the room. Nothing is kept."""
    _check_device(device)
    console().print(words("record.testing", screen_language()))
    watch(Capture(device), seconds)


@recording.command("record")
def record_consultation(
    language: Annotated[Language, typer.Option(help="What is spoken; given, never guessed.")],
    library: Library = None,
    device: Device = "",
    seconds: Seconds = 0.0,
    data: Annotated[Data, typer.Option(help="What it holds of somebody.")] = "identifying",
    consent: Annotated[
        ConsentHow | None, typer.Option(help="How the patient agreed; without it nothing is kept.")
    ] = None,
    passphrase_stdin: PassphraseStdin = False,
) -> None:
    """Record a consultation, sealed on the disk second by second. Enter or Ctrl-C ends it."""
    check_room(library or paths.home())
    _check_device(device)
    with session_of(library, passphrase_stdin) as session:
        _tell_unfinished(unfinished_visits(session, language))
        intake = Intake(data=data, consent=_given(consent, session))
        recorded = record_sealed(session, intake, language, device, seconds)
    console().print(words("record.number", screen_language(), number=recorded.id))


def record_sealed(
    session: Session, intake: Intake, language: Language, device: str, seconds: float
) -> Recorded:
    """Record with a bar and a clock on the screen, and keep how long it became."""
    visit = begin_visit(session, intake, language)
    console().print(words("record.recording", screen_language()))
    sounds = session.recordings
    watch(Capture(device, sounds.place(visit), sounds.key(visit)), seconds)
    return end_visit(session, visit)


def _given(how: ConsentHow | None, session: Session) -> Consent | None:
    return Consent(how=how, at=session.desk.now()) if how else None


def _tell_unfinished(found: Unfinished) -> None:
    language = screen_language()
    for one in found.ended:
        spoken = clock(one.seconds)
        trouble().print(words("record.mended", language, number=one.id, clock=spoken))
    if found.running:
        trouble().print(words("record.runs_on", language))
    if found.unreadable:
        trouble().print(words("record.unreadable", language, count=len(found.unreadable)))


def watch(capture: Capture, seconds: float, asked: Callable[[], bool] | None = None) -> Ended:
    """Show what is heard until Enter, Ctrl-C, the time is over, or it ends by itself."""
    shown, asked = _Shown(screen_language()), asked or _enter_pressed()
    with capture, Live(console=trouble(), transient=True, auto_refresh=False) as live:
        try:
            while capture.ended is None and not asked():
                for news in capture.news(_LOOK):
                    shown.take(news, live)
                if seconds and shown.seconds >= seconds:
                    break
        except KeyboardInterrupt:
            pass  # the usual way to stop
    ended = capture.stop()
    console().print(_last_words(ended, shown.language))
    return ended


class _Shown:
    """The line on the screen, and what stays above it."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.seconds = 0.0
        self._trouble = ""
        self._peak = _BOTTOM
        self._drawn = 0.0

    def take(self, news: News, live: Live) -> None:
        match news:
            case Loudness(peak=peak):
                self._peak = peak
            case Kept(seconds=seconds):
                self.seconds = seconds
            case Hearing(name=name):
                live.console.print(words("record.hearing", self.language, name=name))
            case Alarm(trouble=kind):
                self._alarm(kind or "", live)
            case RoomLow():
                live.console.print(words("record.room_low", self.language), style="yellow")
            case MaySleep():
                live.console.print(words("record.may_sleep", self.language), style="yellow")
            case Ended():
                return
        if elapsed() - self._drawn > 0.1:
            self._drawn = elapsed()
            live.update(self._line(), refresh=True)

    def _alarm(self, kind: str, live: Live) -> None:
        code = f"record.{kind or 'back'}"
        self._trouble = kind
        style = "bold red" if kind else "green"
        live.console.print(f"{clock(self.seconds)}  {words(code, self.language)}", style=style)
        if kind in ("lost", "moved", "silent"):
            live.console.bell()

    def _line(self) -> Text:
        heard = max(0.0, min(1.0, 1 - self._peak / _BOTTOM))
        filled = round(_BAR * heard) if self._trouble != "lost" else 0
        line = Text(f"{clock(self.seconds)}  ")
        line.append("█" * filled, "red" if self._peak > -1 else "green")
        return line.append("·" * (_BAR - filled), "dim")


def _last_words(ended: Ended, language: Language) -> str:
    kept = words("record.kept", language, clock=clock(ended.seconds))
    if ended.code:
        return f"{kept}\n{words(ended.code, language)}"
    if ended.reason == "stopped":
        return kept
    return f"{kept}\n{words(f'record.ended_{ended.reason}', language)}"


def _check_device(device: str) -> None:
    """Say at once when there is no microphone, or not the one that was named."""
    if device.endswith(_MONITOR):
        return  # what the machine plays is never listed, and may be recorded by name
    if device not in ("", *(found.id for found in find_microphones())):
        raise MicrophoneMissing


def _enter_pressed() -> Callable[[], bool]:
    """Whether Enter was pressed since; never, where nobody sits at the keyboard."""
    pressed = threading.Event()
    if sys.stdin is not None and sys.stdin.isatty():
        threading.Thread(target=_wait_for_enter, args=(pressed,), daemon=True).start()
    return pressed.is_set


def _wait_for_enter(pressed: threading.Event) -> None:
    sys.stdin.readline()
    pressed.set()
