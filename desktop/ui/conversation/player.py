"""The small bar that plays the recording: play and pause, where it is, how fast."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QHideEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.clock import clock
from desktop.consultation import ConsultationId
from desktop.errors import GriffelError
from desktop.playback import Failed, News, Playback, Position
from desktop.store.sealing import Key
from desktop.ui.look.pieces import button, row
from desktop.ui.practice import Practice

SPEEDS = (0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
JUMP = 5.0  # seconds
_LOOK = 50  # milliseconds between two looks at what the process tells, while it plays

MakePlayback = Callable[[Path, Key], Playback]


class Player(QWidget):
    """Plays the sealed recording of one visit, in a process of its own."""

    position = Signal(float)  # the second that sounds now
    trouble = Signal(str)  # the code of what went wrong; the bar above the screen says it already
    playing_changed = Signal(bool)

    def __init__(self, practice: Practice, make: MakePlayback = Playback) -> None:
        super().__init__()
        self.practice = practice
        self.following = True  # whether the conversation scrolls along
        self._make = make
        self._playback: Playback | None = None
        self._seconds = 0.0
        self._speed = 1.0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self._look)
        self._arrange()
        self._show()

    def show_recording(self, visit: ConsultationId) -> None:
        """Be ready to play this visit; where its sound is erased, say so and play nothing."""
        self.close_recording()
        self._seconds = 0.0
        recordings = self.practice.session.recordings
        try:
            place, key = recordings.place(visit), recordings.key(visit)
        except GriffelError:  # its key is destroyed
            place = None
        if place is not None and place.exists():
            self._playback = self._make(place, key)
        self._show()

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._timer.isActive()

    @property
    def seconds(self) -> float:
        """Where in the recording it is."""
        return self._seconds

    def play(self, seconds: float | None = None) -> None:
        """Play from that second, or go on from where it is."""
        if self._playback is None:
            return
        if seconds is not None:
            self._seconds = max(0.0, seconds)
        self._playback.play(self._seconds, self._speed)
        self._timer.start()
        self._tell()
        self.playing_changed.emit(True)

    def pause(self) -> None:
        """Stop where it is."""
        if self._playback is not None:
            self._playback.pause()
        self._stopped()

    def toggle(self) -> None:
        """Play or pause."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def jump(self, seconds: float) -> None:
        """Go so many seconds on or back."""
        self._seconds = max(0.0, self._seconds + seconds)
        if self.playing:
            self.play()
        else:
            self._tell()

    def set_speed(self, speed: float) -> None:
        """Play so many times as fast, from now on."""
        self._speed = speed
        if self._playback is not None and self.playing:
            self._playback.tempo(speed)
        self._show()

    def close_recording(self) -> None:
        """Stop, and end the process: the screen is left."""
        self._stopped()
        if self._playback is not None:
            self._playback.close()
            self._playback = None

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing goes on sounding behind another screen."""
        super().hideEvent(event)
        if not event.spontaneous() and self.playing:
            self.pause()

    def _look(self) -> None:
        for news in self._playback.news() if self._playback else ():
            self._take(news)

    def _take(self, news: News) -> None:
        if isinstance(news, Position):
            self._seconds = news.seconds
            self._tell()
            return
        self._stopped()
        if isinstance(news, Failed):
            self.practice.notice.emit(self.practice.say(news.code), True)
            self.trouble.emit(news.code)
        else:
            self._seconds = 0.0  # so that the next play begins again
            self._show()

    def _stopped(self) -> None:
        if self.playing:
            self._timer.stop()
            self.playing_changed.emit(False)
        self._show()

    def _tell(self) -> None:
        self._show()
        self.position.emit(self._seconds)

    # --- how it looks

    def _arrange(self) -> None:
        say = self.practice.say
        self._back = button(
            say("player.back"), partial(self.jump, -JUMP), "quiet", name=say("player.back_name")
        )
        self._play = button("", self.toggle, "quiet")
        self._on = button(
            say("player.on"), partial(self.jump, JUMP), "quiet", name=say("player.on_name")
        )
        self._tempo = button("", self._open_menu, "quiet")
        self._menu = self._made_menu()
        self.buttons = (self._back, self._play, self._on, self._tempo)
        for part in self.buttons:
            part.setProperty("look", "player")
        self.setLayout(row(*self.buttons, space=0))

    def _made_menu(self) -> QMenu:
        menu, group = QMenu(self), QActionGroup(self)
        for speed in SPEEDS:
            action = menu.addAction(self._times(speed))
            action.setCheckable(True)
            action.setChecked(speed == self._speed)
            action.triggered.connect(partial(self._choose, speed))
            group.addAction(action)
        menu.addSeparator()
        follow: QAction = menu.addAction(self.practice.say("player.follow"))
        follow.setCheckable(True)
        follow.setChecked(self.following)
        follow.toggled.connect(self._follow)
        return menu

    def _open_menu(self) -> None:
        self._menu.popup(self._tempo.mapToGlobal(self._tempo.rect().bottomLeft()))

    def _choose(self, speed: float, *_: object) -> None:
        self.set_speed(speed)

    def _follow(self, on: bool) -> None:
        self.following = on

    def _times(self, speed: float) -> str:
        decimals = 2 if round(speed * 10) != speed * 10 else 1
        return f"{QLocale().toString(speed, 'f', decimals)}×"

    def _show(self) -> None:
        say, there = self.practice.say, self._playback is not None
        sign = "❚❚" if self.playing else "▶"
        self._play.setText(f"{sign} {clock(self._seconds)}" if there else say("player.gone"))
        self._play.setAccessibleName(say("player.pause" if self.playing else "player.play"))
        self._play.setToolTip("" if there else say("player.gone_why"))
        self._tempo.setText(self._times(self._speed))
        self._tempo.setAccessibleName(say("player.speed", speed=self._times(self._speed)))
        for part in self.buttons:
            part.setEnabled(there)
        for part in (self._back, self._on, self._tempo):
            part.setVisible(there)
