"""A key of its own for each consultation; destroying it erases every copy of what it sealed.

It seals the sound and the transcript. It lies in a small file beside the library, wrapped by the
vault's key and never in a backup, so a backup holds nothing readable of what was erased.
"""

import os
import secrets
from pathlib import Path

from desktop.consultation import ConsultationId
from desktop.errors import ConsultationUnknown, RecordingDamaged, WouldOverwrite
from desktop.store.folder import check_id, sync_folder, write_whole
from desktop.store.sealing import Key, SealBroken

_SUFFIX = ".key"


class DataKeys:
    """The wrapped keys in one folder."""

    def __init__(self, folder: Path, wrapping: Key) -> None:
        self._folder = folder
        self._wrapping = wrapping

    def new(self, consultation: ConsultationId) -> Key:
        """Make and keep the key of a new consultation; the disk has it on return."""
        place = self._place(consultation)
        if place.exists():
            raise WouldOverwrite
        key = Key.new()
        write_whole(place, self._wrapping.wrap(key, consultation.encode()))
        return key

    def get(self, consultation: ConsultationId) -> Key:
        """The key of that consultation; ConsultationUnknown once it was destroyed."""
        try:
            wrapped = self._place(consultation).read_bytes()
        except FileNotFoundError:
            raise ConsultationUnknown from None
        try:
            return self._wrapping.unwrap(wrapped, consultation.encode())
        except SealBroken:
            raise RecordingDamaged from None

    def destroy(self, consultation: ConsultationId) -> None:
        """Overwrite the wrapped key where it lies, then remove it. Twice is no failure."""
        place = self._place(consultation)
        try:
            with place.open("r+b") as file:
                size = file.seek(0, os.SEEK_END)
                file.seek(0)
                file.write(secrets.token_bytes(size))
                file.flush()
                os.fsync(file.fileno())
            place.unlink()
        except FileNotFoundError:
            return
        sync_folder(self._folder)

    def ids(self) -> tuple[ConsultationId, ...]:
        """The consultations whose key is here, in order."""
        found = self._folder.glob(f"*{_SUFFIX}")
        return tuple(sorted(ConsultationId(file.stem) for file in found))

    def _place(self, consultation: ConsultationId) -> Path:
        return self._folder / f"{check_id(consultation)}{_SUFFIX}"
