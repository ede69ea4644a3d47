"""Engines that start no process: a test reads what was ordered, and says what comes of it."""

from typing import TypeVar

from desktop.consultation import ConsultationId
from desktop.engine import Cancel, Engine, Order
from desktop.ui.work.engines import Engines
from desktop.ui.work.trial_queue import Trial

_Order = TypeVar("_Order", bound=Order)


class SilentEngines(Engines):
    """Says nothing by itself; its orders and its signals are those of the real one."""

    def __init__(self) -> None:
        super().__init__()
        self.orders: list[Order] = []
        self.stopped: list[str] = []  # the models that are tried out no further

    def ordered(self, kind: str) -> list[str]:
        """For which visit that was ordered, or of which file, in order."""
        meant = [order for order in self.orders if order.kind == kind]
        return [getattr(order, "consultation", "") or getattr(order, "file", "") for order in meant]

    def last(self, kind: type[_Order]) -> _Order:
        """The last order of that kind."""
        return [order for order in self.orders if isinstance(order, kind)][-1]

    def cancel(self, visit: str) -> None:
        """Once, and not to each engine."""
        self.orders.append(Cancel(consultation=ConsultationId(visit)))

    def stop_trial(self, name: str) -> None:
        self.stopped.append(name)

    def _try(self, trial: Trial) -> None:
        self.orders.append(trial)

    def _order(self, engine: Engine, order: Order) -> None:
        self.orders.append(order)
