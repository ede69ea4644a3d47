"""The tokens as a palette and a style sheet for Qt.

A widget says what it is with the property `look`: primary, danger, quiet, link, card, hint, title,
section, clock, finding, omission, done, header, bar.
"""

from importlib.resources import as_file, files

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.look.tokens import (
    CARD_RADIUS,
    CLOCK,
    CLOCK_LOW,
    DARK,
    HINT,
    PRIMARY,
    ROW,
    ROW_RADIUS,
    SECTION,
    TARGET,
    TEXT,
    TITLE,
    Tokens,
)

FAMILY = "Inter"

_SHEET = """
QWidget {{ color: {text}; font-size: {TEXT}px; outline: none; }}
QMainWindow, QDialog, QStackedWidget, QScrollArea, QScrollArea > QWidget > QWidget
    {{ background: {background}; }}
QToolTip {{ color: {text}; background: {surface}; border: 1px solid {line}; padding: 4px; }}
QLabel {{ background: transparent; }}
QLabel[look="hint"] {{ color: {muted}; font-size: {HINT}px; }}
QLabel[look="muted"] {{ color: {muted}; }}
QLabel[look="title"] {{ font-size: {TITLE}px; font-weight: 600; }}
QLabel[look="section"] {{ color: {accent}; font-size: {SECTION}px; font-weight: 600; }}
QLabel[look="heading"] {{ color: {accent}; font-weight: 600; }}
QLabel[look="clock"] {{ font-size: {CLOCK}px; font-weight: 600; }}
QLabel[look="clock-low"] {{ font-size: {CLOCK_LOW}px; font-weight: 600; }}
QLabel[look="sign"] {{ color: {finding}; font-weight: 600; }}
QLabel[look="dot"] {{ color: {danger}; font-size: 24px; }}
QLabel[look="dot-hollow"] {{ color: {muted}; font-size: 24px; }}
QLabel[look="danger"] {{ color: {danger}; }}
QLabel[look="finding"] {{ color: {finding}; font-weight: 600; }}
QLabel[look="omission"] {{ color: {omission}; font-weight: 600; }}
QLabel[look="done"] {{ color: {done}; }}
QLabel[look="code"] {{ font-size: {SECTION}px; font-weight: 600; }}
QLabel[look="clinician"] {{ color: {accent}; font-weight: 600; }}
QLabel[look="patient"] {{ color: {patient}; font-weight: 600; }}
QLabel[look="kind"] {{ color: {finding}; font-weight: 600; }}
QLabel[look="key"] {{ background: {background}; border: 1px solid {line}; border-radius: 4px;
    padding: 2px 8px; font-weight: 600; }}
QLabel[look="pill"] {{ color: {finding}; background: {finding_ground}; font-weight: 600;
    border-radius: 12px; padding: 4px 10px; }}
QFrame[look="card"] {{ background: {surface}; border: 1px solid {line};
    border-radius: {CARD_RADIUS}px; }}
QFrame[look="header"] {{ background: {surface}; border-bottom: 1px solid {line}; }}
QFrame[look="bar"] {{ background: {surface}; border-top: 1px solid {line}; }}
QFrame[look="side"] {{ background: {surface}; border-right: 1px solid {line}; }}
QFrame[look="finding"] {{ background: {finding_ground}; border-left: 3px solid {finding};
    border-radius: 3px; }}
QFrame[look="alarm"] {{ background: {surface}; border: 1px solid {danger};
    border-left: 3px solid {danger}; border-radius: 3px; }}
QFrame[look="omission"] {{ background: {omission_ground}; border-left: 3px solid {omission};
    border-radius: 3px; }}
QLabel[look="finding"], QLabel[look="omission"] {{ background: transparent; border: none; }}
QFrame[look="told"] {{ background: {highlight}; border-left: 3px solid {done};
    border-radius: 3px; }}
QFrame[look="meter"] {{ background: {line}; border-radius: 5px; }}
QFrame[look="level"] {{ background: {accent}; border-radius: 5px; }}
QLabel[look="finding"], QLabel[look="omission"] {{ background: transparent; border: none; }}
QFrame[look="finding"]:focus {{ border: 2px solid {finding}; }}
QFrame[look="omission"]:focus {{ border: 2px solid {omission}; }}
QFrame[look="lit"] {{ background: {highlight}; border-radius: {ROW_RADIUS}px; }}
QFrame[look="notice"] {{ background: {highlight}; border-bottom: 1px solid {line}; }}
QFrame[look="trouble"] {{ background: {finding_ground}; border-bottom: 1px solid {finding}; }}
QPushButton {{ background: {surface}; color: {text}; border: 1px solid {line};
    border-radius: {ROW_RADIUS}px; padding: 0 12px; min-height: {TARGET}px; font-weight: 500; }}
QPushButton:hover {{ background: {highlight}; }}
QPushButton:focus {{ border: 2px solid {accent}; }}
QPushButton:disabled {{ color: {muted}; background: {background}; border-color: {line}; }}
QPushButton:checked {{ background: {highlight}; color: {accent}; font-weight: 600; }}
QPushButton[look="primary"] {{ background: {accent}; color: {on_accent}; border-color: {accent};
    min-height: {PRIMARY}px; padding: 0 20px; font-weight: 600; }}
QPushButton[look="primary"]:focus {{ border: 2px solid {text}; }}
QPushButton[look="primary"]:disabled {{ background: {background}; color: {muted};
    border-color: {line}; }}
QPushButton[look="danger"] {{ background: {danger}; color: {on_danger}; border-color: {danger};
    min-height: {PRIMARY}px; padding: 0 20px; font-weight: 600; }}
QPushButton[look="danger"]:focus {{ border: 2px solid {text}; }}
QPushButton[high="true"] {{ min-height: {PRIMARY}px; }}
QPushButton[tall="true"] {{ min-height: 44px; padding: 0 22px; font-weight: 600; }}
QPushButton[look="quiet-narrow"] {{ padding: 0 6px; }}
QPushButton[look="quiet"], QPushButton[look="quiet-narrow"] {{ background: transparent;
    border-color: transparent; color: {muted}; }}
QPushButton[look="quiet"]:hover, QPushButton[look="quiet-narrow"]:hover {{
    color: {text}; background: {highlight}; }}
QPushButton[look="quiet"]:checked, QPushButton[look="quiet-narrow"]:checked {{
    background: {highlight}; color: {accent};
    font-weight: 600; }}
QPushButton[look="quiet"]:focus, QPushButton[look="quiet-narrow"]:focus {{
    border: 2px solid {accent}; }}
QPushButton[look="player"] {{ background: transparent; border-color: transparent; color: {muted};
    padding: 0 6px; min-height: 28px; font-weight: 400; }}
QPushButton[look="player"]:hover {{ color: {text}; background: {highlight}; }}
QPushButton[look="player"]:focus {{ border: 2px solid {accent}; padding: 0 5px; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
QPushButton[look="small"] {{ min-height: 24px; padding: 0 10px; font-size: {HINT}px; }}
QPushButton[look="mark"], QPushButton[look="mark-missing"] {{ background: transparent;
    border: 1px solid transparent; color: {muted}; font-size: {HINT}px; font-weight: 400;
    min-height: 18px; padding: 0 4px; text-align: right; }}
QPushButton[look="mark-missing"] {{ color: {finding}; font-weight: 600; }}
QPushButton[look="mark"]:hover, QPushButton[look="mark-missing"]:hover
    {{ color: {accent}; text-decoration: underline; }}
QPushButton[look="mark"]:focus, QPushButton[look="mark-missing"]:focus
    {{ border: 2px solid {accent}; padding: 0 3px; }}
QPushButton[look="pill"] {{ color: {finding}; background: {finding_ground}; border: none;
    border-radius: 13px; min-height: 26px; padding: 0 10px; font-weight: 600; }}
QPushButton[look="pill"]:hover {{ text-decoration: underline; }}
QPushButton[look="pill"]:focus {{ border: 2px solid {finding}; padding: 0 8px; min-height: 22px; }}
QPushButton[look="link"] {{ background: transparent; border: 1px solid transparent; color: {accent};
    padding: 0 4px; text-align: left; }}
QPushButton[look="link"]:focus {{ border: 2px solid {accent}; }}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox {{ background: {surface}; color: {text};
    border: 1px solid {line}; border-radius: {ROW_RADIUS}px; padding: 4px 8px;
    min-height: {ROW}px; selection-background-color: {accent};
    selection-color: {on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus
    {{ border: 2px solid {accent}; padding: 3px 7px; }}
QPlainTextEdit[look="plain"], QTextEdit[look="plain"] {{ border: none; padding: 0;
    background: transparent; min-height: 0; placeholder-text-color: {muted}; }}
QTextEdit[empty="true"] {{ font-style: italic; }}
QComboBox::drop-down {{ border: none; width: 28px; }}
QComboBox::down-arrow {{ image: none; width: 0; height: 0; margin-right: 10px;
    border-left: 4px solid {surface}; border-right: 4px solid {surface};
    border-top: 5px solid {muted}; }}
QComboBox QAbstractItemView {{ background: {surface}; color: {text}; border: 1px solid {line};
    selection-background-color: {highlight}; selection-color: {text}; }}
QComboBox::item:disabled {{ color: {muted}; }}
QListView, QTreeView, QTableView {{ background: {surface}; border: none; outline: none; }}
QListView::item {{ min-height: {ROW}px; border-radius: {ROW_RADIUS}px; padding: 4px 8px; }}
QListView::item:selected {{ background: {highlight}; color: {text}; }}
QListView:focus, QTableView:focus {{ border: 2px solid {accent}; }}
QListView[look="card"] {{ background: {surface}; border: 1px solid {line}; padding: 7px;
    border-radius: {CARD_RADIUS}px; }}
QListView[look="card"]:focus {{ border: 2px solid {accent}; padding: 6px; }}
QListView[look="plain"], QListView[look="plain"]:focus {{ background: transparent; border: none; }}
QCheckBox, QRadioButton {{ spacing: 8px; min-height: {TARGET}px; background: transparent;
    border: 2px solid transparent; border-radius: {ROW_RADIUS}px; padding: 0 4px; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 14px; height: 14px;
    border: 2px solid {muted}; border-radius: 4px; background: {surface}; }}
QRadioButton::indicator {{ border-radius: 9px; }}
QCheckBox::indicator:checked {{ border-color: {accent}; background: {accent};
    image: url("{tick}"); }}
QRadioButton::indicator:checked {{ border: 5px solid {accent}; width: 8px; height: 8px; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {line}; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {accent}; }}
QProgressBar {{ background: {line}; border: none; border-radius: 4px; max-height: 8px;
    min-height: 8px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 4px; }}
QScrollArea {{ border: none; }}
QScrollArea[look="reading"], QTextEdit[look="reading"] {{ border: 2px solid transparent;
    border-radius: {CARD_RADIUS}px; }}
QScrollArea[look="reading"]:focus, QTextEdit[look="reading"]:focus {{
    border: 2px solid {accent}; }}
QTextEdit[look="reading"], QTextEdit[look="reading"]:focus {{ background: transparent;
    padding: 6px 8px; min-height: 0; }}
QSplitter::handle {{ background: {line}; }}
QMenu {{ background: {surface}; color: {text}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 6px 16px; border-radius: {ROW_RADIUS}px; }}
QMenu::item:selected {{ background: {highlight}; }}
QMenu::item:disabled {{ color: {muted}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {line}; border-radius: 5px; min-height: 32px; }}
QScrollBar::handle:vertical:disabled {{ background: transparent; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {line}; border-radius: 5px; min-width: 32px; }}
"""


