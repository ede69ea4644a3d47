"""Who wrote the note and each of its lines can be read, also where two writers did."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.consultation import Draft
from desktop.correction import Reworded
from desktop.editing import Editing
from desktop.redraft import compare, taken
from desktop.ui.approve.screen import ApproveScreen
from desktop.ui.correct.versions import VersionsDialog
from desktop.ui.export.screen import ExportScreen
from desktop.ui.note.pane import NotePane
from desktop.ui.practice import Practice
from desktop.workflow import approve
from desktop.writers import GENERATING, made_by
from summarize.note import Made, Note
from tests.desktop.hearts import S1, SAID, hearts, line
from tests.desktop.ui.notes import drafted, told
from tests.desktop.ui.writing import MADE, MODEL

WAIT = 20_000  # milliseconds: a deadline, not a time that is waited
QUOTED = Made(writer="extract", version="1.0")
BY_MODEL = f"taalmodel {MODEL.name}"


def generated() -> Note:
    """Written by a model."""
    return hearts().model_copy(update={"writer": GENERATING, "made": (MADE,)})


def mixed() -> Note:
    """By the writer that quotes, but for the first line, which was taken from a model."""
    before = hearts().model_copy(update={"made": (QUOTED,)})
    after = (
        before.reports[0]
        .sections[0]
        .model_copy(
            update={"statements": (line(S1, "Hartkloppingen sinds zes weken, 's avonds.", 2),)}
        )
    )
    report = before.reports[0].model_copy(update={"sections": (after,)})
    new = generated().model_copy(update={"reports": (report,)})
    first = next(one.number for one in compare(before, new) if one.kind == "changed")
    return taken(before, new, {first})


@pytest.fixture
def pane(qtbot: QtBot, practice: Practice) -> Callable[[Note], NotePane]:
    """Shows a note as it is reviewed."""

    def show(note: Note) -> NotePane:
        made = NotePane(practice)
        qtbot.addWidget(made)
        made.resize(700, 600)
        made.show()
        kept = drafted(practice, note=note, said=SAID)
        editing = Editing(practice.session, kept)
        made.editor.open(editing, read_only=False)
        made.show_state(editing, practice.session.library.summary(kept.id).changed)
        return made

    return show


def seen(screen: QWidget) -> str:
    """Everything that is said on it."""
    labels = screen.findChildren(QLabel)
    return "\n".join(
        one.accessibleName() or one.text() for one in labels if one.isVisibleTo(screen)
    )


def by(pane: NotePane) -> list[str]:
    """What is said at each line of who wrote it."""
    lines = pane.editor.lines()
    return [one.by.text() for one in lines if one.statement is not None]


def test_the_heading_names_the_model_and_tells_its_version_and_checksum(
    pane: Callable[[Note], NotePane],
) -> None:
    made = pane(generated())
    assert BY_MODEL in made.state.whole
    for told_of in (made.state.toolTip(), made.state.accessibleDescription()):
        assert BY_MODEL in told_of
        assert "Griffel 1.0, sha256 abababababab" in told_of
    assert by(made) == [""] * 4


def test_of_lines_by_two_writers_each_is_known(pane: Callable[[Note], NotePane]) -> None:
    made = pane(mixed())
    assert f"Griffel zelf, {BY_MODEL}" in made.state.whole
    assert by(made) == [BY_MODEL, "", "", ""]
    assert made.editor.lines()[0].by.isVisibleTo(made)
    assert not made.editor.lines()[1].by.isVisibleTo(made)


def test_a_line_that_the_clinician_wrote_is_of_no_writer_any_more(
    pane: Callable[[Note], NotePane],
) -> None:
    made = pane(mixed())
    made.editor.do(Reworded(S1, "Zes weken hartkloppingen."))
    assert by(made) == ["", "", "", ""]


@pytest.mark.parametrize("screen", [ApproveScreen, ExportScreen])
def test_before_and_after_approval_it_is_said_who_wrote(
    qtbot: QtBot, practice: Practice, screen: type[ApproveScreen] | type[ExportScreen]
) -> None:
    kept = drafted(practice, note=generated().model_copy(update={"omissions": ()}), said=SAID)
    if screen is ExportScreen:
        ticked = kept.model_copy(
            update={
                "ticked": frozenset(one.id for _, one in kept.note.statements()),
                "waived": frozenset(one.key for one in hearts().omissions),
            }
        )
        approve(practice.session.desk, ticked, "A. Voorbeeld")
    made = screen(practice)
    qtbot.addWidget(made)
    made.show()
    made.show_visit(kept.id)
    qtbot.waitUntil(lambda: made_by(generated(), "nl") in seen(made), timeout=WAIT)
    made.leave()


def test_each_version_says_who_wrote_it(qtbot: QtBot, practice: Practice) -> None:
    made = VersionsDialog(practice, drafted(practice, note=generated(), said=SAID).id)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made_by(generated(), "nl") in seen(made), timeout=WAIT)


def test_taking_lines_of_another_writer_is_written_down(practice: Practice) -> None:
    before = hearts().model_copy(update={"made": (QUOTED,)})
    kept = drafted(practice, note=before, said=SAID)
    editing = Editing(practice.session, kept)
    editing.change(Reworded(S1, "Zes weken."))
    editing.keep()
    editing.rewrite(mixed(), generated())
    editing.keep()
    found = practice.session.library.load(kept.id)
    assert isinstance(found, Draft)
    assert found.note.made == (QUOTED, MADE)
    edits = [detail for _, detail in told(practice, "EDIT")]
    assert edits == ["", f"generate+{MODEL.name}+{MODEL.sha256[:12]}"]
