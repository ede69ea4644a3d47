"""Whether a folder is fit to keep a library in, and whether there is room to record in it.

A library does not belong where another program copies it: not in a folder that goes to a cloud,
not on a file system of another computer. It is encrypted there too, but half-copied files break
it, and old copies keep what was erased.
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath, PureWindowsPath
from typing import Literal, Protocol

from desktop.errors import PlaceFull, PlaceSynced, PlaceUnwritable

# Names that sync programs give their folder, alone or before a space ("OneDrive - Company").
_SYNCED = re.compile(
    r"(onedrive|dropbox|icloud ?drive|google ?drive|nextcloud|owncloud)([ -].*)?"
    r"|mobile documents|cloudstorage|com~apple~clouddocs|drivefs",
    re.IGNORECASE,
)
# What they leave in the top folder they copy, also where the user gave that another name.
_LEFT_BEHIND = (".dropbox.cache", ".stfolder", ".sync_*.db", "._sync_*.db")
_SYNC_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_REMOTE = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre"}
_REMOTE |= {"beegfs", "gpfs", "davfs", "ncp", "coda", "pvfs2", "orangefs"}
_REMOTE |= {
    f"fuse.{name}"
    for name in ("sshfs", "rclone", "davfs2", "gvfsd-fuse", "glusterfs", "ceph", "s3fs", "gcsfuse")
}
_MOUNTS = Path("/proc/mounts")
_WINDOWS_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW

LOW = 2_000_000_000  # bytes; an hour of two channels takes 230 MB
TOO_LITTLE_TO_BEGIN = 500_000_000
TOO_LITTLE_TO_GO_ON = 200_000_000

Room = Literal["enough", "low", "too_little_to_begin", "too_little_to_go_on"]


class Usage(Protocol):
    """What a disk says of itself: of its bytes, those that are free."""

    @property
    def free(self) -> int: ...


def check_place(
    folder: Path,
    mounts: Path = _MOUNTS,
    environment: Mapping[str, str] = os.environ,
    usage: Callable[[Path], Usage] = shutil.disk_usage,
) -> None:
    """Refuse a folder that is no place for a library; it need not exist yet."""
    real = folder.expanduser().resolve()
    if is_synced(real, environment) or is_remote(real, mounts):
        raise PlaceSynced
    _check_writable(_nearest(real))
    check_room(real, usage)


def check_room(folder: Path, usage: Callable[[Path], Usage] = shutil.disk_usage) -> None:
    """Refuse to begin a recording where there is too little room for it."""
    if room(folder, usage) in ("too_little_to_begin", "too_little_to_go_on"):
        raise PlaceFull


def room(folder: Path, usage: Callable[[Path], Usage] = shutil.disk_usage) -> Room:
    """How much can still be kept in a folder: warn when low, stop a recording at the last."""
    return room_for(usage(_nearest(folder)).free)


def room_for(free: int) -> Room:
    """What so many free bytes mean."""
    if free < TOO_LITTLE_TO_GO_ON:
        return "too_little_to_go_on"
    if free < TOO_LITTLE_TO_BEGIN:
        return "too_little_to_begin"
    return "low" if free < LOW else "enough"


def is_synced(folder: Path, environment: Mapping[str, str]) -> bool:
    """Whether a sync program copies this folder, by its name, its marks or its variables."""
    roots = [Path(environment[name]) for name in _SYNC_VARIABLES if environment.get(name)]
    if any(folder.is_relative_to(root) for root in roots):
        return True
    if looks_synced(folder):
        return True
    return any(
        next(above.glob(mark), None) is not None
        for above in (folder, *folder.parents)
        for mark in _LEFT_BEHIND
    )


def looks_synced(folder: PurePath) -> bool:
    """Whether a folder on the way to this one has the name of a sync program's."""
    return any(_SYNCED.fullmatch(part) for part in folder.parts)


def is_remote(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether the folder lies on another computer."""
    if sys.platform == "win32":
        import ctypes

        drive_type = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)
        return is_share(folder) or drive_type == _WINDOWS_REMOTE_DRIVE
    return _file_system(folder, mounts) in _REMOTE


def is_share(folder: PurePath) -> bool:
    r"""Whether a Windows path begins at a share: \\server\share."""
    return PureWindowsPath(folder).drive.startswith("\\\\")


def _file_system(folder: Path, mounts: Path) -> str:
    """The kind of file system, from the kernel's table; empty on a system without one."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    kind, deepest = "", -1
    for line in lines:
        place, found = line.split(" ")[1:3]
        above = PurePath(_unescaped(place))
        # The last of two at one place lies on top.
        if folder.is_relative_to(above) and len(above.parts) >= deepest:
            kind, deepest = found, len(above.parts)
    return kind


def _unescaped(place: str) -> str:
    r"""A path as the table writes it, where a space is \040."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), place)


def _nearest(folder: Path) -> Path:
    """The folder itself, or the nearest above it that exists."""
    return next((place for place in (folder, *folder.parents) if place.is_dir()), folder)


def _check_writable(folder: Path) -> None:
    """Write something: what the rights say is not what a read-only disk does."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        raise PlaceUnwritable from None
