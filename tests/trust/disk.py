"""A disk of its own for a test: a file with a file system in it."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def new_disk(image: Path, megabytes: int) -> None:
    """A file with an empty ext4 file system in it."""
    with image.open("wb") as file:
        file.truncate(megabytes * 2**20)
    system("mkfs.ext4", "-q", "-F", str(image))


@contextmanager
def mounted(image: Path, *options: str) -> Iterator[Path]:
    """The folder where that disk is mounted; its journal is replayed if need be."""
    folder = image.with_suffix(".mounted")
    folder.mkdir(exist_ok=True)
    try:
        system("mount", "-o", ",".join(("loop", *options)), str(image), str(folder))
    except subprocess.CalledProcessError:
        pytest.skip("NOT TRIED: this machine lets not even root mount a disk of its own")
    try:
        yield folder
    finally:
        system("umount", "--lazy", str(folder))  # a test that failed may hold a file on it


@contextmanager
def disk(image: Path, megabytes: int = 64, *options: str) -> Iterator[Path]:
    """The folder where a new ext4 disk is mounted; what was on it stays in the image afterwards.

    Nothing that is written waits in memory (`sync`), so that what lives for a moment is found too.
    """
    new_disk(image, megabytes)
    with mounted(image, "sync", *options) as folder:
        yield folder


def system(program: str, *words: str) -> None:
    """Run a program of the system; CalledProcessError if it fails."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin") or program
    subprocess.run([found, *words], check=True, capture_output=True)  # noqa: S603 - our own words
