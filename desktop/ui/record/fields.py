"""What is said of a visit before it begins: who, what about, which note, and the consent."""

from collections.abc import Sequence
from typing import cast, get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from asr.transcript import Language
from desktop.intake import Consent, Intake
from desktop.policy import Data
from desktop.ui.look.pieces import column, label, row
from desktop.ui.look.tokens import STEP
from desktop.ui.practice import Practice
from desktop.ui.record.consent_choice import ConsentChoice
from desktop.ui.transcribe.working_out_template import usual_template
from summarize.template import templates

_LONGEST = 200  # characters, as `Intake` takes them
_CALLS = "call"  # the kind of note that two sides of a telephone call become


class RecordFields(QWidget):
    """The fields of an Intake. What was chosen last time is there already, but never a consent."""

    changed = Signal()

    def __init__(self, practice: Practice, screen: str = "record_screen") -> None:
        super().__init__()
        self._practice = practice
        self.patient, self.context = self._line("patient"), self._line("context")
        self.spoken, self.template = self._choice("spoken"), self._choice("template")
        self.data = self._choice("data")
        self.consent = ConsentChoice(practice.say, practice.session.desk.now, screen)
        self.consent.changed.connect(self.changed)
        self._allowed = label(practice.say("record_screen.data_policy"), "hint", wrap=True)
        self.spoken.currentIndexChanged.connect(self._offer_templates)
        self._arrange()
        self._fill()  # after that: a label without a place would be a window of its own

    @property
    def language(self) -> Language:
        """What is going to be spoken."""
        return cast(Language, self.spoken.currentData())

    @property
    def intake(self) -> Intake:
        """What was filled in."""
        kind = str(self.template.currentData())
        return Intake(
            patient=self.patient.text().strip(),
            context=self.context.text().strip(),
            template=kind,
            roles="call" if kind == _CALLS else "visit",
            data=cast(Data, self.data.currentData()),
            consent=self.consent.consent,
        )

    def show_intake(self, intake: Intake, language: Language, consent: Consent | None) -> None:
        """Show what is known already. A consent is only that of this very visit."""
        self.patient.setText(intake.patient)
        self.context.setText(intake.context)
        self.spoken.setCurrentIndex(self.spoken.findData(language))
        kind = self.template.findData(intake.template)
        usual = self.template.findData(usual_template(language).kind)
        self.template.setCurrentIndex(kind if kind >= 0 else usual)
        data = self.data.findData(intake.data)
        self.data.setCurrentIndex(data if data >= 0 else self.data.count() - 1)
        self.consent.show_consent(consent)
        self.changed.emit()

    def for_one(self, one: bool) -> None:
        """Ask who and what about only where that is one person."""
        for part in self._about:
            part.setVisible(one)

    def remember(self) -> None:
        """Offer the same language and kind of note next time."""
        self._practice.set(spoken=self.language, template=str(self.template.currentData()))

    def _fill(self) -> None:
        say = self._practice.say
        for language in get_args(Language):
            self.spoken.addItem(say(f"record_screen.spoken_{language}"), language)
        for data in self._allowed_data():
            self.data.addItem(say(f"record_screen.data_{data}"), data)
        self.data.setEnabled(self.data.count() > 1)
        self._allowed.setVisible(self.data.count() < len(get_args(Data)))

    def _allowed_data(self) -> Sequence[Data]:
        policy = self._practice.session.desk.policy
        return [data for data in get_args(Data) if policy.allows_data(data)]

    def _offer_templates(self) -> None:
        self.template.clear()
        for template in templates():
            if template.language == self.language:
                self.template.addItem(template.title, template.kind)
        usual = self.template.findData(usual_template(self.language).kind)
        self.template.setCurrentIndex(usual)

    def _line(self, code: str) -> QLineEdit:
        made = QLineEdit()
        made.setMaxLength(_LONGEST)
        made.setPlaceholderText(self._practice.say(f"record_screen.{code}_hint"))
        made.setAccessibleName(self._practice.say(f"record_screen.{code}"))
        return made

    def _choice(self, code: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(self._practice.say(f"record_screen.{code}"))
        made.setMinimumContentsLength(12)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return made

    def _named(self, code: str, field: QWidget) -> QLabel:
        made = label(self._practice.say(f"record_screen.{code}"), "hint", wrap=True)
        made.setBuddy(field)
        return made

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4 * STEP)
        grid.setVerticalSpacing(STEP)
        pairs = (
            (("patient", self.patient), ("context", self.context)),
            (
                ("spoken", self.spoken),
                ("template", self.template),
            ),
        )
        self._about: list[QWidget] = []
        for line, pair in enumerate(pairs):
            for place, (code, field) in enumerate(pair):
                name = self._named(code, field)
                self._about += [name, field] if line == 0 else []
                grid.addWidget(name, 3 * line, place)
                grid.addWidget(field, 3 * line + 1, place)
            grid.setRowMinimumHeight(3 * line + 2, 2 * STEP)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        first = next(iter(self.consent.buttons.values()))
        self.setLayout(
            column(
                grid,
                column(self._named("consent", first), self.consent, space=1),
                column(self._named("data", self.data), row(self.data), self._allowed, space=1),
                space=4,
            )
        )
