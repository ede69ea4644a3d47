"""Holding a whole note against its conversation, beside the window."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.approval import Compared
from desktop.consultation import Draft
from desktop.errors import GriffelError, Unexpected
from desktop.ui.work.errand import Errand, Told
from summarize.errors import WritingError


class Check(QObject):
    """Compares one draft with its conversation once more; a newer one takes its place."""

    done = Signal(object)  # Compared
    failed = Signal(object)  # a Problem

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._errand: Errand | None = None

    @property
    def running(self) -> bool:
        """Whether one is being compared now."""
        return self._errand is not None

    def begin(self, draft: Draft) -> None:
        """Compare this draft; of an erased conversation there is nothing to compare with."""
        self.forget()
        if draft.transcript.erased:
            return

        def work(_: Told) -> object:
            return Compared(draft)

        self._errand = errand = Errand(work, self)
        errand.done.connect(partial(self._end, errand))
        errand.failed.connect(partial(self._end, errand))
        errand.start()

    def forget(self) -> None:
        """Want no answer any more."""
        self._errand = None

    def _end(self, errand: Errand, what: object) -> None:
        if errand is not self._errand:
            return
        self._errand = None
        if isinstance(what, Compared):
            self.done.emit(what)
        else:
            known = isinstance(what, GriffelError | WritingError)
            self.failed.emit(what if known else Unexpected())
