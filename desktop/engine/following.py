"""A conversation that is read along with: over the pipe goes what changed of it, and no more."""

from collections.abc import Sequence

from asr.transcript import Utterance
from desktop.consultation import ConsultationId
from desktop.engine.messages import Follow


class Followed:
    """What the other side of the pipe knows of the conversation that is read along with now.

    Either side has one. Another conversation takes the place of the one before.
    """

    def __init__(self) -> None:
        self._consultation: ConsultationId | None = None
        self._utterances: tuple[Utterance, ...] = ()

    def changed(self, order: Follow) -> Follow:
        """The order as it is sent: from the first utterance that is not as it was told.

        The words with their times, six of every seven bytes, are for the screen: text is read.
        """
        first = _first_change(order.utterances, self._known_of(order))
        self._keep(order)
        told = tuple(one.model_copy(update={"words": ()}) for one in order.utterances[first:])
        return order.model_copy(update={"first": first, "utterances": told})

    def whole(self, order: Follow) -> Follow:
        """The order as it was before it was sent, with all utterances."""
        all_of_it = (*self._known_of(order)[: order.first], *order.utterances)
        order = order.model_copy(update={"first": 0, "utterances": all_of_it})
        self._keep(order)
        return order

    def _known_of(self, order: Follow) -> tuple[Utterance, ...]:
        return self._utterances if order.consultation == self._consultation else ()

    def _keep(self, order: Follow) -> None:
        self._consultation, self._utterances = order.consultation, order.utterances


def _first_change(now: Sequence[Utterance], before: Sequence[Utterance]) -> int:
    # What did not change is the same object, mostly: that is seen at once, also of thousands.
    pairs = enumerate(zip(now, before, strict=False))
    changed = (place for place, (new, old) in pairs if new is not old and new != old)
    return next(changed, min(len(now), len(before)))
