"""The client the hub is asked with: it goes nowhere else, and says nothing of who asks."""

from functools import partial
from urllib.parse import urlsplit

import httpx2

from desktop.models.errors import ModelHubElsewhere, ModelHubPage
from desktop.models.hub_address import PUBLIC

# The public hub keeps large files on machines of its own, under these two names.
_OF_THE_HUB = (".huggingface.co", ".hf.co")
_PORTS = {"http": 80, "https": 443}

# The library's own client sends its version, Python's, and a random number with every request.
# Unpacked bytes: what was compressed on the way cannot be gone on with in the middle.
HEADERS = {"user-agent": "griffel", "accept-encoding": "identity"}


def client_of(endpoint: str) -> httpx2.Client:
    """A client that asks the hub at that address, and where a redirect leads away asks no more."""
    return httpx2.Client(
        headers=HEADERS,
        event_hooks={
            "request": [partial(_refuse_elsewhere, endpoint)],
            "response": [_refuse_page],
        },
        follow_redirects=True,
        timeout=None,  # the library gives one with every request
    )


def _refuse_elsewhere(endpoint: str, request: httpx2.Request) -> None:
    """A mirror was set so that nothing else is asked; the public hub has more than one name."""
    at_home = (_origin(endpoint), _origin(endpoint.replace("http:", "https:", 1)))
    if _origin(str(request.url)) in at_home:
        return
    of_the_hub = f".{request.url.host}".endswith(_OF_THE_HUB)
    if endpoint != PUBLIC or request.url.scheme != "https" or not of_the_hub:
        raise ModelHubElsewhere


def _refuse_page(response: httpx2.Response) -> None:
    """A network that wants a password first answers for everybody, with a page."""
    if response.is_success and response.headers.get("content-type", "").startswith("text/html"):
        raise ModelHubPage


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)
