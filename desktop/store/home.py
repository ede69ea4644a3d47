"""Where the parts of a sealed library lie in its folder."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Home:
    """A folder that holds a library."""

    folder: Path

    @property
    def library(self) -> Path:
        return self.folder / "library.db"

    @property
    def unfinished(self) -> Path:
        """A library in the making, which nobody opens under this name."""
        return self.folder / ".new-library.db"

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder in which parts of it are written."""
        parts = ("keys", "recordings", "backups", "set-aside")
        return (self.folder, *(self.folder / part for part in parts))

    @property
    def lock(self) -> Path:
        return self.folder / "library.lock"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def set_aside(self) -> Path:
        """Libraries that a restored one took the place of."""
        return self.folder / "set-aside"
