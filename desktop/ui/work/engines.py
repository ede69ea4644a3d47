"""The two engines behind the screens: speech and notes, so that no check waits for Whisper."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from asr.transcript import Language, Roles, Transcript
from desktop.consultation import ConsultationId
from desktop.engine import (
    Cancel,
    Check,
    Checked,
    Drafted,
    Drafting,
    Engine,
    Failed,
    Follow,
    Guess,
    Heard,
    Import,
    Imported,
    Listen,
    Look,
    Looked,
    News,
    Order,
    Prepare,
    Progress,
    Read,
    Restarted,
    Target,
    Transcribed,
    Tried,
    TriedSpeech,
    Try,
    Trying,
    TrySpeech,
    Write,
)
from desktop.engine.process import run_engine
from desktop.models.listening_model import ListeningModel
from desktop.models.writing_model import WritingModel
from desktop.store.sealing import Key
from desktop.ui.work.trial_queue import Trial, TrialQueue
from summarize.note import Note

POLL = 50  # milliseconds


class Engines(QObject):
    """Orders go out and return at once; what comes of them arrives as signals."""

    heard = Signal(str, float, object)  # visit, seconds, utterances: final so far, all of them
    guessed = Signal(str, float, object)  # visit, seconds, utterances: after the final ones
    imported = Signal(str, float)  # visit, seconds
    damaged = Signal(str)  # visit whose file gave less sound than it should; comes before imported
    transcribed = Signal(str, object)  # visit, Transcript
    drafting = Signal(str, object)  # visit, Note: what is written by now, not checked
    drafted = Signal(str, object)  # visit, Note
    checked = Signal(str, int, object)  # visit, serial, Note
    progress = Signal(str, float)  # visit, part done (0-1)
    failed = Signal(str, str)  # visit, code of the words
    restarted = Signal(str)  # visit that is gone on with
    looked = Signal(str, int, bool)  # file, channels, whether it is a telephone line
    look_failed = Signal(str, str)  # file, code of the words
    trying = Signal(str, float, bool)  # name of a model, part of its trial done, whether it waits
    # The model, its Fitness or its SpeechPace, or None and the code of why there is none.
    tried = Signal(object, object, str)

    def __init__(self, target: Target = run_engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speech, self._notes = Engine(target), Engine(target)
        self._trials = TrialQueue(target, lambda: self._speech.works or self._notes.works)
        self._timer = QTimer(self)
        self._timer.setInterval(POLL)
        self._timer.timeout.connect(self.poll)

    @property
    def processes(self) -> tuple[int | None, int | None]:
        """The ids of the processes that run: of speech, and of notes."""
        return self._speech.process, self._notes.process

    def look(self, file: Path) -> None:
        """Ask how a sound file is made, before a visit is begun for it."""
        self._order(self._speech, Look(file=str(file)))

    def import_file(self, visit: ConsultationId, place: Path, key: Key, file: Path) -> None:
        """Decode a file into the recording that was begun for it, and close that."""
        secret = key.revealed().hex()
        order = Import(consultation=visit, place=str(place), key=secret, file=str(file))
        self._order(self._speech, order)

    def listen(
        self,
        visit: ConsultationId,
        place: Path,
        key: Key,
        *,
        model: Path,
        language: Language,
        roles: Roles = "visit",
        vocabulary: Iterable[str] = (),
        telephone: bool = False,
        swapped: bool = False,
    ) -> None:
        """Hear a recording, growing or not, until it is closed. A draft will be wanted next."""
        order = Listen(
            consultation=visit,
            place=str(place),
            key=key.revealed().hex(),
            language=language,
            model=str(model),
            roles=roles,
            vocabulary=tuple(vocabulary),
            telephone=telephone,
            swapped=swapped,
        )
        self._order(self._speech, order)
        self._order(self._notes, Prepare(language=language))

    def write(self, order: Write) -> None:
        """Draft a note."""
        self._order(self._notes, order)

    def follow(self, order: Follow) -> None:
        """Read along with a conversation, so that its draft comes sooner."""
        self._order(self._notes, order)

    def try_out(self, model: WritingModel | ListeningModel) -> None:
        """Try a model out, when nothing is heard or written; that comes first at any time."""
        if isinstance(model, WritingModel):
            self._try(Try(model=model))
        else:
            self._try(TrySpeech(model=model))

    def stop_trial(self, name: str) -> None:
        """No longer try the model of that name out; nothing more is told of it."""
        self._trials.stop(name)

    def read(self, visit: ConsultationId, transcript: Transcript) -> None:
        """Take up the conversation whose note is going to be edited."""
        self._order(self._notes, Read(consultation=visit, transcript=transcript))

    def check(
        self, visit: ConsultationId, serial: int, note: Note, before: Note | None = None
    ) -> None:
        """Check an edited note against the conversation read last; only the latest is answered."""
        order = Check(consultation=visit, serial=serial, note=note, before=before)
        self._order(self._notes, order)

    def cancel(self, visit: str) -> None:
        """Do nothing more for this visit; nothing more is told of it."""
        for engine in (self._speech, self._notes):
            engine.order(Cancel(consultation=ConsultationId(visit)))

    def close(self) -> None:
        """End both processes; what they kept is whole."""
        self._timer.stop()
        for engine in (self._speech, self._notes, self._trials):
            engine.close()

    def poll(self) -> None:
        """Tell what happened since."""
        for engine in (self._speech, self._notes, self._trials):
            for news in engine.news():
                self._tell(news)

    def _order(self, engine: Engine, order: Order) -> None:
        engine.order(order)
        self._trials.give_way()
        self._timer.start()

    def _try(self, trial: Trial) -> None:
        self._trials.add(trial)
        self._timer.start()

    def _tell(self, news: News) -> None:
        match news:
            case Heard():
                self.heard.emit(news.consultation, news.until, news.utterances)
            case Guess():
                self.guessed.emit(news.consultation, news.until, news.utterances)
            case Imported():
                if news.damaged:
                    self.damaged.emit(news.consultation)
                self.imported.emit(news.consultation, news.seconds)
            case Transcribed():
                self.transcribed.emit(news.consultation, news.transcript)
            case Drafting():
                self.drafting.emit(news.consultation, news.note)
            case Drafted():
                self.drafted.emit(news.consultation, news.note)
            case Checked():
                self.checked.emit(news.consultation, news.serial, news.note)
            case Progress():
                self.progress.emit(news.consultation, news.done)
            case Failed():
                self.failed.emit(news.consultation, news.code)
            case Restarted():
                self.restarted.emit(news.consultation)
            case Trying():
                self.trying.emit(news.name, news.done, news.waits)
            case Tried():
                self.tried.emit(news.model, news.fitness, news.code)
            case TriedSpeech():
                self.tried.emit(news.model, news.pace, news.code)
            case Looked(channels=0):
                self.look_failed.emit(news.file, news.code)
            case Looked():
                self.looked.emit(news.file, news.channels, news.telephone)
            case _:
                pass  # Ready
