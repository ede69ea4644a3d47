"""A model comes from a hub that is really asked, over a connection that may break anywhere.

The hub is served on this machine, and is asked as a mirror is: at the address in HF_ENDPOINT.
"""

import errno
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from huggingface_hub import constants, file_download, hf_hub_download

from desktop.errors import DiskFull, PlaceUnwritable
from desktop.models import hub
from desktop.models.catalogue import Model
from desktop.models.check import BLOCK
from desktop.models.errors import (
    ModelDamaged,
    ModelHubElsewhere,
    ModelHubPage,
    ModelHubUnreachable,
    ModelMissing,
)
from desktop.models.folder import ModelFolder
from desktop.models.hub_address import PUBLIC
from desktop.models.hub_client import client_of
from desktop.models.incoming import fetched
from desktop.models.sources import Hub
from tests.desktop.models.hub_server import PAGE, REVISION, LoopbackHub, open_loopback, served
from tests.desktop.models.small import CONFIG, GGUF, SMALL, WEIGHTS, WORDS

FILES = {"config.json": CONFIG, "vocabulary.txt": WORDS, "model.bin": WEIGHTS}
NEEDED = {"host", "accept", "accept-encoding", "connection", "user-agent", "range"}
SECRET = "hf_not-for-anybody"  # noqa: S105 - made up


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but this machine, none of its own settings, and no waiting between two tries."""
    open_loopback(monkeypatch)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("HF_TOKEN", SECRET)
    monkeypatch.setattr(file_download, "time", SimpleNamespace(sleep=lambda _: None))


@pytest.fixture
def mirror(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackHub]:
    """A hub with the files of "hears", set as the mirror."""
    with served(LoopbackHub(dict(FILES))) as there:
        monkeypatch.setenv("HF_ENDPOINT", there.address)
        yield there


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "models"


class Got(NamedTuple):
    """A model that came in, and how far it was told to be."""

    folder: Path
    told: list[tuple[int, int]]


def get(place: Path, name: str = "hears") -> Got:
    """The model, fetched by the road of the product."""
    told: list[tuple[int, int]] = []
    found = ModelFolder(place, SMALL).get(
        name, Hub(model(name), hub.fetch), lambda done, total: told.append((done, total))
    )
    return Got(found.folder, told)


def model(name: str) -> Model:
    found = SMALL.find(name)
    assert found is not None
    return found


def left_in(place: Path) -> dict[str, int]:
    """The files that wait for the next try, and their sizes."""
    there = place / ".fetched-hears" / REVISION
    found = {one.name: one.stat().st_size for one in there.rglob("*") if one.is_file()}
    assert [one.name for one in place.iterdir()] == ([".fetched-hears"] if found else [])
    return found


def test_a_model_comes_from_a_hub_and_it_is_told_how_far_it_is(
    mirror: LoopbackHub, place: Path
) -> None:
    got = get(place)
    assert {one.name: one.read_bytes() for one in got.folder.iterdir()} == FILES
    assert sorted(one.name for one in place.iterdir()) == ["hears", "hears.verified.json"]
    done = [one for one, _ in got.told]
    assert len(done) >= 2 + len(WEIGHTS) // BLOCK
    assert done == sorted(done)
    assert got.told[-1] == (model("hears").bytes, model("hears").bytes)
    assert [one.method for one in mirror.asked] == ["HEAD", "GET"] * 3


def test_it_asks_for_the_files_and_says_nothing_of_who_asks(
    mirror: LoopbackHub, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    get(place)
    asked_by_us = list(mirror.asked)
    paths = [f"/maker/model/resolve/{REVISION}/{name}" for name in FILES for _ in range(2)]
    assert [one.path for one in asked_by_us] == paths
    for one in asked_by_us:
        assert set(one.headers) <= NEEDED
        assert one.headers["user-agent"] == "griffel"
        assert SECRET not in str(one.headers)
    assert not (tmp_path / "hf").exists()
    # The control: the library by itself tells more.
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_TELEMETRY", True)  # else it asks the public hub
    hf_hub_download(
        "maker/model",
        "config.json",
        revision=REVISION,
        endpoint=mirror.address,
        local_dir=tmp_path / "by itself",
        token=SECRET,
    )
    for one in mirror.asked[len(asked_by_us) :]:
        assert {"x-amzn-trace-id", "x-hf-download-counter", "authorization"} < set(one.headers)
        assert "python/" in one.headers["user-agent"]


def test_nothing_is_asked_before_it_is_wanted(mirror: LoopbackHub, place: Path) -> None:
    source, folder = Hub(model("hears"), hub.fetch), ModelFolder(place, SMALL)
    assert not folder.has("hears")
    assert not folder.is_whole("hears")
    assert mirror.asked == []
    folder.get("hears", source)
    asked = len(mirror.asked)
    assert asked > 0
    assert folder.get("hears", source).was_here
    folder.check("hears")
    assert len(mirror.asked) == asked


def test_a_cut_connection_is_gone_on_with_at_once(mirror: LoopbackHub, place: Path) -> None:
    mirror.cuts = [len(CONFIG), len(WORDS), BLOCK + 7]
    got = get(place)
    assert (got.folder / "model.bin").read_bytes() == WEIGHTS
    assert [one.first for one in mirror.gets("model.bin")] == [None, BLOCK]


def test_a_second_try_goes_on_where_the_first_broke_off(mirror: LoopbackHub, place: Path) -> None:
    mirror.cuts = [len(CONFIG), len(WORDS), BLOCK, *[0] * 20]
    with pytest.raises(ModelHubUnreachable):
        get(place)
    assert left_in(place) == FILES_LEFT
    mirror.cuts, mirror.asked = [], []
    got = get(place)
    assert (got.folder / "model.bin").read_bytes() == WEIGHTS
    assert mirror.gets("config.json") == mirror.gets("vocabulary.txt") == []
    assert [one.first for one in mirror.gets("model.bin")] == [BLOCK]
    assert got.told[-1] == (model("hears").bytes, model("hears").bytes)
    assert sorted(one.name for one in place.iterdir()) == ["hears", "hears.verified.json"]


FILES_LEFT = {"config.json": len(CONFIG), "vocabulary.txt": len(WORDS), "model.bin": BLOCK}


def test_a_hub_that_gives_no_parts_of_files_gives_all_again(
    mirror: LoopbackHub, place: Path
) -> None:
    mirror.gives_parts, mirror.cuts = False, [len(CONFIG), len(WORDS), 2 * BLOCK]
    got = get(place)
    assert (got.folder / "model.bin").read_bytes() == WEIGHTS
    assert [one.first for one in mirror.gets("model.bin")] == [None, 2 * BLOCK]
    assert any(after < before for (before, _), (after, _) in pairwise(got.told))
    assert got.told[-1] == (model("hears").bytes, model("hears").bytes)


def test_who_stops_it_goes_on_from_there_the_next_time(mirror: LoopbackHub, place: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done > BLOCK:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ModelFolder(place, SMALL).get("hears", Hub(model("hears"), hub.fetch), stop)
    assert left_in(place) == FILES_LEFT
    mirror.asked.clear()
    assert (get(place).folder / "model.bin").read_bytes() == WEIGHTS
    assert [one.first for one in mirror.gets("model.bin")] == [BLOCK]


def test_what_waits_for_a_next_try_is_taken_by_one_of_two(tmp_path: Path) -> None:
    for name in ("first", "second", "third"):
        (tmp_path / name).mkdir()

    def broken_off() -> None:
        with fetched(tmp_path / "first", "hears") as scratch:
            (scratch / "part").write_bytes(b"half")
            raise ModelHubUnreachable

    with pytest.raises(ModelHubUnreachable):
        broken_off()
    with (
        fetched(tmp_path / "second", "hears") as taken,
        fetched(tmp_path / "third", "hears") as empty,
    ):
        assert [one.name for one in taken.iterdir()] == ["part"]
        assert list(empty.iterdir()) == []


def test_what_nobody_goes_on_with_for_a_week_is_cleared(mirror: LoopbackHub, place: Path) -> None:
    del mirror.files["vocabulary.txt"]
    for days, left in ((6, {"config.json": len(CONFIG)}), (8, {})):
        with pytest.raises(ModelHubUnreachable):
            get(place)
        old = time.time() - days * 24 * 3600
        for one in place.rglob("*"):
            os.utime(one, (old, old))
        with pytest.raises(ModelHubUnreachable):
            get(place, "writes")
        assert left_in(place) == left


def test_what_waits_can_be_taken_away(mirror: LoopbackHub, place: Path) -> None:
    del mirror.files["model.bin"]
    with pytest.raises(ModelHubUnreachable):
        get(place)
    assert left_in(place) != {}
    folder = ModelFolder(place, SMALL)
    folder.remove("hears")
    assert left_in(place) == {}
    with pytest.raises(ModelMissing):
        folder.remove("hears")


def test_wrong_bytes_are_refused_and_nothing_of_them_stays(
    mirror: LoopbackHub, place: Path
) -> None:
    mirror.files["model.bin"] = WEIGHTS[:-1] + b"x"
    with pytest.raises(ModelDamaged) as refused:
        get(place)
    assert refused.value.file == "model.bin"
    assert left_in(place) == {}
    mirror.files["model.bin"] = WEIGHTS
    mirror.asked.clear()
    assert get(place).folder.is_dir()
    assert [one.first for one in mirror.gets("model.bin")] == [None]


def test_what_waited_and_is_wrong_does_not_stay_either(mirror: LoopbackHub, place: Path) -> None:
    mirror.files["model.bin"] = b"x" * len(WEIGHTS)
    mirror.cuts = [len(CONFIG), len(WORDS), BLOCK, *[0] * 20]
    with pytest.raises(ModelHubUnreachable):
        get(place)
    mirror.files["model.bin"], mirror.cuts = WEIGHTS, []
    with pytest.raises(ModelDamaged):
        get(place)
    assert left_in(place) == {}
    assert (get(place).folder / "model.bin").read_bytes() == WEIGHTS


@pytest.mark.parametrize("size", [len(PAGE), len(CONFIG)], ids=["its own size", "that of a file"])
@pytest.mark.parametrize("typed", ["text/html; charset=utf-8", "application/octet-stream"])
def test_a_page_instead_of_the_model_is_told_apart(
    mirror: LoopbackHub, place: Path, typed: str, size: int
) -> None:
    mirror.files = dict.fromkeys(FILES, (PAGE + b" " * size)[:size])
    mirror.typed = typed
    with pytest.raises(ModelHubPage):
        get(place)
    assert left_in(place) == {}
    mirror.files, mirror.typed = FILES, "text/plain; charset=utf-8"
    assert get(place).folder.is_dir()


def test_a_file_of_another_size_than_was_told_does_not_come_in(
    mirror: LoopbackHub, place: Path
) -> None:
    mirror.files["model.bin"] = WEIGHTS + b"more"
    with pytest.raises(ModelDamaged):
        get(place)
    assert left_in(place) == {}


@pytest.mark.parametrize("at", ["HEAD", "GET"])
def test_a_mirror_that_sends_on_is_not_followed(mirror: LoopbackHub, place: Path, at: str) -> None:
    with served(LoopbackHub(dict(FILES))) as elsewhere:
        mirror.sends_on, mirror.sends_on_at = elsewhere.address, (at,)
        with pytest.raises(ModelHubElsewhere):
            get(place)
        assert elsewhere.asked == []
        assert left_in(place) == {}
        mirror.sends_on = "/kept/elsewhere/here"  # the control: on itself it may
        assert (get(place).folder / "model.bin").read_bytes() == WEIGHTS
        assert any(one.path.startswith(mirror.sends_on) for one in mirror.asked)


@pytest.mark.parametrize(
    ("endpoint", "url", "may"),
    [
        (PUBLIC, "https://huggingface.co/a", True),
        (PUBLIC, "https://cdn-lfs.huggingface.co/a", True),
        (PUBLIC, "https://cas-bridge.xethub.hf.co/a", True),
        (PUBLIC, "http://huggingface.co/a", False),
        (PUBLIC, "https://nothf.co/a", False),
        (PUBLIC, "https://huggingface.co.example/a", False),
        ("https://mirror.example/hub", "https://mirror.example:443/a", True),
        ("https://mirror.example/hub", "https://mirror.example:444/a", False),
        ("https://mirror.example/hub", "http://mirror.example/a", False),
        ("https://mirror.example/hub", "https://files.mirror.example/a", False),
        ("https://mirror.example/hub", PUBLIC, False),
        ("http://mirror.example", "https://mirror.example/a", True),
        ("http://mirror.example:8080", "https://mirror.example/a", False),
    ],
)
def test_which_places_are_the_hubs_own(endpoint: str, url: str, may: bool) -> None:
    with client_of(endpoint) as client:
        (refuse,) = client.event_hooks["request"]
        request = client.build_request("GET", url)
        if may:
            refuse(request)
        else:
            with pytest.raises(ModelHubElsewhere):
                refuse(request)


def test_a_hub_without_the_file_is_told(mirror: LoopbackHub, place: Path) -> None:
    del mirror.files["vocabulary.txt"]
    with pytest.raises(ModelHubUnreachable):
        get(place)
    assert left_in(place) == {"config.json": len(CONFIG)}
    mirror.files["vocabulary.txt"] = WORDS
    assert get(place).folder.is_dir()


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_a_hub_that_says_nothing_is_not_waited_for_long(
    mirror: LoopbackHub, place: Path, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror.silent = frozenset({method})
    with monkeypatch.context() as hurried:
        if method == "HEAD":
            hurried.setattr(hub, "PATIENCE", 0.05)
        else:
            hurried.setattr(constants, "HF_HUB_DOWNLOAD_TIMEOUT", 0.05)
        with pytest.raises(ModelHubUnreachable):
            get(place)
    assert mirror.asked[-1].method == method
    mirror.silent = frozenset()
    assert get(place).folder.is_dir()


def test_a_hub_that_is_not_there_is_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:  # and nobody listens there
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        for endpoint in (address, "no address", "http://[", "ftp://127.0.0.1"):
            monkeypatch.setenv("HF_ENDPOINT", endpoint)
            with pytest.raises(ModelHubUnreachable):
                get(place)
            assert left_in(place) == {}


def test_what_does_not_fit_on_the_disk_is_not_begun(
    mirror: LoopbackHub, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=len(WEIGHTS) - 1))
    with pytest.raises(DiskFull):
        get(place)
    assert mirror.gets("model.bin") == []
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=len(WEIGHTS)))
    assert (get(place).folder / "model.bin").read_bytes() == WEIGHTS


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes; only root can make one."""
    place = tmp_path / "disk"
    place.mkdir()
    if not done("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)):
        pytest.skip("no disk of its own can be made here")
    yield place
    assert done("umount", str(place))


def done(*command: str) -> bool:
    """Whether that command is there and did it."""
    program = shutil.which(command[0])
    asked = [program or "", *command[1:]]
    return program is not None and not subprocess.run(asked, capture_output=True).returncode  # noqa: S603 - ours


def test_a_disk_that_fills_up_is_told_and_gone_on_with(
    mirror: LoopbackHub, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = small_disk / "models"
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=2**40))
    with pytest.raises(DiskFull):
        get(there)
    left = left_in(there)["model.bin"]
    assert BLOCK <= left < len(WEIGHTS)
    assert done("mount", "-o", "remount,size=8m", str(small_disk))
    mirror.asked.clear()
    assert (get(there).folder / "model.bin").read_bytes() == WEIGHTS
    assert [one.first for one in mirror.gets("model.bin")] == [left]


def test_a_write_that_finds_no_room_is_told(
    mirror: LoopbackHub, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = errno.ENOSPC

    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        with pytest.raises(DiskFull):
            get(place)
        number = errno.EIO  # the control: not every trouble is a full disk
        with pytest.raises(PlaceUnwritable):
            get(place)
    assert get(place).folder.is_dir()


def test_a_writer_comes_in_the_same_way(mirror: LoopbackHub, place: Path) -> None:
    mirror.files = {"writes.gguf": GGUF}
    assert (get(place, "writes").folder / "writes.gguf").read_bytes() == GGUF
