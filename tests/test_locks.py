"""What a clean install brings: no torch, nothing of a graphics card, every file by its hash."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_UNWANTED = re.compile(r"(torch\w*|nvidia\b.*|triton|cuda\b.*|tensorflow|jax)")


def packages(text: str) -> Iterator[str]:
    """The names in a lock file."""
    for line in text.splitlines():
        found = re.match(r"([A-Za-z0-9._-]+)==", line)
        if found:
            yield found[1].lower()


def breaches(text: str) -> list[str]:
    """What may not be in a lock file."""
    found = [name for name in packages(text) if _UNWANTED.fullmatch(name)]
    return found + [line for line in text.splitlines() if "://" in line]


@pytest.mark.parametrize("name", ["requirements.lock", "models.lock", "build.lock"])
def test_a_clean_install_pulls_no_torch_and_nothing_of_a_graphics_card(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert breaches(text) == []
    assert len(re.findall(r"--hash=sha256:", text)) >= len(list(packages(text))) > 0


def test_what_runs_a_language_model_is_in_the_lock() -> None:
    assert "xllamacpp" in set(packages((ROOT / "requirements.lock").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "line",
    ["torch==2.13.0 \\", "nvidia-cublas==13.1", "triton==3.5", "--index-url https://x.example"],
)
def test_control_what_may_not_be_there_is_seen(line: str) -> None:
    assert breaches(f"numpy==2.4.6 \\\n{line}\n")
