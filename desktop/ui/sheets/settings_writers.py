"""Who writes each kind of note, in the settings: the writers that are here, and the choice."""

from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from desktop.settings import WriterChoice
from desktop.ui.look.pieces import button, column, label, row
from desktop.ui.look.style import look
from desktop.ui.look.tokens import STEP
from desktop.ui.practice import Practice
from desktop.ui.sheets.models_trials import Trials
from desktop.ui.sheets.settings_choice import chosen_of, kinds, title_of
from desktop.ui.sheets.settings_writer_line import WriterLine
from desktop.ui.work.beside import beside
from desktop.words import Problem, explain
from desktop.writers import Offer, offers, with_choice


class WriterSettings(QFrame):
    """Looks which writers there are beside the screen: a model that is new is read over whole."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice, self._say = practice, practice.say
        self._trials = trials = Trials.of(practice)
        self.found: tuple[Offer, ...] = ()
        self.setProperty("look", "card")
        self._arrange()
        trials.begun.connect(self._show_writers)
        trials.ended.connect(self.look_again)
        self.look_again()

    def look_again(self) -> None:
        """See which writers there are; what is shown stays until that is known."""
        policy = self._practice.session.desk.policy
        self.again_button.hide()
        if not self.found:
            self._tell(self._say("settings.writers_looking"), "muted")
        beside(self, lambda: offers(policy), self._show, self._failed)

    def _arrange(self) -> None:
        say, practice = self._say, self._practice
        self.state = label("", "muted", wrap=True)
        self.heading = label(say("settings.writers_choose"), "title", wrap=True)
        self.heading.setContentsMargins(0, 2 * STEP, 0, 0)
        self.heading.hide()
        self.writers = QVBoxLayout()
        self.writers.setSpacing(3 * STEP)
        self.lines = {
            kind: WriterLine(practice.language, kind, title)
            for kind, title in kinds(practice.settings).items()
        }
        for line in self.lines.values():
            line.chose.connect(self._choose)
            line.hide()
        self.again_button = button(say("settings.writers_again"), self.look_again)
        self.models_button = button(
            say("settings.writers_models"), lambda: practice.sheet_asked.emit("models")
        )
        self.setLayout(
            column(
                label(say("settings.writers_title"), "title"),
                label(say("settings.writers_about"), wrap=True),
                self.writers,
                self.state,
                self.heading,
                *self.lines.values(),
                row(self.again_button, self.models_button, 1),
                margin=4,
                space=3,
            )
        )

    def _show(self, found: tuple[Offer, ...]) -> None:
        self.found = found
        self._show_writers()
        settings = self._practice.settings
        choices = {kind: chosen_of(settings, kind, found) for kind in self.lines}
        only = len(found) == 1 and all(one.holds for one in choices.values())
        self._tell(self._say("settings.writers_only") if only else "", "muted")
        self.heading.setVisible(not only)
        for kind, line in self.lines.items():
            line.show_choice(choices[kind])
            line.setVisible(not only)

    def _failed(self, problem: Problem) -> None:
        self._tell("⚠ " + explain(problem, self._practice.language), "danger")
        self.again_button.show()

    def _choose(self, kind: str, choice: WriterChoice) -> None:
        practice = self._practice
        practice.set(writers=with_choice(practice.settings, kind, choice).writers)
        self.lines[kind].show_choice(chosen_of(practice.settings, kind, self.found))

    def _tell(self, said: str, shown: str) -> None:
        self.state.setText(said)
        self.state.setVisible(bool(said))
        look(self.state, shown)

    def _show_writers(self) -> None:
        while (before := self.writers.takeAt(0)) is not None:
            if (widget := before.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for offer in self.found:
            self.writers.addWidget(made := self._writer(offer))
            made.show()

    def _writer(self, offer: Offer) -> QWidget:
        """What to know of one writer before it is chosen."""
        state, shown, told = "", "", offer.told(self._practice.language)
        trial = self._trials.of_model(offer.name)
        if trial is not None and trial.goes_on:
            state, shown = f"… {self._say('models_screen.trying')}", "muted"
            told = self._say("fitness.trying")
        elif not offer.ready:
            state, shown = f"⚠ {self._say('settings.writer_no_choice')}", "finding"
        elif offer.advised:
            state, shown = f"✓ {self._say('writers.advised')}", "done"
        title = title_of(offer.writer, offer.name, self._practice.language)
        head = row(label(title, "heading"), label(state, shown), 1, space=3)
        made = QWidget()
        lines: list[QWidget | QLayout] = [head, label(told, "muted", wrap=True)]
        if speed := offer.speed(self._practice.language):
            sign, shown = ("⚠ ", "finding") if offer.is_slow else ("", "muted")
            lines.append(label(sign + speed, shown, wrap=True))
        made.setLayout(column(*lines, space=1))
        return made
