"""Qt's own dialogs in the language of the screen, with the words that its translation lacks."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from asr.transcript import Language
from desktop.words import words

# What the Dutch of Qt 6.11 lacks in the dialogs for files and for printing; our code for each.
_LACKING: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("QFileDialog", "&Look in:"): "look_in",
        ("QFileDialog", "Files of &type:"): "kind",
        ("QAbstractFileIconProvider", "Folder"): "folder",
        ("QAbstractFileIconProvider", "File"): "file",
        ("QAbstractFileIconProvider", "%1 File"): "file_of_kind",
        ("QAbstractFileIconProvider", "Drive"): "drive",
        ("QPrintSettingsOutput", "Double Sided Printing"): "two_sided",
        ("QPrintSettingsOutput", "Off"): "one_side",
        ("QPrintSettingsOutput", "Long side binding"): "long_edge",
        ("QPrintSettingsOutput", "Short side binding"): "short_edge",
        ("QPrintSettingsOutput", "Page &Set:"): "which_pages",
    }
)


class QtWords(QTranslator):
    """Asked what Qt's own translation does not know: our words, or what Qt itself says."""

    def __init__(self, language: Language, parent: QCoreApplication) -> None:
        super().__init__(parent)
        self._language: Language = language

    def isEmpty(self) -> bool:
        """Qt takes no translation that says it is empty."""
        return False

    def translate(
        self,
        context: bytes | bytearray | memoryview | str,
        sourceText: bytes | bytearray | memoryview | str,
        disambiguation: bytes | bytearray | memoryview | str | None = None,
        n: int = -1,
    ) -> str:
        """What stands there in this language; nothing at all would be shown as nothing."""
        code = _LACKING.get((str(context), str(sourceText)))
        return words(f"qt.{code}", self._language) if code else str(sourceText)


def speak(application: QCoreApplication, language: Language) -> None:
    """Have Qt's dialogs and figures speak that language, and no longer another."""
    QLocale.setDefault(QLocale("nl_NL" if language == "nl" else "en_GB"))
    for before in application.findChildren(QTranslator):
        application.removeTranslator(before)
        before.deleteLater()
    theirs, ours = QTranslator(application), QtWords(language, application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    application.installTranslator(ours)
    if theirs.load(f"qtbase_{language}", folder):
        application.installTranslator(theirs)  # the last one is asked first
