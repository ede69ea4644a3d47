"""What is done with a whole note: saved in a form that the policy allows, or printed."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton

from desktop.export import Form
from desktop.ui.approve.text import have_read, reading
from desktop.ui.export.printing import there_is_a_printer
from desktop.ui.look.pieces import button, column, label, row
from desktop.ui.practice import Practice


def _by_two(buttons: tuple[QPushButton, ...]) -> tuple[tuple[QPushButton, ...], ...]:
    """Side by side there is room for two, in the smallest window too."""
    return tuple(buttons[at : at + 2] for at in range(0, len(buttons), 2))


class Whole(QFrame):
    """The buttons, and what came of them."""

    save_asked = Signal(str)  # the form
    print_asked = Signal()

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        say = practice.say
        self.setProperty("look", "card")
        allowed = practice.session.desk.policy.export.forms
        self.save = {
            form.value: button(
                say("export_screen.save_as", form=say(f"export_screen.form_{form.value}")),
                partial(self.save_asked.emit, form.value),
                name=f"{say('export_screen.save')}: {say(f'export_screen.form_{form.value}')}",
            )
            for form in Form
            if form in allowed
        }
        self.print = button(say("export_screen.print"), self.print_asked.emit)
        self._no_printer = reading(say("export_screen.print_none"), "hint")
        self.says = reading("", "done")
        strict = reading(say("export_screen.save_policy"), "hint")
        self.setLayout(
            column(
                label(say("export_screen.whole"), "title"),
                reading(say("export_screen.save"), "muted"),
                *(row(*two, 1) for two in _by_two(tuple(self.save.values()))),
                strict,
                row(self.print, 1),
                self._no_printer,
                self.says,
                margin=4,
            )
        )
        strict.setVisible(len(self.save) < len(Form))

    def let(self, may: bool, why: str) -> None:
        """Let the buttons work, or say in each why they do not."""
        printer = there_is_a_printer()
        self._no_printer.setVisible(may and not printer)
        for made in (*self.save.values(), self.print):
            made.setEnabled(may and (printer or made is not self.print))
            made.setAccessibleDescription(why)
        self.say("")

    def say(self, text: str) -> None:
        """Say what came of it."""
        have_read(self.says, text)
        self.says.setVisible(bool(text))
