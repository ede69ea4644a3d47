"""A vault whose passphrases cost next to nothing, and a clock that stands still."""

from pathlib import Path

from desktop.store.key_file import Cost
from desktop.store.vault import Vault

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "vier losse woorden samen"  # noqa: S105 - a made-up one
OTHER_PASSPHRASE = "nog vier andere woorden"  # noqa: S105 - another


class StoppedClock:
    """Stands still until it is told to move."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += seconds


class HurryingClock(StoppedClock):
    """Moves two minutes at each look, so that nobody has to wait."""

    def __call__(self) -> float:
        self.now += 120
        return self.now


def vault_in(folder: Path, clock: StoppedClock | None = None) -> Vault:
    """The vault of that folder."""
    return Vault(folder / "vault.json", CHEAP, clock or StoppedClock())


def bytes_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, byte for byte."""
    files = sorted(place for place in folder.rglob("*") if place.is_file())
    return {str(place.relative_to(folder)): place.read_bytes() for place in files}
