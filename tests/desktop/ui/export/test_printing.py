"""What is printed is the text as it is, whatever is in it, and the mark."""

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from desktop.export.page import AI_MARK, page
from desktop.ui.export.printing import document, print_page
from summarize.note import Report
from tests.desktop.export.notes import approved as made
from tests.desktop.export.notes import hostile, line, section, soep


@pytest.mark.usefixtures("qapp")
def test_every_heading_and_line_is_on_it_and_the_mark() -> None:
    text = document(page(soep())).toPlainText()
    for wanted in ("SOEP-verslag", "Subjectief", "T 37,8. Keel: rood, geen beslag.", AI_MARK):
        assert wanted in text
    assert "niet uitgesproken" in text
    assert AI_MARK not in document(page(soep(), marked=False)).toPlainText()


@pytest.mark.usefixtures("qapp")
def test_nothing_in_it_is_interpreted(tmp_path: Path) -> None:
    payload = '<img src="file:///etc/hostname"><b>vet</b> &amp; <a href="x">y</a>'
    note = made("soep", "nl", Report(sections=(section("S", line("1", payload)),)))
    assert payload in document(page(note)).toPlainText()
    assert document(page(hostile())).toPlainText()


def test_the_job_carries_no_name(qapp: QApplication, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    print_page(page(soep()), printer)
    assert printer.docName() == "Griffel"
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
