"""The file of the policy: where it lies, and what of it is read before anything else is loaded."""

import os
import sys
import tomllib
from pathlib import Path

POLICY_FILE = "policy.toml"


def find_policy() -> Path | None:
    """The policy of this machine, if one was placed.

    The machine's own place comes first: who starts Griffel can set GRIFFEL_POLICY and must not
    get around the institution with it.
    """
    placed, named = machine_folder() / POLICY_FILE, os.environ.get("GRIFFEL_POLICY")
    if placed.exists() or not named:
        return placed if placed.exists() else None
    return Path(named)


def machine_folder() -> Path:
    """Where an administrator places things for all users of this machine."""
    if sys.platform in ("win32", "darwin"):
        from platformdirs import site_data_path

        return site_data_path("griffel", appauthor=False)
    return Path("/etc/griffel")


def is_writable(file: Path) -> bool:
    """Whether this user could change the policy: the file, or what lies in its folder."""
    owned = sys.platform != "win32" and os.geteuid() in (0, file.stat().st_uid)
    return owned or os.access(file, os.W_OK) or os.access(file.parent, os.W_OK)


def leaves_hub_open(file: Path | None) -> bool:
    """Whether a model may be fetched from the hub; where the file makes no sense, none may.

    It decides over the network before that closes, so it loads nothing to read the rest with.
    """
    if file is None:
        return True
    try:
        models = tomllib.loads(file.read_text(encoding="utf-8")).get("models", {})
    except (OSError, ValueError):
        return False
    return isinstance(models, dict) and models.get("hub", True) is True
