"""The window reaches no network, and still has a model fetched by a process that stayed outside."""

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from asr.elapsed import elapsed
from desktop import outside
from desktop.models.check import BLOCK
from tests.desktop.models.hub_server import LoopbackHub, served

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere the kernel closes nothing"
)
PATIENCE = 120.0
HALF = 2 * BLOCK
HELD = (0,) * 20  # what is asked again after a while is held back as well
# A window, as far as the network goes: what it does with a model is told by its name and a word.
WINDOW = """
import os, socket, sys, time
from asr.silence import refuse_network
from desktop import __main__, outside
sys.argv = ["griffel"]
outside.stay_outside(__main__._fetch)
assert refuse_network() == "refused"
from desktop.models.fetch import Fetch
def reach():
    try:
        socket.socket()
    except OSError:
        return "refused"
    return "open"
def follow(fetch):
    while True:
        for news in fetch.news():
            if news.kind != "fetching":
                return news
        time.sleep(0.01)
def say(*words):
    print(*words, flush=True)
"""
# The second time that a process is begun there is no room for it.
NO_ROOM = """
import os
begun, fork = [], os.fork
def full_once():
    begun.append(True)
    if len(begun) == 2:
        raise BlockingIOError
    return fork()
os.fork = full_once
"""
# The real start of the program; where the window would be shown it does what it is told.
START = """
import os, pathlib, sys, types
from desktop import outside
from desktop.__main__ import main
locked = "locked" in sys.argv
def outside_now():
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return ["nobody", outside.is_outside()]
    return ["somebody", outside.is_outside()]
def lock_under(policy):
    pathlib.Path(os.environ["GRIFFEL_POLICY"]).write_text(policy)
    outside.hand_on()
    os.execv(sys.executable, [sys.executable, "-c", sys.orig_argv[2], "locked"])
def shown(_):
    exec(DOES)
    sys.exit()
sys.modules["desktop.commands.window"] = types.SimpleNamespace(run_window=shown)
sys.argv = ["griffel"]
main()
"""
OPEN, CLOSED = "[models]\nhub = true\n", "[models]\nhub = false\n"


@pytest.fixture
def mirror() -> Iterator[LoopbackHub]:
    with served(LoopbackHub({"config.json": bytes(3 * BLOCK)})) as there:  # not what is wanted
        yield there


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "models"


def window(mirror: LoopbackHub, place: Path, does: str, before: str = "") -> subprocess.Popen[str]:
    return started(before + WINDOW + does, HF_ENDPOINT=mirror.address, GRIFFEL_MODELS=str(place))


def started(code: str, **told: str) -> subprocess.Popen[str]:
    names = [name for name in os.environ if "proxy" not in name.lower()]
    return subprocess.Popen(  # noqa: S603 - ours
        [sys.executable, "-c", code],
        env={name: os.environ[name] for name in names} | told,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], list[str]]:
    """Start the program under a policy, and give what it says once the window would be there."""
    policy = tmp_path / "policy.toml"
    monkeypatch.setenv("GRIFFEL_POLICY", str(policy))

    def started_under(rules: str, does: str) -> list[str]:
        policy.write_text(rules, encoding="utf-8")
        return said(started(f"DOES = {does!r}\n{START}"))

    return started_under


def tell(running: subprocess.Popen[str]) -> None:
    """Have it go on."""
    assert running.stdin is not None
    running.stdin.write("\n")
    running.stdin.flush()


def said(running: subprocess.Popen[str]) -> list[str]:
    out, _ = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0
    return out.split()


def waiting(place: Path) -> list[int]:
    """How much waits for the next time, once nobody fetches any more."""
    return [one.stat().st_size for one in place.glob(".fetched-*/*/config.json")]


def wait_until(so: Callable[[], bool]) -> None:
    deadline = elapsed() + PATIENCE
    while not so():
        assert elapsed() < deadline
        time.sleep(0.02)


def wait_for_half(place: Path) -> None:
    """Until so much is on the disk as comes before the hub holds back the rest."""
    wait_until(lambda: any(one.stat().st_size == HALF for one in place.rglob("config.json")))


def test_the_window_stays_closed_and_the_hub_is_asked(mirror: LoopbackHub, place: Path) -> None:
    does = """
fetch = Fetch.begin("whisper-base")
news = follow(fetch)
say(reach(), news.kind, news.code, news.file)
"""
    told = said(window(mirror, place, does))
    assert told == ["refused", "not_fetched", "desktop.model_damaged", "config.json"]
    assert [one.path.rpartition("/")[2] for one in mirror.asked] == ["config.json"] * 2
    assert list(place.iterdir()) == []


def test_control_nobody_is_asked_while_nobody_asks(mirror: LoopbackHub, place: Path) -> None:
    assert said(window(mirror, place, "say(reach(), outside.is_outside())")) == ["refused", "True"]
    assert mirror.asked == []


def test_what_was_stopped_goes_on_from_there(mirror: LoopbackHub, place: Path) -> None:
    mirror.cuts, mirror.holds = [HALF, *HELD], True
    does = """
fetch = Fetch.begin("whisper-base")
sys.stdin.readline()
fetch.stop()
say(follow(fetch).kind)
sys.stdin.readline()
say(follow(Fetch.begin("whisper-base")).kind)
"""
    running = window(mirror, place, does)
    wait_for_half(place)
    tell(running)
    assert running.stdout is not None
    assert running.stdout.readline() == "stopped\n"
    assert waiting(place) == [HALF]
    mirror.cuts.clear()
    out, _ = running.communicate("\n", timeout=PATIENCE)
    assert out == "not_fetched\n"
    assert [one.first for one in mirror.gets("config.json")] == [None, 2 * BLOCK]


