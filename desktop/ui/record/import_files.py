"""The sound files that somebody wants to bring in, and what is known of each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.ui.practice import Practice


@dataclass
class Brought:
    """One file. Without channels it is still being looked at, or was refused with a code."""

    file: Path = field(repr=False)
    channels: int = 0
    telephone: bool = False
    code: str = ""

    @property
    def looking(self) -> bool:
        """Whether nothing is known of it yet."""
        return not self.channels and not self.code


class ImportFiles(QObject):
    """Has every file looked at, in the process that may be hurt by a hostile one."""

    changed = Signal()

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice = practice
        self.brought: list[Brought] = []
        practice.engines.looked.connect(self._looked)
        practice.engines.look_failed.connect(self._refused)

    @property
    def looking(self) -> bool:
        """Whether something of them is not known yet."""
        return any(one.looking for one in self.brought)

    @property
    def fit(self) -> list[Brought]:
        """Those that can be brought in."""
        return [one for one in self.brought if one.channels]

    def look_at(self, files: Sequence[Path]) -> None:
        """Look at these, and no longer at others."""
        self.brought = [Brought(file) for file in dict.fromkeys(files)]
        for one in self.brought:
            self._practice.engines.look(one.file)
        self.changed.emit()

    def _looked(self, file: str, channels: int, telephone: bool) -> None:
        for one in self.brought:
            if str(one.file) == file:
                one.channels, one.telephone = channels, telephone
                self.changed.emit()

    def _refused(self, file: str, code: str) -> None:
        for one in self.brought:
            if str(one.file) == file:
                one.code = code
                self.changed.emit()
