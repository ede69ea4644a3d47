"""A library lies on a disk of this computer, where nobody copies it and there is room."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

import pytest

from desktop.errors import PlaceFull, PlaceSynced, PlaceUnwritable
from desktop.store.place import (
    Room,
    check_place,
    check_room,
    is_remote,
    is_share,
    looks_synced,
    room,
    room_for,
)

PLENTY = 10**12


@dataclass(frozen=True)
class Disk:
    """A disk with so many bytes free."""

    free: int


def free(count: int) -> Callable[[Path], Disk]:
    return lambda _: Disk(count)


def mounted(folder: Path, *lines: str) -> Path:
    """A table of mounts as the kernel writes it."""
    table = folder / "mounts"
    table.write_text("".join(f"{line} rw 0 0\n" for line in lines), encoding="utf-8")
    return table


def test_an_ordinary_folder_is_fit_whether_it_exists_or_not(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "not" / "yet"):
        check_place(folder, environment={}, usage=free(PLENTY))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "OneDrive",
        "OneDrive - Huisartsenpraktijk De Linde",
        "Dropbox",
        "Dropbox (Personal)",
        "iCloudDrive",
        "iCloud Drive",
        "Google Drive",
        "GoogleDrive-someone@example.org",
        "Nextcloud",
        "ownCloud",
        "Library/Mobile Documents/com~apple~CloudDocs",
        "Library/CloudStorage/Box-Box",
    ],
)
def test_the_folder_of_a_sync_program_is_refused(name: str, tmp_path: Path) -> None:
    for folder in (tmp_path / name, tmp_path / name.upper() / "deep" / "griffel"):
        with pytest.raises(PlaceSynced):
            check_place(folder, environment={}, usage=free(PLENTY))


@pytest.mark.parametrize("name", ["Box of drop", "my onedrive notes", "clouds", "google", "Drives"])
def test_control_a_name_that_only_resembles_one_is_fit(name: str, tmp_path: Path) -> None:
    check_place(tmp_path / name, environment={}, usage=free(PLENTY))


def test_names_are_seen_in_windows_paths_too() -> None:
    assert looks_synced(PureWindowsPath(r"C:\Users\x\OneDrive - Praktijk\griffel"))
    assert not looks_synced(PureWindowsPath(r"C:\Users\x\AppData\Local\griffel"))


@pytest.mark.parametrize("mark", [".dropbox.cache", ".stfolder", ".sync_0a1b2c.db"])
def test_a_sync_folder_of_another_name_is_known_by_what_the_program_leaves(
    mark: str, tmp_path: Path
) -> None:
    folder = tmp_path / "mijn map" / "griffel"
    folder.mkdir(parents=True)
    check_place(folder, environment={}, usage=free(PLENTY))  # the control
    (tmp_path / "mijn map" / mark).touch()
    with pytest.raises(PlaceSynced):
        check_place(folder, environment={}, usage=free(PLENTY))


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"])
def test_a_onedrive_of_another_name_is_known_by_its_variable(variable: str, tmp_path: Path) -> None:
    environment = {variable: str(tmp_path / "werk")}
    check_place(tmp_path / "thuis", environment=environment, usage=free(PLENTY))  # the control
    check_place(tmp_path / "werk", environment={variable: ""}, usage=free(PLENTY))
    with pytest.raises(PlaceSynced):
        check_place(tmp_path / "werk" / "griffel", environment=environment, usage=free(PLENTY))


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs", "fuse.gvfsd-fuse"])
def test_a_file_system_of_another_computer_is_refused(kind: str, tmp_path: Path) -> None:
    place = tmp_path / "een map" / "share"
    escaped = str(place).replace(" ", "\\040")
    mounts = mounted(tmp_path, "/dev/sda1 / ext4", f"server:/x {escaped} {kind}")
    with pytest.raises(PlaceSynced):
        check_place(place / "griffel", mounts, {}, free(PLENTY))
    for beside in (tmp_path / "een map", tmp_path / "een map" / "share-not"):  # the control
        check_place(beside, mounts, {}, free(PLENTY))


def test_of_two_file_systems_at_one_place_the_last_counts(tmp_path: Path) -> None:
    lines = ("/dev/sda1 / ext4", "server:/x /srv cifs", "/dev/sdb1 /srv ext4")
    assert not is_remote(Path("/srv/griffel"), mounted(tmp_path, *lines))
    assert is_remote(Path("/srv/griffel"), mounted(tmp_path, *lines[:2]))
    assert not is_remote(Path("/srv/griffel"), tmp_path / "no such table")


def test_a_link_does_not_hide_where_a_folder_lies(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "elders").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(PlaceSynced):
        check_place(tmp_path / "elders" / "griffel", environment={}, usage=free(PLENTY))


def test_a_windows_share_is_known_by_its_path() -> None:
    assert is_share(PureWindowsPath(r"\\server\users\x"))
    assert not is_share(PureWindowsPath(r"C:\Users\x"))


def test_a_folder_that_takes_no_file_is_refused(tmp_path: Path) -> None:
    if not Path("/proc/self").is_dir():
        pytest.skip("NOT TRIED: needs /proc, where not even root writes a file")
    with pytest.raises(PlaceUnwritable):
        check_place(Path("/proc/self/griffel"), environment={}, usage=free(PLENTY))


@pytest.mark.parametrize(
    ("count", "means"),
    [
        (0, "too_little_to_go_on"),
        (199_999_999, "too_little_to_go_on"),
        (200_000_000, "too_little_to_begin"),
        (499_999_999, "too_little_to_begin"),
        (500_000_000, "low"),
        (1_999_999_999, "low"),
        (2_000_000_000, "enough"),
        (PLENTY, "enough"),
    ],
)
def test_what_the_free_bytes_mean(count: int, means: Room, tmp_path: Path) -> None:
    assert room_for(count) == means
    assert room(tmp_path / "not yet", free(count)) == means


def test_no_recording_begins_on_a_full_disk(tmp_path: Path) -> None:
    check_room(tmp_path, free(500_000_000))
    with pytest.raises(PlaceFull):
        check_room(tmp_path, free(499_999_999))
    with pytest.raises(PlaceFull):
        check_place(tmp_path, environment={}, usage=free(499_999_999))


def test_the_real_disk_can_be_asked(tmp_path: Path) -> None:
    assert room(tmp_path) == room_for(shutil.disk_usage(tmp_path).free)
