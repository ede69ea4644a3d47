"""`griffel transcribe` on a file of the user is held to the policy, as recording is."""

import sys
from pathlib import Path

import pytest

from desktop.app import open_audit
from desktop.commands import road
from desktop.commands.app import run
from desktop.paths import home
from desktop.words import words


@pytest.mark.parametrize(
    ("data", "refused"),
    [((), True), (("--data", "pseudonymised"), True), (("--data", "fictional"), False)],
)
def test_under_strict_rules_only_what_is_fictional_is_written_out(
    data: tuple[str, ...],
    refused: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    reached: list[object] = []

    def choose(*given: object) -> Path:
        reached.append(given)
        raise KeyboardInterrupt

    monkeypatch.setattr("desktop.policy_file.machine_folder", lambda: tmp_path / "machine")
    monkeypatch.setattr(road, "choose_model", choose)
    order = ["transcribe", "sound.wav", "--language", "nl", "--model", "whisper-base", *data]
    monkeypatch.setattr(sys, "argv", ["griffel", *order, "--out", str(tmp_path / "T.json")])
    with pytest.raises(SystemExit):
        run()
    told = [(record.act, record.detail) for record in open_audit(home()).records()]
    shown = capsys.readouterr().err
    assert bool(reached) is not refused
    assert (("REFUSED", "desktop.data_not_allowed") in told) is refused
    assert (words("desktop.data_not_allowed", "en") in shown) is refused
