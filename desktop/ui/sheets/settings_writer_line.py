"""Who writes one kind of note, and how long: a line of the settings."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QWidget

from asr.transcript import Language
from desktop.settings import WriterChoice
from desktop.ui.look.pieces import column, label, row
from desktop.ui.look.style import look
from desktop.ui.say import say_in
from desktop.ui.sheets.settings_choice import Chosen, title_of
from desktop.writers import Offer

_FEWEST = 14  # letters of a name that stay readable in a narrow window


class WriterLine(QWidget):
    """A writer that cannot write now is shown, and cannot be chosen."""

    chose = Signal(str, object)  # the kind of note, and the WriterChoice

    def __init__(self, language: Language, kind: str, title: str) -> None:
        super().__init__()
        self._language, self._kind, self._say = language, kind, say_in(language)
        self._chosen: Chosen | None = None
        self.writer, self.length = _box(), _box()
        self.writer.setAccessibleName(self._say("settings.writer_of", title=title))
        self.length.setAccessibleName(self._say("settings.length_of", title=title))
        self.writer.currentIndexChanged.connect(self._choose_writer)
        self.length.currentIndexChanged.connect(self._choose_length)
        steady = self.length.sizePolicy()
        steady.setRetainSizeWhenHidden(True)  # so that the boxes of all lines end below each other
        self.length.setSizePolicy(steady)
        self.why = label("", "danger", wrap=True)
        above = label(title)
        above.setBuddy(self.writer)
        boxes = row(self.writer, self.length)
        boxes.setStretch(0, 3)
        boxes.setStretch(1, 1)
        self.setLayout(column(above, boxes, self.why, space=1))

    def show_choice(self, chosen: Chosen) -> None:
        """Show what was chosen, and what else there is to choose."""
        self._chosen = chosen
        for box in (self.writer, self.length):
            box.blockSignals(True)
            box.clear()
        for offer in chosen.offers:
            told = " ".join(filter(None, (offer.told(self._language), offer.speed(self._language))))
            self._add(self._called(offer), offer.ready, told)
        if chosen.at is None:
            self._add(self._say("settings.writer_gone", name=self._name), False, "")
        self.writer.setCurrentIndex(len(chosen.offers) if chosen.at is None else chosen.at)
        for length in chosen.lengths:
            named = self._say(f"writers.length_{length}")
            self.length.addItem(self._say("settings.length", length=named), length)
        self.length.setCurrentIndex(self.length.findData(chosen.choice.length))
        self.length.setVisible(bool(chosen.lengths))
        for box in (self.writer, self.length):
            box.blockSignals(False)
        self._explain(chosen)

    def _explain(self, chosen: Chosen) -> None:
        """Why the writer that was chosen does not write, or that it takes long."""
        said = (
            chosen.slow(self._language)
            if chosen.holds
            else self._say(
                "settings.writer_is_gone" if chosen.at is None else "settings.writer_cannot",
                name=self._name,
            )
        )
        self.why.setText(f"⚠ {said}" if said else "")
        self.why.setVisible(bool(said))
        look(self.why, "finding" if chosen.holds else "danger")

    @property
    def _name(self) -> str:
        """What the file of the settings calls the writer."""
        choice = self._chosen.choice if self._chosen is not None else WriterChoice()
        return choice.model or choice.writer

    def _called(self, offer: Offer) -> str:
        title = title_of(offer.writer, offer.name, self._language)
        if not offer.ready:
            return self._say("settings.writer_not_ready", title=title)
        return f"{title} ({self._say('writers.advised')})" if offer.advised else title

    def _add(self, text: str, ready: bool, told: str) -> None:
        self.writer.addItem(text)
        at, model = self.writer.count() - 1, self.writer.model()
        self.writer.setItemData(at, told, Qt.ItemDataRole.AccessibleDescriptionRole)
        if isinstance(model, QStandardItemModel):
            model.item(at).setEnabled(ready)

    def _choose_writer(self, at: int) -> None:
        if self._chosen is not None and 0 <= at < len(self._chosen.offers):
            self.chose.emit(self._kind, self._chosen.by(at))

    def _choose_length(self, at: int) -> None:
        if self._chosen is not None and 0 <= at < len(self._chosen.lengths):
            self.chose.emit(self._kind, self._chosen.of_length(self._chosen.lengths[at]))


def _box() -> QComboBox:
    made = QComboBox()
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(_FEWEST)
    return made
