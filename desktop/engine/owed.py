"""What an engine still owes the app: every order until it is answered, with how far it has come."""

from itertools import count

from asr.elapsed import elapsed
from asr.transcript import Utterance
from desktop.consultation import ConsultationId
from desktop.engine.messages import (
    Cancel,
    Cancelled,
    Checked,
    Drafted,
    Failed,
    Follow,
    Heard,
    Import,
    Imported,
    Listen,
    Look,
    Looked,
    News,
    Order,
    Prepare,
    Read,
    Ready,
    Remember,
    Transcribed,
    Unfollowed,
    Write,
)
from desktop.engine.trial_messages import Tried, TriedSpeech, Try, TrySpeech

_ANSWERS = (
    Looked,
    Imported,
    Transcribed,
    Drafted,
    Checked,
    Tried,
    TriedSpeech,
    Failed,
    Cancelled,
)
# Trying a model out gives way to these.
_WORK = Import | Listen | Write


class Owed:
    """The orders that are not answered, each by its number; and the conversation read last."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._orders: dict[int, Order] = {}
        self._gained: dict[int, list[str]] = {}
        self._halt: dict[int, str] = {}
        self._final: dict[int, tuple[Utterance, ...]] = {}
        self._asked: dict[int, float] = {}  # when something was cancelled
        # Reading along with these went wrong; it is not tried again, or a model would be loaded at
        # every window, on a machine that can not carry it.
        self._unfollowed: set[ConsultationId] = set()

    @property
    def consultations(self) -> list[ConsultationId]:
        """For which something is to be done, each once."""
        owed = self._orders.values()
        unheard_of = Look | Try | TrySpeech | Prepare | Follow | Read | Cancel
        waited_for = [o.consultation for o in owed if not isinstance(o, unheard_of)]
        return list(dict.fromkeys(waited_for))

    @property
    def waited_for(self) -> bool:
        """Whether somebody waits for an answer; one who looks at a file waits as well."""
        return any(
            not isinstance(order, Prepare | Follow | Read) for order in self._orders.values()
        )

    @property
    def works(self) -> bool:
        """Whether something is heard, brought in or written."""
        return any(isinstance(order, _WORK) for order in self._orders.values())

    def add(self, order: Order) -> int:
        """Note an order, and drop those it makes void; the number it goes by."""
        for number, one in self.orders:
            if _makes_void(order, one):
                self._drop(number)
        number = next(self._numbers)
        self._orders[number] = order
        if isinstance(order, Cancel):
            self._asked[number] = elapsed()
            self._unfollowed.discard(order.consultation)
        return number

    def unwanted(self, order: Order) -> bool:
        """Whether it would have a conversation read along with where that went wrong."""
        return isinstance(order, Follow) and order.consultation in self._unfollowed

    def take(self, number: int, news: News) -> News | None:
        """Note what an engine tells of this work; what of it the app should hear."""
        if isinstance(news, Ready):
            return news
        if isinstance(news, Unfollowed):
            self._unfollowed.add(news.consultation)
            return None
        order = self._orders.get(number)
        if order is None:
            return None
        if isinstance(news, Remember):
            self._gained.setdefault(number, []).append(news.gained)
            self._halt[number] = news.halt
        if isinstance(news, _ANSWERS):
            self._drop(number)
        if isinstance(news, Failed) and isinstance(order, Import):
            self._drop_listening(order)
        if isinstance(news, Heard):
            final = (*self._final.get(number, ())[: news.first], *news.utterances)
            self._final[number] = final
            return news.model_copy(update={"first": 0, "utterances": final})
        return None if isinstance(news, Remember | Cancelled) else news

    @property
    def orders(self) -> list[tuple[int, Order]]:
        """Everything that is owed, as an engine that begins has to be told."""
        return list(self._orders.items())

    def renew(self, code: str) -> list[News]:
        """The engine died: what another is told holds how far this one had come.

        A draft is given up where reading along had killed an engine before this one.
        """
        given_up: list[News] = []
        for number, order in self.orders:
            match order:
                case Cancel():
                    self._drop(number)  # the engine that had to stop is gone
                case Follow():
                    self._leave_off(number, order)
                case Write() if order.consultation in self._unfollowed:
                    given_up.append(Failed(consultation=order.consultation, code=code))
                    self._drop(number)
                case Import():
                    self._orders[number] = order.model_copy(update={"again": True})
                case Listen() if number in self._halt:
                    gained = (*order.gained, *self._gained.pop(number, []))
                    known = {"halt": self._halt[number], "gained": gained}
                    self._orders[number] = order.model_copy(update=known)
        return given_up

    def failed(self, code: str) -> list[News]:
        """Give up on everything that is waited for."""
        given_up: list[News] = []
        for number, order in self.orders:
            match order:
                case Read() | Prepare():
                    continue
                case Follow():
                    self._leave_off(number, order)
                    continue
                case Look():
                    given_up.append(Looked(file=order.file, code=code))
                case Try():
                    given_up.append(Tried(model=order.model, code=code))
                case TrySpeech():
                    given_up.append(TriedSpeech(model=order.model, code=code))
                case Cancel():
                    pass
                case _:
                    given_up.append(Failed(consultation=order.consultation, code=code))
            self._drop(number)
        return given_up

    def cancelled_before(self, time: float) -> bool:
        """Whether something that was to be ended before that time still goes on."""
        return any(asked < time for asked in self._asked.values())

    def _leave_off(self, number: int, order: Follow) -> None:
        self._unfollowed.add(order.consultation)
        self._drop(number)

    def _drop(self, number: int) -> None:
        order = self._orders.pop(number)
        if isinstance(order, Write):
            self._unfollowed.discard(order.consultation)
        for kept in (self._gained, self._halt, self._final, self._asked):
            kept.pop(number, None)

    def _drop_listening(self, failed: Import) -> None:
        for number, order in self.orders:
            if isinstance(order, Listen) and order.consultation == failed.consultation:
                self._drop(number)


def _makes_void(new: Order, old: Order) -> bool:
    if isinstance(new, Read | Prepare):
        return type(new) is type(old)
    if isinstance(new, Look | Try | TrySpeech):
        return False
    if isinstance(old, Look | Try | TrySpeech | Prepare | Cancel):
        return False
    same = new.consultation == old.consultation
    drafts = isinstance(new, Write) and isinstance(old, Follow)
    return same and (isinstance(new, Cancel) or drafts or type(new) is type(old))
