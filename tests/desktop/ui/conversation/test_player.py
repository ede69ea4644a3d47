"""The bar that plays: what it asks of the process that plays, and what it shows of its news."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.consultation import ConsultationId
from desktop.playback import Ended, Failed, News, Playback, Position
from desktop.playback.errors import PlaybackStopped
from desktop.store.sealing import Key
from desktop.ui.conversation.player import Player
from desktop.ui.practice import Practice
from desktop.visit import begin_visit
from tests.desktop.visits import intake


class Recorder(Playback):
    """Writes down what it is asked, and tells what the test has it tell."""

    def __init__(self, place: Path, key: Key) -> None:
        super().__init__(place, key)
        self.asked: list[object] = []
        self.to_tell: list[News] = []

    def play(self, at: float = 0.0, speed: float = 1.0) -> None:
        self.asked.append(("play", at, speed))
        self.playing = True

    def pause(self) -> None:
        self.asked.append("pause")
        self.playing = False

    def tempo(self, speed: float) -> None:
        self.asked.append(("tempo", speed))

    def news(self, patience: float = 0.0) -> Iterator[News]:
        while self.to_tell:
            yield self.to_tell.pop(0)

    def close(self) -> None:
        self.asked.append("close")


class Shown:
    """A player on the screen and what it told."""

    def __init__(self, qtbot: QtBot, practice: Practice) -> None:
        self.made: list[Recorder] = []
        self.player = Player(practice, self._make)
        self.places: list[float] = []
        self.troubles: list[str] = []
        self.sentences: list[str] = []
        self.playing: list[bool] = []
        self.player.position.connect(self.places.append)
        self.player.trouble.connect(self.troubles.append)
        self.player.playing_changed.connect(self.playing.append)
        practice.notice.connect(lambda sentence, _: self.sentences.append(sentence))
        qtbot.addWidget(self.player)
        self.player.show()

    def _make(self, place: Path, key: Key) -> Recorder:
        self.made.append(Recorder(place, key))
        return self.made[-1]

    @property
    def asked(self) -> list[object]:
        return self.made[-1].asked

    def tell(self, *news: News) -> None:
        self.made[-1].to_tell += news

    @property
    def texts(self) -> list[str]:
        return [b.text() for b in self.player.buttons if b.isVisible()]


@pytest.fixture
def shown(qtbot: QtBot, practice: Practice) -> Shown:
    one = Shown(qtbot, practice)
    one.player.show_recording(begin_visit(practice.session, intake(), "nl"))
    return one


def test_it_plays_pauses_and_goes_on_from_there(shown: Shown, qtbot: QtBot) -> None:
    assert shown.texts == ["−5", "▶ 0:00", "+5", "1,0×"]
    shown.player.play(41.5)
    assert shown.texts[1] == "❚❚ 0:41"
    shown.tell(Position(turn=1, seconds=42.5))
    qtbot.waitUntil(lambda: shown.places == [41.5, 42.5])
    shown.player.toggle()
    assert shown.texts[1] == "▶ 0:42"
    shown.player.toggle()
    assert shown.asked == [("play", 41.5, 1.0), "pause", ("play", 42.5, 1.0)]
    assert shown.playing == [True, False, True]


def test_a_jump_is_heard_at_once_and_stays_in_the_recording(shown: Shown) -> None:
    shown.player.play(3.0)
    shown.player.jump(-5.0)
    shown.player.jump(5.0)
    assert shown.asked == [("play", 3.0, 1.0), ("play", 0.0, 1.0), ("play", 5.0, 1.0)]
    shown.player.pause()
    shown.player.jump(5.0)
    assert shown.asked[-1] == "pause"
    assert shown.player.seconds == 10.0


def test_the_speed_holds_from_now_on(shown: Shown) -> None:
    shown.player.set_speed(1.25)
    assert shown.asked == []
    assert shown.texts[3] == "1,25×"
    shown.player.play()
    shown.player.set_speed(2.0)
    assert shown.asked == [("play", 0.0, 1.25), ("tempo", 2.0)]


def test_at_the_end_it_stands_at_the_start(shown: Shown, qtbot: QtBot) -> None:
    shown.player.play(10.0)
    shown.tell(Ended(turn=1))
    qtbot.waitUntil(lambda: not shown.player.playing)
    assert shown.texts[1] == "▶ 0:00"
    assert shown.troubles == []


def test_what_goes_wrong_is_said_and_the_place_is_kept(shown: Shown, qtbot: QtBot) -> None:
    shown.player.play(10.0)
    shown.tell(Failed(turn=1, code=PlaybackStopped.code))
    qtbot.waitUntil(lambda: not shown.player.playing)
    assert shown.troubles == [PlaybackStopped.code]
    assert "Speel opnieuw af" in shown.sentences[-1]
    assert shown.player.seconds == 10.0


def test_where_there_is_no_sound_it_says_so(shown: Shown, practice: Practice) -> None:
    shown.player.show_recording(ConsultationId("20990101-000000-000000"))
    assert shown.texts == ["geen geluid"]
    shown.player.play(3.0)
    shown.player.toggle()
    assert not shown.player.playing
    assert shown.asked == ["close"]  # of the visit before


def test_leaving_ends_the_process_and_hiding_is_silent(shown: Shown) -> None:
    shown.player.play()
    shown.player.hide()
    assert shown.asked == [("play", 0.0, 1.0), "pause"]
    shown.player.show()
    shown.player.close_recording()
    shown.player.close_recording()
    assert shown.asked[2:] == ["close"]


def test_every_part_has_a_name(shown: Shown) -> None:
    assert [part.accessibleName() for part in shown.player.buttons] == [
        "5 seconden terug (pijl links in het gesprek)",
        "Speel af",
        "5 seconden vooruit (pijl rechts in het gesprek)",
        "Snelheid: 1,0×",
    ]
