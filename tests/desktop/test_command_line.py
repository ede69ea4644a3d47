"""The outermost frame of the command line: plain words and the right exit code."""

import sys

import pytest

from desktop.commands.app import run
from desktop.words import words


def _exit_code(monkeypatch: pytest.MonkeyPatch, *order: str) -> object:
    monkeypatch.setattr(sys, "argv", ["griffel", *order])
    with pytest.raises(SystemExit) as ended:
        run()
    return ended.value.code


@pytest.mark.parametrize(
    "order",
    [
        ["no-such-order"],
        ["models", "get", "whisper-base"],
        ["models", "get", "--from", "moon", "x"],
    ],
)
def test_an_unclear_order_is_not_a_breakdown(
    order: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _exit_code(monkeypatch, *order) == 2
    shown = capsys.readouterr().err
    assert shown.strip()
    assert words("road.unexpected", "en", where="").strip() not in shown


def test_what_went_well_ends_with_nought(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not _exit_code(monkeypatch, "models", "list")


def test_a_known_problem_is_told_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _exit_code(monkeypatch, "models", "remove", "no-such-model") == 1
    assert words("desktop.model_unknown", "en") in capsys.readouterr().err


def test_ctrl_c_is_told_and_ends_as_shells_expect(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("desktop.commands.models.models_folder", interrupt)
    assert _exit_code(monkeypatch, "models", "list") == 130
    assert words("road.cancelled", "en") in capsys.readouterr().err


def test_what_nobody_foresaw_is_told_without_content(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise RuntimeError("words of a patient")

    monkeypatch.setattr("desktop.commands.models.models_folder", fail)
    assert _exit_code(monkeypatch, "models", "list") == 1
    shown = capsys.readouterr().err
    assert "RuntimeError" in shown
    assert "patient" not in shown
