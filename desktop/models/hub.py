"""Fetch one file of a model from the public hub or a mirror; only this opens the network."""

import errno
import io
import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from desktop.errors import DiskFull, PlaceUnwritable
from desktop.models.check import BLOCK, Tick
from desktop.models.errors import ModelHubForbidden, ModelHubPage, ModelHubUnreachable
from desktop.models.hub_address import hub_address
from desktop.policy import read_policy
from desktop.policy_file import find_policy

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

PATIENCE = 10.0  # seconds to wait for an answer
_FULL = (errno.ENOSPC, errno.EDQUOT)
_CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO)
_PAGE = (b"<!doctype html", b"<html")
_CONSTANTS = {
    "HF_HUB_OFFLINE": False,
    "HF_HUB_DISABLE_TELEMETRY": True,
    "HF_HUB_DISABLE_XET": True,
    "DOWNLOAD_CHUNK_SIZE": BLOCK,  # what a broken connection loses, and how often it is told
}
_ENVIRONMENT = {"HF_HUB_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_XET": "1"}


def fetch(repository: str, revision: str, name: str, scratch: Path, tick: Tick) -> Path:
    """The file of that name at exactly that revision, fetched under `scratch`.

    What is there of it is not fetched again. No token is sent, and nothing is read from or left in
    the cache of other programs. `HF_ENDPOINT` is the address of a mirror; nothing else is asked
    then. ModelHubForbidden: the policy lets nobody ask.
    """
    if not read_policy(find_policy()).models.hub:
        raise ModelHubForbidden
    import httpx2

    target = scratch / revision / name
    try:
        target.parent.mkdir(exist_ok=True)
        with _network_open() as endpoint:
            _fetch_rest(endpoint, repository, revision, target, tick)
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as error:
        _refuse_disk(error)
        _refuse_page(target)
        # A broken connection, a refusal or missing file, an answer without sense.
        raise ModelHubUnreachable from None
    _refuse_page(target)
    return target


def _fetch_rest(endpoint: str, repository: str, revision: str, target: Path, tick: Tick) -> None:
    """Fetch what is not there yet.

    `hf_hub_download` would begin anew each time, under a new name:
    https://github.com/huggingface/huggingface_hub/issues/4196
    """
    from huggingface_hub import get_hf_file_metadata, hf_hub_url
    from huggingface_hub.file_download import http_get

    from desktop.models.hub_client import HEADERS

    url = hf_hub_url(repository, target.name, revision=revision, endpoint=endpoint)
    found = get_hf_file_metadata(
        url, token=False, timeout=PATIENCE, headers=HEADERS, endpoint=endpoint
    )
    with _Growing(target, tick) as file:
        here = file.tell()
        if found.size is None or here > found.size:
            here = file.begin_anew()
        elif found.size - here > shutil.disk_usage(target.parent).free:
            raise DiskFull
        http_get(
            found.location,
            file,
            resume_size=here,
            headers=HEADERS,
            expected_size=found.size,
            displayed_filename=target.name,
        )
        file.flush()
        os.fsync(file.fileno())


class _Growing(io.BufferedWriter):
    """A file that is gone on with where it ends, and tells how far it has come."""

    def __init__(self, path: Path, tick: Tick) -> None:
        super().__init__(io.FileIO(path, "ab"))
        self._tick = tick
        self._told = 0
        self._tell()

    def write(self, data: "ReadableBuffer") -> int:
        written = super().write(data)
        self._tell()
        return written

    def begin_anew(self) -> int:
        """Empty it; where it ends then."""
        self.seek(0)
        self.truncate()
        self._tell()
        return 0

    def _tell(self) -> None:
        """A hub that gives no parts of files begins anew as well; then it has gone back."""
        grown, self._told = self.tell() - self._told, self.tell()
        if grown:
            self._tick(grown)


def _refuse_disk(error: Exception) -> None:
    """What is wrong with the disk is not blamed on the hub."""
    number = error.errno if isinstance(error, OSError) else None
    if number in _FULL:
        raise DiskFull from None
    if number in _CLOSED:
        raise PlaceUnwritable from None


def _refuse_page(target: Path) -> None:
    """A page in the place of the file, under its name and even with its size."""
    try:
        with target.open("rb") as opened:
            start = opened.read(512).lstrip().lower()
    except OSError:
        return
    if start.startswith(_PAGE):
        target.unlink()
        raise ModelHubPage


@contextmanager
def _network_open() -> Iterator[str]:
    """Let the library ask the hub, in our way; gives the address of the hub."""
    with ExitStack() as open_now:
        open_now.enter_context(_environment_open())
        from huggingface_hub import close_session, constants, set_client_factory
        from huggingface_hub.utils._http import default_client_factory
        from huggingface_hub.utils.tqdm import disable_progress_bars

        from desktop.models.hub_client import client_of

        endpoint = hub_address()
        # Each retry would be told, with its address.
        logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
        disable_progress_bars()
        # Read once at import, perhaps before we were asked.
        open_now.enter_context(_changed(constants, _CONSTANTS))
        open_now.callback(set_client_factory, default_client_factory)
        set_client_factory(lambda: client_of(endpoint))
        open_now.callback(close_session)
        yield endpoint


@contextmanager
def _changed(module: ModuleType, values: Mapping[str, object]) -> Iterator[None]:
    before = {name: getattr(module, name) for name in values}
    vars(module).update(values)
    try:
        yield
    finally:
        vars(module).update(before)


@contextmanager
def _environment_open() -> Iterator[None]:
    closed = {name: os.environ.pop(name, None) for name in ("HF_HUB_OFFLINE", *_ENVIRONMENT)}
    os.environ.update(_ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in closed.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
