"""A model is fetched from the window by whoever says so after reading what that means."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.models.catalogue import Catalogue, Know, Model, ModelFile
from desktop.models.errors import ModelFetcherGone
from desktop.models.fetch import Fetch, can_fetch
from desktop.models.fetching import Fetched, Fetching, NotFetched, Stopped
from desktop.models.folder import ModelFolder
from desktop.models.sources import Folder
from desktop.policy import STRICT, ModelRules, Policy
from desktop.ui.practice import Practice
from desktop.ui.sheets import models_arrived, models_panel, models_standing
from desktop.ui.sheets.models import ModelsScreen
from desktop.ui.sheets.models_arrived import Arrived
from desktop.ui.sheets.models_panel import ModelsPanel
from desktop.ui.sheets.models_row import ModelRow
from desktop.ui.work.downloads import Downloads
from tests.desktop.ui.notes import ruled
from tests.desktop.ui.work.test_downloads import OtherSide

PATIENCE = 60_000
NAME, OTHER = "whisper-large-v3-turbo", "whisper-small"
WEIGHTS = bytes(3_000_000)
REVISION = "0" * 40


def a_model(name: str) -> Model:
    weights = ModelFile(
        name="model.bin", bytes=len(WEIGHTS), sha256=hashlib.sha256(WEIGHTS).hexdigest()
    )
    return Model(
        name=name,
        kind="speech",
        repository="a/b",
        revision=REVISION,
        licence="MIT",
        know=Know(nl="Om te proberen.", en="For trying out."),
        files=(weights,),
    )


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModelFolder:
    """A list of two models that are not here, and a window that may have one fetched."""
    catalogue = Catalogue(models=(a_model(NAME), a_model(OTHER)))
    folder = ModelFolder(tmp_path / "models", catalogue)
    for module in (models_standing, models_panel):
        monkeypatch.setattr(module, "models_folder", lambda: folder)
    for module in (models_standing, models_arrived):
        monkeypatch.setattr(module, "catalogue", lambda: catalogue)
    monkeypatch.setattr(models_standing, "can_fetch", lambda _: True)
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "model.bin").write_bytes(WEIGHTS)
    return folder


@pytest.fixture
def there() -> OtherSide:
    return OtherSide()


@pytest.fixture
def downloads(qapp: QObject, there: OtherSide) -> Iterator[Downloads]:
    made = Downloads(begin=there.begin)
    yield made
    made.deleteLater()


def panel(qtbot: QtBot, downloads: Downloads, policy: Policy = STRICT) -> ModelsPanel:
    made = ModelsPanel("nl", policy, "speech", downloads=downloads)
    qtbot.addWidget(made)
    with qtbot.waitActive(made, timeout=PATIENCE):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: bool(made.found), timeout=PATIENCE)
    return made


def offered(row: ModelRow) -> list[str]:
    return [name for name, one in row.buttons.items() if not one.isHidden()]


def asked_and_begun(made: ModelsPanel) -> ModelRow:
    row = made.rows[NAME]
    row.buttons["from_hub"].click()
    row.fetch.begin.click()
    return row


def test_nothing_is_fetched_before_it_was_read_what_that_means(
    qtbot: QtBot, known: ModelFolder, there: OtherSide, downloads: Downloads
) -> None:
    made = panel(qtbot, downloads)
    row = made.rows[NAME]
    assert row.fetch.isHidden()
    row.buttons["from_hub"].click()
    told = row.fetch.told.text()
    assert all(part in told for part in (NAME, "3 MB", "huggingface.co", "patiënt", "bewaard"))
    assert there.wanted == []
    assert offered(row) == ["from_folder"]
    assert row.fetch.begin.hasFocus()
    row.fetch.not_now.click()
    assert row.fetch.isHidden()
    assert row.buttons["from_hub"].hasFocus()
    assert there.wanted == []
    asked_and_begun(made)
    assert there.wanted == [NAME]  # the control


def test_it_says_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, known: ModelFolder, there: OtherSide, downloads: Downloads
) -> None:
    made = panel(qtbot, downloads)
    row = asked_and_begun(made)
    assert row.state.text() == "… wordt opgehaald"
    assert "verbinding" in row.fetch.told.text()
    assert row.fetch.stop.hasFocus()
    assert offered(row) == []
    assert offered(made.rows[OTHER]) == ["from_folder"]  # one at a time
    with qtbot.waitSignal(downloads.moved, timeout=PATIENCE):
        there.say(Fetching(done=1_500_000_000, whole=3_000_000_000))
    assert row.fetch.told.text() == "1.500 van 3.000 MB, 50 %"
    assert row.fetch.progress.value() == row.fetch.progress.maximum() // 2
    with qtbot.waitSignal(downloads.moved, timeout=PATIENCE):
        there.say(Fetching(done=3_000_000_000, whole=3_000_000_000))
    assert "nagekeken" in row.fetch.told.text()
    row.fetch.stop.click()
    assert not row.fetch.stop.isEnabled()
    part = known._place / f".fetched-{NAME}" / REVISION
    part.mkdir(parents=True)
    (part / "model.bin").write_bytes(WEIGHTS[:2_000_000])
    with qtbot.waitSignals([made.told, made.looked], timeout=PATIENCE):
        there.say(Stopped())
    assert row.state.text() == "deels opgehaald: 2 van 3 MB"
    assert row.buttons["from_hub"].text() == "Verder ophalen"
    assert offered(row) == ["from_hub", "from_folder", "remove"]
    with qtbot.waitSignals([made.told, made.looked], timeout=PATIENCE):
        row.buttons["remove"].click()
    assert row.state.text() == "niet aanwezig"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("desktop.model_hub_unreachable", "geen internet"),
        ("desktop.model_hub_elsewhere", "ander adres"),
        ("desktop.model_hub_page", "webpagina"),
        ("desktop.model_damaged", "model.bin"),
        ("desktop.disk_full", "3 MB nodig"),
        ("desktop.place_unwritable", "niet worden geschreven"),
        ("desktop.model_not_allowed", "beleid"),
        ("desktop.model_hub_forbidden", "zelf op"),
        ("desktop.model_fetcher_gone", "open het opnieuw"),
        ("desktop.unexpected", "onverwacht"),
    ],
)
def test_what_stood_in_the_way_is_said_on_the_card(
    qtbot: QtBot,
    known: ModelFolder,
    there: OtherSide,
    downloads: Downloads,
    code: str,
    said: str,
) -> None:
    made = panel(qtbot, downloads)
    row = asked_and_begun(made)
    with qtbot.waitSignal(made.looked, timeout=PATIENCE):
        there.say(NotFetched(code=code, file="model.bin"))
    assert row.fetch.told.text().startswith("⚠ ")
    assert said in row.fetch.told.text()
    assert "griffel " not in row.fetch.told.text()  # who has the window has no command line
    assert offered(row) == ["from_hub", "from_folder"]
    assert row.buttons["from_hub"].hasFocus()
    row.buttons["from_hub"].click()
    assert "⚠" not in row.fetch.told.text()


def fail(qtbot: QtBot, there: OtherSide, made: ModelsPanel) -> None:
    with qtbot.waitSignal(made.looked, timeout=PATIENCE):
        there.say(NotFetched(code="desktop.model_damaged", file="model.bin"))


def test_each_panel_offers_again_once_nothing_is_fetched(
    qtbot: QtBot, known: ModelFolder, there: OtherSide, downloads: Downloads
) -> None:
    made, other = panel(qtbot, downloads), panel(qtbot, downloads)
    other.rows[OTHER].buttons["from_hub"].click()
    del other.rows[NAME]  # it lists models of another kind
    other.found = tuple(one for one in other.found if one.model.name == OTHER)
    asked_and_begun(made)
    assert offered(other.rows[OTHER]) == offered(made.rows[OTHER]) == ["from_folder"]
    assert other.rows[OTHER].fetch.isHidden()
    fail(qtbot, there, made)
    assert offered(other.rows[OTHER]) == offered(made.rows[OTHER]) == ["from_hub", "from_folder"]


def test_an_offer_goes_away_when_another_model_is_fetched(
    qtbot: QtBot, known: ModelFolder, there: OtherSide, downloads: Downloads
) -> None:
    made = panel(qtbot, downloads)
    other = made.rows[OTHER]
    made.rows[NAME].buttons["from_hub"].click()
    other.buttons["from_hub"].click()
    assert other.fetch.begin.hasFocus()  # the control: it is open, and the keyboard is on it
    downloads.begin(NAME)
    assert other.fetch.isHidden()
    assert other.buttons["from_folder"].hasFocus()
    assert made.rows[NAME].fetch.begin.isHidden()


def test_a_new_offer_stays_where_the_last_try_failed(
    qtbot: QtBot, known: ModelFolder, there: OtherSide, downloads: Downloads
) -> None:
    made = panel(qtbot, downloads)
    row = asked_and_begun(made)
    fail(qtbot, there, made)
    row.buttons["from_hub"].click()
    with qtbot.waitSignal(made.looked, timeout=PATIENCE):
        made.look()
    assert row.fetch.is_offered
    assert "⚠" not in row.fetch.told.text()
    assert row.fetch.begin.hasFocus()
    row.fetch.not_now.click()
    made.show_again()
    assert "⚠" in row.fetch.told.text()  # the control
    row.buttons["from_hub"].click()
    row.fetch.begin.click()
    fail(qtbot, there, made)
    assert "⚠" in row.fetch.told.text()
    assert there.wanted == [NAME, NAME]


def test_a_try_that_fails_at_once_is_told_of_and_keeps_the_focus(
    qtbot: QtBot, known: ModelFolder, qapp: QObject
) -> None:
    def nobody(_: str) -> Fetch:
        raise ModelFetcherGone

    made = panel(qtbot, Downloads(begin=nobody))
    with qtbot.waitSignal(made.looked, timeout=PATIENCE):
        row = asked_and_begun(made)
    assert "open het opnieuw" in row.fetch.told.text()
    assert row.fetch.begin.isHidden()
    assert row.buttons["from_hub"].hasFocus()


def test_a_model_that_came_in_is_here_and_told_of(
    qtbot: QtBot, known: ModelFolder, there: OtherSide, downloads: Downloads, tmp_path: Path
) -> None:
    made = panel(qtbot, downloads)
    row = asked_and_begun(made)
    known.get(NAME, Folder(tmp_path / "stick"))
    with qtbot.waitSignal(made.arrived, timeout=PATIENCE):
        there.say(Fetched(known=True))
    assert row.state.text() == "✓ aanwezig en heel"
    assert row.fetch.isHidden()
    assert offered(row) == ["use", "check", "remove"]


def test_a_panel_that_is_opened_meanwhile_shows_how_far_it_is(
    qtbot: QtBot, known: ModelFolder, there: OtherSide, downloads: Downloads
) -> None:
    downloads.begin(NAME)
    with qtbot.waitSignal(downloads.moved, timeout=PATIENCE):
        there.say(Fetching(done=500_000, whole=3_000_000))
    made = panel(qtbot, downloads)
    row = made.rows[NAME]
    assert row.fetch.told.text() == "0 van 3 MB, 16 %"
    assert not row.fetch.progress.isHidden()


@pytest.mark.parametrize("chosen", ["", "whisper-base", OTHER])
def test_the_first_that_hears_enough_is_put_to_use(
    qtbot: QtBot,
    practice: Practice,
    known: ModelFolder,
    there: OtherSide,
    downloads: Downloads,
    tmp_path: Path,
    chosen: str,
) -> None:
    practice.set(speech_model=chosen)
    known.get(NAME, Folder(tmp_path / "stick"))
    downloads.begin(NAME)
    with qtbot.waitSignal(downloads.ended, timeout=PATIENCE):
        there.say(Fetched(known=True))
    with qtbot.waitSignal(practice.notice, timeout=PATIENCE) as told:
        Arrived(practice, downloads)  # it came in before the library was open
        if chosen == OTHER:
            assert practice.settings.speech_model == OTHER  # the choice is the user's
    assert told.args is not None
    assert ("in gebruik" in told.args[0]) == (chosen != OTHER)
    assert practice.settings.speech_model == (OTHER if chosen == OTHER else NAME)


def test_it_is_not_offered_where_it_may_not_or_cannot_be(
    qtbot: QtBot,
    known: ModelFolder,
    downloads: Downloads,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    none = Policy(models=ModelRules(sha256=("0" * 64,)))
    forbidden = panel(qtbot, downloads, none)
    assert offered(forbidden.rows[NAME]) == []
    monkeypatch.setattr(models_standing, "can_fetch", lambda _: False)
    cannot = panel(qtbot, downloads)
    assert offered(cannot.rows[NAME]) == ["from_folder"]


def test_it_is_not_offered_where_the_institution_brings_models_in(
    qtbot: QtBot, practice: Practice, known: ModelFolder, downloads: Downloads
) -> None:
    closed = Policy(models=ModelRules(hub=False))
    forbidden = panel(qtbot, downloads, closed)
    assert offered(forbidden.rows[NAME]) == ["from_folder"]
    control = panel(qtbot, downloads)
    assert offered(control.rows[NAME]) == ["from_hub", "from_folder"]
    told = []
    for policy in (closed, STRICT):
        ruled(practice, models=policy.models)
        made = ModelsScreen(practice)
        qtbot.addWidget(made)
        told.append("zelf op" in made.who_fetches.text() and not made.who_fetches.isHidden())
    assert told == [True, False]


def test_a_models_folder_that_is_closed_is_not_fetched_into(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("desktop.models.fetch.outside.is_outside", lambda: True)
    monkeypatch.setenv("GRIFFEL_MODELS", str(tmp_path / "new" / "models"))
    model = a_model(NAME)
    assert can_fetch(model)  # the control
    assert not can_fetch(model.model_copy(update={"revision": None}))
    monkeypatch.setattr("desktop.models.fetch.os.access", lambda *_: False)
    assert not can_fetch(model)
