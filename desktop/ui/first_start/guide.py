"""The last page: the guided example."""

from desktop.ui.first_start.page import Page, Start
from desktop.ui.look.pieces import column
from desktop.ui.sheets.guide import Guide


class GuidePage(Page):
    """Five minutes with three mistakes; it can be left out, and done later."""

    name = "guide"
    skippable = True
    wide = True

    def __init__(self, start: Start) -> None:
        super().__init__(start)
        self.guide = Guide(start.settings.screen, start.tokens)
        self.guide.progressed.connect(lambda _: self.changed.emit())
        layout = column(*self.heading(), self.guide, space=3)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.guide)

    @property
    def may_go_on(self) -> bool:
        """Whether the mistakes were found."""
        return self.guide.complete

    @property
    def primary(self) -> str:
        """Then the work begins."""
        return self.say("first_start.begin")

    def go_on(self) -> None:
        """Remember that it was done."""
        self.start.set(guided=True)
        self.done.emit()
