"""Before the door, the door itself, and what stands beside the work."""

from PySide6.QtWidgets import QDialog

from desktop.ui.first_start.guide import GuidePage
from desktop.ui.first_start.passphrase import PassphrasePage
from desktop.ui.first_start.policy import PolicyPage
from desktop.ui.first_start.start import FirstStart
from desktop.ui.lock.unlock import Unlock
from desktop.ui.sheets.models_panel import ModelsPanel
from desktop.ui.sheets.settings_writers import WriterSettings
from tests.pictures.camera import settle, wait_until
from tests.pictures.tour import Tour


def first_start(tour: Tour) -> None:
    """The pages of the first start, up to the workplace."""
    first = tour.screen(FirstStart, tour.window)
    tour.come_back()
    tour.shoot("01-language")
    first.next_button.click()
    page = tour.screen(PassphrasePage, first)
    for field in (page.first, page.again):
        field.line.setText(tour.day.passphrase)
    page.again.line.setFocus()
    tour.shoot("02-passphrase")
    first.next_button.click()
    wait_until("the library is made", lambda: first.page.name == "code")
    first.page.go_on()  # no picture: the code is another one each time
    wait_until("a model to listen with", lambda: first.next_button.isEnabled())
    tour.shoot("03-model")
    first.next_button.click()
    first.next_button.click()
    for box in tour.screen(PolicyPage, first).panel.boxes.values():
        box.setChecked(True)
    tour.shoot("04-policy")
    first.next_button.click()
    guide = tour.screen(GuidePage, first).guide
    mistake = guide.lines[next(line for line in guide.lines if line in guide.lessons)]
    mistake.click()
    mistake.setFocus()
    tour.shoot("05-example")
    first.finished.emit(first.start.root)
    settle()


def locked(tour: Tour) -> None:
    """The lock screen, behind which the work of the tour ends."""
    tour.window.lock()
    tour.close()
    tour.window = tour.opened()
    tour.screen(Unlock, tour.window).passphrase.line.setFocus()
    tour.shoot("06-locked")


def sheets(tour: Tour) -> None:
    """Settings, models, about, and the card of keys."""
    inside = tour.inside
    inside.show_sheet("settings")
    wait_until("the writers", lambda: all(one.found for one in _writers(tour)))
    tour.shoot("19-settings")
    inside.show_sheet("models")
    wait_until("the models", lambda: all(panel.found for panel in _panels(tour)))
    tour.shoot("20-models")
    inside.show_sheet("about")
    tour.shoot("21-about")
    inside.close_sheet()
    tour.window.show_keys()
    tour.shoot("22-keys")
    for card in tour.window.findChildren(QDialog):
        card.close()
    tour.come_back()


def turn(tour: Tour, theme: str) -> None:
    """The other colours."""
    before = tour.inside.workplace
    tour.inside.practice.set(theme=theme)
    wait_until(theme, lambda: tour.inside.workplace is not before)


def _writers(tour: Tour) -> list[WriterSettings]:
    sheet = tour.inside.sheet
    return sheet.findChildren(WriterSettings) if sheet is not None else []


def _panels(tour: Tour) -> list[ModelsPanel]:
    sheet = tour.inside.sheet
    return sheet.findChildren(ModelsPanel) if sheet is not None else []
