"""The queue between the callback and its reader, and which microphones are shown."""

import json
import threading
from itertools import count
from pathlib import Path

import pytest

from asr import sources
from asr.microphone import QUEUE_SECONDS, Microphone, Snippets, microphones

_PLACES = round(QUEUE_SECONDS * 10)


def _clock() -> float:
    return float(next(_TICKS))


_TICKS = count()


def test_snippets_come_in_order_and_end() -> None:
    snippets = Snippets(_clock)
    for sound in (b"aa", b"bb", b"cc"):
        snippets.take(sound, overflow=sound == b"bb")
    snippets.end()
    read = list(snippets)
    assert [(one.number, one.sound, one.overflow) for one in read] == [
        (0, b"aa", False),
        (1, b"bb", True),
        (2, b"cc", False),
    ]
    assert [one.at for one in read] == sorted(one.at for one in read)


def test_a_reader_that_is_late_finds_half_a_minute_and_more() -> None:
    assert QUEUE_SECONDS >= 30
    snippets = Snippets()
    for _ in range(_PLACES):
        snippets.take(b"aa", overflow=False)
    snippets.end()
    assert [one.number for one in snippets] == list(range(_PLACES))


def test_what_no_longer_fits_leaves_a_hole_in_the_numbers() -> None:
    snippets = Snippets()
    for _ in range(_PLACES + 5):
        snippets.take(b"aa", overflow=False)
    reader = iter(snippets)
    assert next(reader).number == 0
    snippets.take(b"zz", overflow=False)
    snippets.end()
    numbers = [one.number for one in reader]
    assert numbers == [*range(1, _PLACES), _PLACES + 5]


def test_the_callback_never_waits_for_the_reader() -> None:
    snippets = Snippets()

    def callbacks() -> None:
        for _ in range(3 * _PLACES):
            snippets.take(b"aa", overflow=False)

    thread = threading.Thread(target=callbacks, daemon=True)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()


SERVER = [
    {"index": 0, "name": "alsa_output.pci.monitor", "description": "Monitor of Speakers"},
    {"index": 1, "name": "alsa_input.pci", "description": "Built-in"},
    {"index": 2, "name": "alsa_input.usb", "description": "Table microphone"},
    {"index": 3, "name": "auto_null.monitor", "description": "Monitor of Dummy Output"},
]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tool that answers as the sound server's own does, from files."""
    tool = tmp_path / "pactl"
    tool.write_text(f'#!/bin/sh\nfor last; do :; done\ncat "{tmp_path}/$last"\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    (tmp_path / "get-default-source").write_text("alsa_input.usb\n")
    (tmp_path / "sources").write_text(json.dumps(SERVER))
    return tmp_path


def test_microphones_are_shown_default_first_and_what_the_machine_plays_is_not(
    server: Path,
) -> None:
    assert microphones() == (
        Microphone("alsa_input.usb", "Table microphone", True),
        Microphone("alsa_input.pci", "Built-in", False),
    )


def test_a_monitor_that_was_made_the_default_is_shown(server: Path) -> None:
    (server / "get-default-source").write_text("alsa_output.pci.monitor\n")
    assert microphones()[0] == Microphone("alsa_output.pci.monitor", "Monitor of Speakers", True)


def test_the_source_of_a_process_is_found_by_its_number(server: Path) -> None:
    outputs = [
        {"index": 7, "source": 1, "properties": {"application.process.id": "41"}},
        {"index": 8, "source": 2, "properties": {"application.process.id": "42"}},
    ]
    (server / "source-outputs").write_text(json.dumps(outputs))
    assert sources.source_of(42) == 2
    assert sources.source_of(43) is None


@pytest.mark.parametrize("answer", ["", "no json", "[1, {}]", '{"a": 1}', "[{}]"])
def test_a_server_that_answers_nonsense_has_no_sources(server: Path, answer: str) -> None:
    (server / "sources").write_text(answer)
    assert sources.sources() == ()


def test_a_server_that_does_not_answer_holds_nobody_up(
    server: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_PATIENCE", 0.2)
    (server / "pactl").write_text("#!/bin/sh\nexec sleep 60\n")
    assert sources.sources() == ()
    assert sources.default_source() == ""
