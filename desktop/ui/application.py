"""The Qt application: type, theme, language, and the one window."""

import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop import outside
from desktop.settings import Settings, Theme, read_settings
from desktop.ui.last_resort import LastResort
from desktop.ui.look.style import dress, load_fonts
from desktop.ui.look.tokens import DARK, LIGHT, Tokens
from desktop.ui.qt_words import speak
from desktop.ui.say import say_in
from desktop.ui.window.window import Window
from desktop.ui.work.errand_garbage import Garbage


def open_window(folder: Path) -> int:
    """Show the window on the library in that folder until it is closed; the exit code."""
    settings = read_settings(folder)
    application = make_application(settings)
    begun: list[Window] = []

    def begin() -> None:
        window = Window(folder, partial(dressed, application))
        begun.append(window)
        window.show()

    last_resort = LastResort(
        say_in(settings.screen), lambda: begun[0] if begun else None, again=begin
    )
    sys.excepthook = last_resort
    if any(outside.going()):  # from before it was locked; and somebody has to hear of it
        from desktop.ui.work.downloads import Downloads

        Downloads.here()
    garbage = Garbage(application)
    QTimer.singleShot(0, begin)  # from within the loop, so that what goes wrong in it is said
    try:
        return application.exec()
    finally:
        garbage.stop()


def make_application(settings: Settings) -> QApplication:
    """The application in the language and the theme of the settings."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(["griffel"])
    application.setApplicationName("Griffel")
    application.setDesktopFileName("griffel")
    load_fonts()
    dressed(application, settings)
    return application


def dressed(application: QApplication, settings: Settings) -> Tokens:
    """Give the application the theme and the language of the settings; the colours of the theme."""
    tokens = theme_tokens(settings.theme, application)
    dress(application, tokens)
    speak(application, settings.screen)
    return tokens


def theme_tokens(theme: Theme, application: QApplication) -> Tokens:
    """The colours of a theme; `system` asks the desktop."""
    if theme == "system":
        dark = application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if theme == "dark" else LIGHT
