"""Where models are fetched from: the public hub, or the mirror that was set in its place."""

import os

PUBLIC = "https://huggingface.co"


def hub_address() -> str:
    """The address of the hub; `HF_ENDPOINT` is that of a mirror, and nothing else is asked then."""
    return os.environ.get("HF_ENDPOINT", "").rstrip("/") or PUBLIC
