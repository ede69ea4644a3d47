"""Every test in here is marked `trust`; what the machine lacks for one is said out loud."""

import os
import shutil
import sys

import pytest

from tests.trust.scale import FULL

_FULL_SECONDS = 3600  # the full counts take minutes where the fast ones take seconds


def pytest_itemcollected(item: pytest.Item) -> None:
    item.add_marker("trust")
    if FULL and item.get_closest_marker("timeout") is None:
        item.add_marker(pytest.mark.timeout(_FULL_SECONDS))


def needs_root() -> pytest.MarkDecorator:
    """Mark a test that mounts a disk or makes a network of its own."""
    absent = sys.platform != "linux" or os.geteuid() != 0
    return pytest.mark.skipif(absent, reason="NOT TRIED: this trust test needs root on Linux")


def needs_tool(*names: str) -> pytest.MarkDecorator:
    """Mark a test that needs programs of the system, such as strace."""
    absent = [name for name in names if shutil.which(name) is None]
    reason = (
        f"NOT TRIED: this trust test needs {', '.join(absent)} (run `sh setup.sh tests` as root)"
    )
    return pytest.mark.skipif(bool(absent), reason=reason)


def needs_full() -> pytest.MarkDecorator:
    """Mark a test that takes minutes and runs in `make trust` only."""
    return pytest.mark.skipif(not FULL, reason="runs in `make trust`")
