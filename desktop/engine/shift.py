"""The work of an engine, a little of each in turn, so that orders are heard in between."""

import queue
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from asr.errors import HearingError
from desktop.consultation import ConsultationId
from desktop.engine.importing import ImportWork, look
from desktop.engine.listening import ListenWork, Model
from desktop.engine.messages import (
    Cancel,
    Cancelled,
    Check,
    Failed,
    Follow,
    Import,
    Listen,
    Look,
    News,
    Order,
    Prepare,
    Read,
    Ready,
    Write,
    read_order,
    to_bytes,
)
from desktop.engine.notes import Notes, prepare
from desktop.engine.scribe import LoadWriter, Scribe
from desktop.engine.trial_messages import Try, TrySpeech
from desktop.engine.trying import LoadToTry, TrialWork
from desktop.errors import GriffelError
from summarize.errors import WritingError

# When there is nothing to do: how often to see whether a recording has grown, in seconds.
LOOK_AGAIN = 0.1

_Given = tuple[int, Order]
_Work = Import | Listen | Follow | Write | Read | Check | Cancel


class Shift:
    """Everything one engine is doing, each under the number of its order."""

    def __init__(
        self,
        connection: Connection,
        load: Callable[[Path], Model],
        load_writer: LoadWriter,
        load_to_try: LoadToTry,
    ) -> None:
        self._connection = connection
        self._sending = threading.Lock()
        self._load, self._load_to_try = load, load_to_try
        self._scribe = Scribe(load_writer, self._tell)
        self._models: dict[str, Model] = {}
        self._work: dict[int, ListenWork | ImportWork | TrialWork] = {}
        self._notes = Notes()
        self._orders: queue.SimpleQueue[_Given | None] = queue.SimpleQueue()

    def run(self) -> None:
        """Work until the app is gone."""
        threading.Thread(target=self._take_in, daemon=True).start()
        idle = True
        with suppress(OSError):  # of the pipe: the app is gone
            self._tell(0, Ready())
            while (orders := self._given(idle)) is not None:
                for number, order in latest(orders):
                    self._obey(number, order)
                idle = not self._step_all()

    def _take_in(self) -> None:
        """Empty the pipe at once, whatever is being done: the app never waits."""
        with suppress(EOFError, OSError):
            while True:
                self._orders.put(read_order(self._connection.recv_bytes()))
        self._orders.put(None)

    def _given(self, idle: bool) -> list[_Given] | None:
        """The orders given since; None: there will be no more."""
        given: list[_Given] = []
        wait = idle
        with suppress(queue.Empty):
            while True:
                order = self._orders.get(block=wait, timeout=LOOK_AGAIN if self._work else None)
                if order is None:
                    return None
                given.append(order)
                wait = False
        return given

    def _obey(self, number: int, order: Order) -> None:
        if isinstance(order, Look):
            self._tell(number, look(order))
            return
        if isinstance(order, Try):
            self._scribe.try_out(number, order)
            return
        if isinstance(order, TrySpeech):
            tell = partial(self._tell, number)
            self._work[number] = TrialWork(order, self._load_to_try, tell)
            return
        if isinstance(order, Prepare):
            with suppress(WritingError):  # it will be told of the draft itself
                prepare(order)
            return
        try:
            self._begin(number, order)
        except (HearingError, WritingError, GriffelError) as error:
            self._fail(number, order.consultation, error.code, all_of_it=isinstance(order, Import))

    def _begin(self, number: int, order: _Work) -> None:
        def tell(news: News) -> None:
            self._tell(number, news)

        match order:
            case Import():
                self._work[number] = ImportWork(order, tell)
            case Listen():
                self._work[number] = ListenWork(order, self._model(order.model), tell)
            case Follow():
                self._scribe.follow(number, order)
            case Write() if order.model is not None:
                self._scribe.write(number, order, order.model)
            case Write():
                tell(self._notes.write(order))
            case Read():
                self._notes.take_up(order)
            case Check():
                tell(self._notes.check(order))
            case Cancel():
                self._leave_all(order.consultation)
                tell(Cancelled())

    def _step_all(self) -> bool:
        """A little of everything; whether there was anything to do."""
        moved = False
        for number, work in list(self._work.items()):
            if number not in self._work:
                continue  # it fell with another
            try:
                moved = work.step() or moved
            except (HearingError, GriffelError) as error:
                all_of_it = isinstance(work, ImportWork)
                self._fail(number, work.consultation, error.code, all_of_it=all_of_it)
            if work.done:
                self._leave(number)
        return moved

    def _fail(
        self, number: int, consultation: ConsultationId, code: str, *, all_of_it: bool
    ) -> None:
        """Give this work up. Without the rest of its sound a recording is not heard either."""
        self._leave(number)
        if all_of_it:
            self._leave_all(consultation)
        self._tell(number, Failed(consultation=consultation, code=code))

    def _leave_all(self, consultation: ConsultationId) -> None:
        self._scribe.leave(consultation)
        for number, work in list(self._work.items()):
            if work.consultation == consultation:
                self._leave(number)

    def _leave(self, number: int) -> None:
        if number in self._work:
            self._work.pop(number).stop()

    def _model(self, folder: str) -> Model:
        """The model in that folder, loaded once. One that nobody listens with makes room."""
        if folder not in self._models:
            used = {work.model for work in self._work.values() if isinstance(work, ListenWork)}
            self._models = {name: one for name, one in self._models.items() if name in used}
            self._models[folder] = self._load(Path(folder))
        return self._models[folder]

    def _tell(self, number: int, news: News) -> None:
        with self._sending:
            self._connection.send_bytes(to_bytes(number, news))


def latest(orders: Iterable[_Given]) -> list[_Given]:
    """The orders without those checks of a note that a later one makes void."""
    given = list(orders)
    last = {one.consultation: number for number, one in given if isinstance(one, Check)}
    return [
        (number, one)
        for number, one in given
        if not isinstance(one, Check) or last[one.consultation] == number
    ]
