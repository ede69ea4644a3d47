"""Which speech model listens: the chosen one, else the best that is here and allowed."""

from pathlib import Path

import pytest

from desktop.desk import Desk
from desktop.errors import ModelNotAllowed
from desktop.models.advice import BEST_FIRST
from desktop.models.catalogue import catalogue
from desktop.models.errors import ModelMissing
from desktop.policy import Policy
from desktop.ui.transcribe import working_out_model as module
from desktop.ui.transcribe.working_out_model import speech_model
from tests.fakes import desk_in


class Shelf:
    """The models that are here, and those the policy refuses."""

    def __init__(self, *here: str, refused: tuple[str, ...] = ()) -> None:
        self.here, self.refused = here, refused

    def find(self, name: str, kind: str, policy: Policy) -> Path:
        if name not in self.here:
            raise ModelMissing
        if name in self.refused:
            raise ModelNotAllowed
        return Path(name)

    def choose(self, desk: Desk, name: str, kind: str) -> Path:
        return self.find(name, kind, desk.policy)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path)


def shelf(monkeypatch: pytest.MonkeyPatch, made: Shelf) -> None:
    monkeypatch.setattr(module, "find_model", made.find)
    monkeypatch.setattr(module, "choose_model", made.choose)


def test_the_best_that_is_here_listens(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf(monkeypatch, Shelf("whisper-base", "whisper-small"))
    assert speech_model(desk, "") == Path("whisper-small")


@pytest.mark.parametrize(
    ("here", "slow", "listens"),
    [
        (("whisper-large-v3-turbo", "whisper-small"), (), "whisper-large-v3-turbo"),
        (("whisper-large-v3-turbo", "whisper-small"), ("turbo",), "whisper-small"),
        (("whisper-large-v3-turbo", "whisper-small"), ("turbo", "small"), "whisper-small"),
        (("whisper-small", "whisper-base"), ("small",), "whisper-small"),
        (("whisper-base", "whisper-tiny"), ("base",), "whisper-base"),
    ],
)
def test_one_that_is_too_slow_gives_way_but_not_to_one_that_hears_too_little(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    here: tuple[str, ...],
    slow: tuple[str, ...],
    listens: str,
) -> None:
    shelf(monkeypatch, Shelf(*here))
    monkeypatch.setattr(module, "falls_behind", lambda one: one.name.endswith(slow))
    assert speech_model(desk, "") == Path(listens)


def test_the_chosen_one_comes_first(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf(monkeypatch, Shelf("whisper-base", "whisper-small"))
    assert speech_model(desk, "whisper-base") == Path("whisper-base")


def test_one_that_is_refused_is_passed_by_and_if_all_are_that_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf(monkeypatch, Shelf("whisper-base", "whisper-small", refused=("whisper-small",)))
    assert speech_model(desk, "") == Path("whisper-base")
    shelf(monkeypatch, Shelf("whisper-small", refused=("whisper-small",)))
    with pytest.raises(ModelNotAllowed):
        speech_model(desk, "")


def test_without_any_it_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf(monkeypatch, Shelf())
    with pytest.raises(ModelMissing):
        speech_model(desk, "")


def test_every_speech_model_of_the_list_has_its_place() -> None:
    listed = {model.name for model in catalogue().models if model.kind == "speech"}
    assert set(BEST_FIRST) == listed
