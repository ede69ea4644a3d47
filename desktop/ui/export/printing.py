"""An approved note on paper: plain text in a document, never anything that is interpreted."""

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from desktop.export.page import Page
from desktop.export.text import lines_of
from desktop.ui.look.style import FAMILY

_TITLE, _HEADING, _TEXT, _MARK = 16.0, 12.0, 10.5, 8.0  # points
_AIR = 8.0  # above a heading


def there_is_a_printer() -> bool:
    """Whether this machine knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def ask_printer(parent: QWidget) -> QPrinter | None:
    """The printer that was chosen. Printing into a file is saving, which goes another road."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)
    chosen = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if chosen else None


def print_page(page: Page, printer: QPrinter) -> None:
    """Print it. The job carries no name of anybody: queues are read by others."""
    printer.setDocName("Griffel")
    document(page).print_(printer)


def document(page: Page) -> QTextDocument:
    """The page as Qt lays it out."""
    made = QTextDocument()
    made.setUndoRedoEnabled(False)
    made.setDefaultFont(QFont(FAMILY))
    cursor = QTextCursor(made)
    _write(cursor, page.title, _TITLE, bold=True)
    for problem in page.problems:
        if problem.heading:
            _write(cursor, problem.heading, _HEADING, bold=True)
        for block in problem.blocks:
            _write(cursor, block.title, _HEADING, bold=True)
            for line in lines_of(block) or [block.when_empty]:
                _write(cursor, line, _TEXT)
    if page.mark:
        _write(cursor, page.mark, _MARK, air=2 * _AIR)
    return made


def _write(
    cursor: QTextCursor, text: str, points: float, *, bold: bool = False, air: float = 0
) -> None:
    """One paragraph more; the text is put in as it is, whatever signs are in it."""
    shape, letters = QTextBlockFormat(), QTextCharFormat()
    shape.setTopMargin(air or (_AIR if bold else 0))
    letters.setFontPointSize(points)
    letters.setFontWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    if cursor.atStart():
        cursor.setBlockFormat(shape)
    else:
        cursor.insertBlock(shape)
    cursor.insertText(text, letters)
