"""With real engines: a model reads along while it is recorded, and its draft is kept."""

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import writers
from desktop.consultation import Draft
from desktop.models import models_folder
from desktop.models.sources import Folder
from desktop.policy import ModelRules
from desktop.settings import WriterChoice
from desktop.ui.practice import Practice
from desktop.ui.transcribe import working_out as module
from desktop.ui.transcribe.working_out import WorkingOut
from desktop.ui.work.engines import Engines
from desktop.visit import begin_visit, end_visit
from desktop.workflow import keep_transcribed
from desktop.writers import GENERATING, with_choice
from tests.desktop.engine.recordings import talk
from tests.desktop.engine.writers import writing_engine
from tests.desktop.ui.notes import ruled
from tests.desktop.ui.writing import MODEL, choose_model
from tests.desktop.visits import intake
from tests.summarize.runtimes import tiny_model
from tests.summarize.talks import VISIT

PATIENCE = 120_000  # milliseconds
NAME = "granite-4.0-micro"  # of which no hash is known, so that any weights will do


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, practice: Practice) -> str:
    """The hash of a model that came in, may be used, and was chosen to write."""
    monkeypatch.setenv("GRIFFEL_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr(writers, "all_memory", lambda: None)  # by the list it has gigabytes
    models_folder().get(NAME, Folder(tiny_model()))
    sha256 = hashlib.sha256((tiny_model() / "tiny.gguf").read_bytes()).hexdigest()
    ruled(practice, models=ModelRules(sha256=(sha256,)))
    choice = WriterChoice(writer=GENERATING, model=NAME, length="short")
    practice.settings = with_choice(practice.settings, "soep", choice)
    return sha256


@pytest.fixture
def engines(practice: Practice) -> Iterator[Engines]:
    """The real ones."""
    practice.engines = Engines()
    yield practice.engines
    practice.engines.close()


@pytest.mark.usefixtures("engines")
def test_a_draft_by_a_model_is_kept_with_what_wrote_it(
    qtbot: QtBot, practice: Practice, weights: str
) -> None:
    visit = begin_visit(practice.session, intake(), "nl")
    keep_transcribed(practice.session.desk, visit, VISIT)
    working_out = WorkingOut.of(practice)
    grown: list[int] = []
    practice.engines.drafting.connect(lambda _, note: grown.append(len(list(note.statements()))))
    with qtbot.waitSignal(working_out.drafted, timeout=PATIENCE):
        working_out.start(visit)
    kept = practice.session.library.load(visit)
    assert isinstance(kept, Draft)
    (made,) = kept.note.made
    assert (made.writer, made.model, made.sha256) == (GENERATING, NAME, weights)
    assert grown == sorted(grown)
    assert grown[-1] == len(list(kept.note.statements()))
    detail = practice.session.desk.audit.of(visit)[-1].detail
    assert detail == f"generate+{NAME}+{weights[:12]}"


def read_by(folder: Path) -> int:
    """How many lines the model has read at most."""
    file = folder / "read"
    return max(map(int, file.read_text().split()), default=0) if file.exists() else 0


def test_while_it_is_recorded_the_model_reads_along_and_then_writes(
    qtbot: QtBot, practice: Practice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    choose_model(practice, monkeypatch)
    monkeypatch.setattr(module, "speech_model", lambda desk, chosen: Path("echo"))
    practice.engines = engines = Engines(partial(writing_engine, tmp_path))
    working_out, session = WorkingOut.of(practice), practice.session
    visit = begin_visit(session, intake(), "nl")
    working_out.follow(visit)
    sound = session.recordings.resume(visit)
    for block in talk()[:60]:
        sound.append(block)
    qtbot.waitUntil(lambda: read_by(tmp_path) > 1, timeout=PATIENCE)  # the first says it follows
    for block in talk()[60:]:
        sound.append(block)
    sound.close()
    with qtbot.waitSignal(working_out.drafted, timeout=PATIENCE):
        working_out.closed(end_visit(session, visit))
    engines.close()
    kept = session.library.load(visit)
    assert isinstance(kept, Draft)
    assert [one.model for one in kept.note.makers] == [MODEL.name]
