"""Before the first second: what is said of the visit, the microphone, and one big button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from asr.transcript import Language
from desktop.intake import Intake
from desktop.ui.look.column import FootedColumn
from desktop.ui.look.pieces import Shortened, button, card, column, label, row
from desktop.ui.practice import Practice
from desktop.ui.record.fields import RecordFields
from desktop.ui.record.microphone_test import MicrophoneTest

WIDTH = 640


class RecordForm(FootedColumn):
    """Says why the button is off while it is; nothing is recorded before it is pressed."""

    begin_asked = Signal()

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice = practice
        self.fields = RecordFields(practice)
        self.fields.changed.connect(self.look_again)
        self.microphone = MicrophoneTest(practice.language, practice.settings.microphone)
        self.microphone.device_changed.connect(lambda device: practice.set(microphone=device))
        self._device = Shortened()
        self._change = button(practice.say("record_screen.microphone_change"), self._open)
        self._said = label("", "finding", wrap=True)
        self.begin = button(
            practice.say("record_screen.begin"), self.begin_asked.emit, look="primary"
        )
        self.begin.setProperty("tall", True)
        self._why = label("", "hint", wrap=True)
        self._why.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._arrange()
        self.show_new()

    @property
    def device(self) -> str:
        """The microphone to record with."""
        return self.microphone.device

    def show_new(self) -> None:
        """An empty form, with the language and the kind of note of last time."""
        settings = self._practice.settings
        self.show_intake(Intake(template=settings.template), settings.spoken)

    def show_intake(self, intake: Intake, language: Language, said: str = "") -> None:
        """A form with what is known of a visit; `said` is why it is here again."""
        self.fields.show_intake(intake, language, None)
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._close_microphone()
        self.look_again()
        self.fields.patient.setFocus()

    def look_again(self) -> None:
        """Whether recording may begin, and if not why."""
        why = self._why_not()
        self.begin.setEnabled(not why)
        sentence = self._practice.say(f"record_screen.{why or 'why_ready'}")
        self._why.setText(sentence)
        self.begin.setAccessibleDescription(sentence)

    def let_go(self) -> None:
        """End a try of the microphone: it is wanted."""
        self._close_microphone()

    def _why_not(self) -> str:
        desk = self._practice.session.desk
        if desk.acknowledged.open_terms(desk.policy, desk.user):
            return "why_terms"
        return "" if self.fields.consent.consent is not None else "why_consent"

    def _open(self) -> None:
        self._closed.hide()
        self.microphone.show()
        self.microphone.setFocus()

    def _close_microphone(self) -> None:
        if self.microphone.trying:
            self.microphone.stop()
        self.microphone.hide()
        self._device.say(self.device or self._practice.say("record_screen.microphone_usual"))
        self._closed.show()

    def _arrange(self) -> None:
        self._closed = QWidget()
        line = row(self._device, self._change)
        line.setStretch(0, 1)
        self._closed.setLayout(line)
        microphone = column(
            label(self._practice.say("record_screen.microphone"), "hint"),
            self._closed,
            self.microphone,
            space=1,
        )
        self.microphone.hide()
        paper = card()
        paper.setLayout(column(self._said, self.fields, microphone, margin=5, space=4))
        inside, foot = QWidget(), QWidget()
        title = label(self._practice.say("record_screen.title"), "title")
        inside.setLayout(column(title, paper, space=3))
        foot.setLayout(column(self.begin, self._why))
        self.hold(inside, foot, WIDTH)
