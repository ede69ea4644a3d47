"""Recordings that were made elsewhere: what is said of a visit, for one file or several."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop.consultation import ConsultationId
from desktop.intake import Intake
from desktop.ui.look.column import FootedColumn
from desktop.ui.look.pieces import button, card, column, label, row
from desktop.ui.practice import Practice
from desktop.ui.record.fields import RecordFields
from desktop.ui.record.import_files import Brought, ImportFiles
from desktop.ui.record.import_line import ImportLine
from desktop.ui.transcribe.working_out import WorkingOut
from desktop.visit import AwaitedFile, Line, await_file, begin_visit

WIDTH = 640
_LONGEST_NAME = 200


class ImportForm(FootedColumn):
    """Adds nothing before somebody said that there is consent."""

    finished = Signal(str)  # the visit to go to: where one was added that one, else none

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._practice = practice
        say = practice.say
        self.files, self.fields = ImportFiles(practice), RecordFields(practice, "import_screen")
        self._title = label("", "title", wrap=True)
        self._names = label("", "hint", wrap=True)
        self._list, self._lines = QVBoxLayout(), list[ImportLine]()
        self._side_label = label(say("import_screen.side"), "hint")
        self.side = QComboBox()
        self.side.setAccessibleName(say("import_screen.side"))
        self.side.addItem(say("import_screen.side_agent"), False)
        self.side.addItem(say("import_screen.side_customer"), True)
        self.add = button("", self._add, "primary")
        self.add.setProperty("tall", True)
        self._not = button(say("import_screen.cancel"), partial(self.finished.emit, ""))
        self._why = label("", "hint", wrap=True)
        self.files.changed.connect(self._refresh)
        self.fields.changed.connect(self._look_again)
        self._arrange()

    def show_files(self, files: Sequence[Path]) -> None:
        """Ask about these files."""
        settings = self._practice.settings
        intake = Intake(template="call" if len(files) > 1 else settings.template)
        self.fields.show_intake(intake, settings.spoken, None)
        self.fields.for_one(len(files) == 1)
        self._names.setText(self._say("stays" if len(files) == 1 else "names"))
        for old in self._lines:
            old.setParent(None)
        self._lines = [ImportLine(self._practice.say) for _ in dict.fromkeys(files)]
        for line in self._lines:
            self._list.addWidget(line)
        self.files.look_at(files)

    def take_focus(self) -> None:
        """Ready to type whose it is, or to say that there is consent."""
        first = next(iter(self.fields.consent.buttons.values()))
        (self.fields.patient if self.fields.patient.isVisible() else first).setFocus()

    def _refresh(self) -> None:
        brought = self.files.brought
        count = len(self.files.fit)
        self._title.setText(self._many("title", len(brought)))
        self.add.setText(self._many("add", count))
        for line, one in zip(self._lines, brought, strict=False):
            line.say(one)
        split = any(one.channels > 1 for one in brought)
        self.side.setVisible(split)
        self._side_label.setVisible(split)
        self._look_again()

    def _look_again(self) -> None:
        why = self._why_not()
        self.add.setEnabled(not why)
        sentence = self._practice.say(why or "import_screen.why_ready")
        self._why.setText(sentence)
        self.add.setAccessibleDescription(sentence)

    def _why_not(self) -> str:
        desk = self._practice.session.desk
        if desk.acknowledged.open_terms(desk.policy, desk.user):
            return "record_screen.why_terms"
        if self.files.looking:
            return "import_screen.why_looking"
        if not self.files.fit:
            return "import_screen.why_none"
        return "" if self.fields.consent.consent is not None else "record_screen.why_consent"

    def _add(self) -> None:
        self.fields.remember()
        begun = [self._practice.attempt(partial(self._begin, one)) for one in self.files.fit]
        added = [visit for visit in begun if visit is not None]
        if len(added) == 1:
            self.finished.emit(added[0])
        elif added:
            self.finished.emit("")
            self._practice.notice.emit(self._say("added", count=len(added)), False)

    def _begin(self, one: Brought) -> ConsultationId:
        """Make a place for one file, and have it brought in."""
        intake, session = self.fields.intake, self._practice.session
        if len(self.files.brought) > 1:
            intake = intake.model_copy(update={"patient": one.file.stem[:_LONGEST_NAME]})
        visit = begin_visit(session, intake, self.fields.language, one.channels)
        swapped = one.channels > 1 and bool(self.side.currentData())
        line = Line(telephone=one.telephone, swapped=swapped)
        await_file(session, visit, AwaitedFile.at(one.file, line))
        WorkingOut.of(self._practice).import_file(visit, one.file, line)
        self._practice.visit_changed.emit(visit)
        return visit

    def _many(self, code: str, count: int) -> str:
        return self._say(f"{code}_many", count=count) if count > 1 else self._say(f"{code}_one")

    def _say(self, code: str, **fields: object) -> str:
        return self._practice.say(f"import_screen.{code}", **fields)

    def _arrange(self) -> None:
        paper = card()
        side = column(self._side_label, row(self.side, 1), space=1)
        paper.setLayout(column(self._list, self._names, self.fields, side, margin=5, space=4))
        inside, foot = QWidget(), QWidget()
        buttons = row(self._not, self.add, space=3)
        buttons.setStretch(1, 1)
        self._why.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside.setLayout(column(self._title, paper, space=3))
        foot.setLayout(column(buttons, self._why))
        self.hold(inside, foot, WIDTH)
