"""What can be done with a row of the conversation, each with its key."""

from functools import partial
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from asr.transcript import Speaker, Utterance
from desktop.said import AllGivenTo, GivenTo, HeardAnew, as_first_heard
from desktop.ui.conversation.model import TranscriptModel
from desktop.ui.look.pieces import literal
from desktop.ui.practice import Practice

# all: the whole menu. line, every: only whom this line, or all lines of its speaker, go to. heard:
# only which word that a second listen changed is put back.
Asked = Literal["all", "line", "every", "heard"]


class TranscriptMenu(QMenu):
    """The menu of one row. A speaker is chosen with the first letter of the name."""

    listen = Signal()
    correct = Signal()
    corrected = Signal(object)  # a SaidCorrection

    def __init__(
        self,
        practice: Practice,
        rows: TranscriptModel,
        said: Utterance,
        asked: Asked,
        *,
        read_only: bool,
    ) -> None:
        super().__init__()
        self._practice = practice
        self._rows = rows
        self._said = said
        self._read_only = read_only
        if asked == "all":
            self._add_all()
        elif asked == "heard":
            self._add_heard()
        else:
            self.addAction(self._title(asked)).setEnabled(False)
            self.addSeparator()
            self._add_speakers(self, asked)

    def _add_all(self) -> None:
        say = self._practice.say
        for code, step, may in (
            ("listen", self.listen.emit, True),
            ("correct", self.correct.emit, not self._read_only),
        ):
            action = self.addAction(f"{say(f'transcript.{code}')}\t{say(f'transcript.key_{code}')}")
            action.triggered.connect(step)
            action.setEnabled(may)
        self._add_heard()
        self.addSeparator()
        asked: tuple[Asked, ...] = ("line", "every")
        for one in asked:
            menu = self.addMenu(f"{self._title(one)}\t{say(f'transcript.key_{one}')}")
            menu.setEnabled(not self._read_only)
            self._add_speakers(menu, one)

    def _add_heard(self) -> None:
        say = self._practice.say
        for word in self._said.changed_words:
            told = literal(say("transcript.put_back", heard=word.heard))
            action = self.addAction(f"{told}\t{say('transcript.key_put_back')}")
            back = as_first_heard(self._said, word)
            action.triggered.connect(partial(self._put_back, back))
            action.setEnabled(not self._read_only)

    def _put_back(self, back: HeardAnew, *_: object) -> None:
        self.corrected.emit(back)

    def _title(self, asked: Asked) -> str:
        name = self._rows.name(self._said.speaker)
        if asked == "every":
            return self._practice.say("transcript.every", name=name)
        return self._practice.say("transcript.line")

    def _add_speakers(self, menu: QMenu, asked: Asked) -> None:
        for speaker in self._rows.speakers():
            if speaker != self._said.speaker:
                name = self._rows.name(speaker)
                action = menu.addAction(f"&{name}\t{name[0]}")
                action.triggered.connect(partial(self._give, speaker, asked))

    def _give(self, speaker: Speaker, asked: Asked, *_: object) -> None:
        if asked == "every":
            self.corrected.emit(AllGivenTo(self._said.speaker, speaker))
        else:
            self.corrected.emit(GivenTo(self._said.id, speaker))