def style_sheet(tokens: Tokens) -> str:
    """The style sheet of a theme."""
    sizes = {
        "CARD_RADIUS": CARD_RADIUS,
        "CLOCK": CLOCK,
        "CLOCK_LOW": CLOCK_LOW,
        "HINT": HINT,
        "PRIMARY": PRIMARY,
        "ROW": ROW,
        "ROW_RADIUS": ROW_RADIUS,
        "SECTION": SECTION,
        "TARGET": TARGET,
        "TEXT": TEXT,
        "TITLE": TITLE,
    }
    tick = "tick-dark.svg" if tokens is DARK else "tick-light.svg"
    with as_file(files("assets") / "icons" / tick) as file:
        return _SHEET.format(**vars(tokens), **sizes, tick=file.as_posix())


def dress(application: QApplication, tokens: Tokens) -> None:
    """Give the whole application this theme."""
    application.setStyle("Fusion")
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, tokens.background),
        (QPalette.ColorRole.Base, tokens.surface),
        (QPalette.ColorRole.WindowText, tokens.text),
        (QPalette.ColorRole.Text, tokens.text),
        (QPalette.ColorRole.Button, tokens.surface),
        (QPalette.ColorRole.ButtonText, tokens.text),
        (QPalette.ColorRole.PlaceholderText, tokens.muted),
        (QPalette.ColorRole.Highlight, tokens.accent),
        (QPalette.ColorRole.HighlightedText, tokens.on_accent),
        (QPalette.ColorRole.Link, tokens.accent),
    ):
        palette.setColor(role, QColor(colour))
    application.setPalette(palette)
    application.setStyleSheet(style_sheet(tokens))


def load_fonts() -> None:
    """Take the bundled type: Qt brings none, and no machine has the same. Figures all as wide."""
    for entry in sorted((files("assets") / "fonts").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".otf"):
            with as_file(entry) as file:
                QFontDatabase.addApplicationFont(str(file))
    font = QFont(FAMILY)
    font.setPixelSize(TEXT)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setFeature(QFont.Tag("liga"), 0)
    QApplication.setFont(font)


def look(widget: QWidget, name: str) -> None:
    """Say what a widget is, and have it drawn so."""
    widget.setProperty("look", name)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
