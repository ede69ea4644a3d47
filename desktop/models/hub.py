"""Fetch one file of a model from the public hub; the only module that opens the network."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.models.errors import (
    ModelHubUnreachable,
)


def fetch(repository: str, revision: str, name: str, scratch: Path, *, quiet: bool = False) -> Path:
    """The file of that name at exactly that revision, fetched under `scratch`.

    No token is sent and nothing is read from or left in the cache of other programs. Unless
    `quiet`, the library shows its own bar where there is a person to look at it.
    """
    with _network_open():
        import httpx2
        from huggingface_hub import constants, hf_hub_download
        from huggingface_hub.utils.tqdm import disable_progress_bars, enable_progress_bars

        # Each retry would be told, with its address.
        logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
        (disable_progress_bars if quiet else enable_progress_bars)()

        was_offline = constants.HF_HUB_OFFLINE
        constants.HF_HUB_OFFLINE = False  # read once at import, perhaps before we were asked
        try:
            return Path(
                hf_hub_download(repository, name, revision=revision, local_dir=scratch, token=False)
            )
        except (httpx2.HTTPError, OSError, ValueError):
            # A broken connection, a refusal or missing file, an answer without sense.
            raise ModelHubUnreachable from None
        finally:
            constants.HF_HUB_OFFLINE = was_offline


@contextmanager
def _network_open() -> Iterator[None]:
    wanted = {"HF_HUB_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_XET": "1"}
    closed = {name: os.environ.pop(name, None) for name in ("HF_HUB_OFFLINE", *wanted)}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in closed.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
