"""The Qt application: type, theme, language, and the outermost frame for what nobody foresaw."""

import sys
import traceback
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from asr.transcript import Language
from desktop.settings import Settings, Theme, read_settings
from desktop.ui.look.style import dress, load_fonts
from desktop.ui.look.tokens import DARK, LIGHT, Tokens
from desktop.ui.window.window import Window
from desktop.ui.work.errand_garbage import Garbage


def open_window(folder: Path) -> int:
    """Show the window on the library in that folder until it is closed; the exit code."""
    application = make_application(read_settings(folder))
    window = Window(folder, partial(dressed, application))
    sys.excepthook = _LastResort(window)
    garbage = Garbage(application)
    window.show()
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


def speak(application: QApplication, language: Language) -> None:
    """Have Qt's own dialogs and figures speak that language as well."""
    QLocale.setDefault(QLocale("nl_NL" if language == "nl" else "en_GB"))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language}", folder):
        application.installTranslator(translator)


class _LastResort:
    """Says in the window that something unforeseen happened, and where; never with what."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def __call__(
        self, kind: type[BaseException], value: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        last = traceback.extract_tb(trace)[-1] if trace else None
        where = f"{kind.__name__} {last.name}:{last.lineno}" if last else kind.__name__
        sys.stderr.write(f"{where}\n")
        inside = self._window.inside
        if inside is not None:
            practice = inside.practice
            practice.notice.emit(practice.say("window.unexpected", where=where), True)