def test_what_was_fetched_stays_where_the_window_is_gone(mirror: LoopbackHub, place: Path) -> None:
    mirror.cuts, mirror.holds = [HALF, *HELD], True
    does = """
fetch = Fetch.begin("whisper-base")
sys.stdin.readline()
"""
    running = window(mirror, place, does)
    wait_for_half(place)
    running.kill()
    running.communicate()
    wait_until(lambda: waiting(place) == [HALF])


def test_a_window_that_locks_goes_on_with_what_was_begun(mirror: LoopbackHub, place: Path) -> None:
    mirror.cuts, mirror.holds = [HALF, *HELD], True
    does = """
if not list(outside.going()):
    fetch = Fetch.begin("whisper-base")
    sys.stdin.readline()
    outside.hand_on()
    os.execv(sys.executable, [sys.executable, "-c", sys.orig_argv[2]])
(fetch,) = Fetch.going_on()
fetch.stop()
say(fetch.name, "GRIFFEL_OUTSIDE" in os.environ, follow(fetch).kind, list(outside.going()))
say(follow(Fetch.begin("whisper-base")).kind, reach())
"""
    running = window(mirror, place, does)
    wait_for_half(place)
    mirror.cuts.clear()
    tell(running)
    assert said(running) == ["whisper-base", "False", "stopped", "[]", "not_fetched", "refused"]
    assert mirror.gets("config.json")[-1].first == HALF


def test_where_there_is_no_room_for_one_more_the_next_is_still_fetched(
    mirror: LoopbackHub, place: Path
) -> None:
    does = """
from desktop.errors import GriffelError
for _ in range(2):
    try:
        say(follow(Fetch.begin("whisper-base")).code)
    except GriffelError as problem:
        say(problem.code)
"""
    told = said(window(mirror, place, does, before=NO_ROOM))
    assert told == ["desktop.unexpected", "desktop.model_damaged"]


def test_griffel_starts_where_there_is_no_room_for_one_outside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    full = [BlockingIOError(), OSError(errno.ENOMEM, "")]

    def fork() -> int:
        if full:
            raise full.pop()
        return 1  # as it is here, where the other one has begun

    monkeypatch.setattr(os, "fork", fork)
    monkeypatch.setattr(outside, "_waiting", [])
    seen = []
    for _ in range(3):
        outside.stay_outside(lambda _: None)
        seen.append(outside.is_outside())
    assert seen == [False, False, True]  # the last is the control
    outside.leave_nobody()


def test_a_name_that_the_list_does_not_have_is_not_asked_for(
    mirror: LoopbackHub, place: Path
) -> None:
    told = said(window(mirror, place, 'say(follow(Fetch.begin("../other")).code)'))
    assert told == ["desktop.model_unknown"]
    assert mirror.asked == []


def test_what_the_policy_does_not_allow_is_not_asked_for(
    mirror: LoopbackHub, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(f'[models]\nsha256 = ["{"0" * 64}"]\n', encoding="utf-8")
    monkeypatch.setenv("GRIFFEL_POLICY", str(policy))
    told = said(window(mirror, place, 'say(follow(Fetch.begin("whisper-base")).code)'))
    assert told == ["desktop.model_not_allowed"]
    assert mirror.asked == []
    policy.write_text(CLOSED, encoding="utf-8")  # changed while the window was open
    told = said(window(mirror, place, 'say(follow(Fetch.begin("whisper-base")).code)'))
    assert told == ["desktop.model_hub_forbidden"]
    assert mirror.asked == []
    policy.write_text(OPEN, encoding="utf-8")
    told = said(window(mirror, place, 'say(follow(Fetch.begin("whisper-base")).code)'))
    assert told == ["desktop.model_damaged"]
    assert mirror.asked != []  # the control


@pytest.mark.parametrize("closed", [CLOSED, "[models]\nhub = 'no'", "[models"])
def test_where_the_institution_brings_models_in_nobody_stays_outside(
    begin: Callable[[str, str], list[str]], closed: str
) -> None:
    look = "print(*outside_now(), flush=True)"
    assert begin(closed, look) == ["nobody", "False"]
    assert begin(OPEN, look) == begin("", look) == ["somebody", "True"]  # the control


@pytest.mark.parametrize(
    ("rules", "then", "who"),
    [
        (OPEN, OPEN, ["somebody", "True"]),
        (CLOSED, CLOSED, ["nobody", "False"]),
        (CLOSED, OPEN, ["nobody", "False"]),  # what is begun behind a closed network stays there
    ],
)
def test_who_is_outside_stays_so_behind_a_locked_window(
    begin: Callable[[str, str], list[str]], rules: str, then: str, who: list[str]
) -> None:
    look = f"print(*outside_now(), flush=True) if locked else lock_under({then!r})"
    assert begin(rules, look) == who


def test_who_was_outside_ends_where_the_policy_has_changed_by_then(
    begin: Callable[[str, str], list[str]],
) -> None:
    wait = "print(os.waitpid(-1, 0)[1], *outside_now(), flush=True)"
    assert begin(OPEN, f"{wait} if locked else lock_under({CLOSED!r})") == ["0", "nobody", "False"]
