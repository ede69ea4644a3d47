"""What Griffel puts on the clipboard is marked as secret and does not stay there."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.export.clipboard import SECONDS, Clipboard, clear_ours, clipboard

OURS = "S: hoest 2 wk.\r\n- geen koorts"
LONG = 3600.0


def text() -> str:
    return QGuiApplication.clipboard().text()


def test_it_is_cleared_by_itself(qtbot: QtBot, qapp: QApplication) -> None:
    assert SECONDS <= 30
    made = Clipboard(qapp, seconds=0.05)
    with qtbot.waitSignal(made.cleared, timeout=20_000):
        made.put(OURS)
        assert text() == OURS
    assert text() == ""
    made.deleteLater()


def test_control_without_clearing_the_text_stays(qtbot: QtBot, qapp: QApplication) -> None:
    """As long a wait with a clipboard that is not due yet: nothing else clears it."""
    quick, made = Clipboard(qapp, seconds=0.05), Clipboard(qapp, seconds=LONG)
    with qtbot.waitSignal(quick.cleared, timeout=20_000):
        quick.put("iets anders")
        made.put(OURS)
    assert text() == OURS
    made.clear_ours()
    assert text() == ""
    for one in (quick, made):
        one.deleteLater()


def test_copying_again_begins_the_time_anew(qapp: QApplication) -> None:
    made = Clipboard(qapp, seconds=LONG)
    made.put("eerst")
    made.put(OURS)
    assert made.holds_ours
    made.clear_ours()
    assert text() == ""
    made.deleteLater()


def test_what_others_put_there_is_left_alone(qapp: QApplication) -> None:
    made = Clipboard(qapp, seconds=LONG)
    made.put(OURS)
    QGuiApplication.clipboard().setText("van een ander programma")
    made.clear_ours()
    assert text() == "van een ander programma"
    QGuiApplication.clipboard().clear()
    made.deleteLater()


def test_locking_and_leaving_clear_it(qapp: QApplication) -> None:
    clipboard().put(OURS)
    clear_ours()
    assert text() == ""
    clipboard().put(OURS)
    qapp.aboutToQuit.emit()
    assert text() == ""


def test_programs_that_keep_or_send_the_clipboard_are_told_not_to(qapp: QApplication) -> None:
    made = Clipboard(qapp, seconds=LONG)
    made.put(OURS)
    carried = QGuiApplication.clipboard().mimeData()
    assert carried.data("x-kde-passwordManagerHint").data() == b"secret"
    assert carried.hasFormat("ExcludeClipboardContentFromMonitorProcessing")
    for name in ("CanIncludeInClipboardHistory", "CanUploadToCloudClipboard"):
        assert carried.data(name).data() == bytes(4)
    assert carried.hasFormat("org.nspasteboard.ConcealedType")
    assert not carried.hasHtml()
    made.clear_ours()
    made.deleteLater()


def test_there_is_one_of_an_application(qapp: QApplication) -> None:
    assert clipboard() is clipboard()
