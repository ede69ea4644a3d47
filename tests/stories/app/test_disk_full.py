"""The disk fills up, while recording and while typing: it is told, and nothing kept is lost."""

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.consultation import Approved, Consultation, ConsultationId, Draft
from desktop.errors import DiskFull
from desktop.store.library import Library
from desktop.store.place import TOO_LITTLE_TO_GO_ON
from desktop.ui.correct.review import ReviewScreen
from desktop.ui.note import editor
from tests.conftest import SENTINEL
from tests.desktop.ui.library import PASSPHRASE
from tests.stories.app.clinician import Clinician, Sits, texts
from tests.stories.app.conftest import in_every_run
from tests.stories.app.sounds import talk, talk_on, written
from tests.trust.conftest import needs_root, needs_tool
from tests.trust.disk import mounted, new_disk
from tests.trust.sound_server import SoundServer

SECONDS = 600  # of speech: longer than the slowest machine takes to hear some of it
MEGABYTES = 1_000  # to record at all there must be room for two hours
LINE = f"Controle over 2 weken wegens {SENTINEL}."
PIECES = (2**24, 2**20, 2**16, 2**12)  # bytes: what is left in the end is less than a block


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own."""
    image = tmp_path / "disk.img"
    new_disk(image, MEGABYTES)
    with mounted(image) as folder:
        yield folder


@pytest.fixture
def on_disk(disk: Path, sits: Sits, home: Path) -> Clinician:
    """Somebody whose library is on that disk."""
    shutil.copytree(home, disk / "griffel")
    clinician = sits(disk / "griffel")
    clinician.unlock(PASSPHRASE)
    return clinician


@in_every_run()
@pytest.mark.usefixtures("silent")
def test_what_cannot_be_kept_stays_on_the_screen_until_it_can(
    sits: Sits, drafted_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor, "AGAIN", 100)
    clinician = sits(drafted_home)
    clinician.unlock(PASSPHRASE)
    (visit,) = clinician.library.ids()
    clinician.choose(visit)
    clinician.wait_for_draft()
    with monkeypatch.context() as full:
        full.setattr(Library, "save", refuse)
        type_in_vain(clinician, visit)
    clinician.wait_until_on_disk()
    approve(clinician, visit)


@needs_root()
@needs_tool("mkfs.ext4")
@pytest.mark.usefixtures("fluent")
@pytest.mark.xdist_group("trust-disk")
def test_what_is_typed_on_a_full_disk_stays_until_there_is_room(
    on_disk: Clinician, disk: Path, tmp_path: Path
) -> None:
    visit = on_disk.bring_in(written(tmp_path / "gesprek.wav", talk(6)), "Dhr. Vol")
    on_disk.wait_for_draft()
    on_disk.wait_until_kept()
    taken(disk, leaving=0)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        (disk / "one more").write_bytes(bytes(PIECES[-1]))
    type_in_vain(on_disk, visit)
    (disk / "ballast").unlink()
    on_disk.wait_until_kept()
    approve(on_disk, visit)


@needs_root()
@needs_tool("mkfs.ext4")
@pytest.mark.usefixtures("fluent")
@pytest.mark.xdist_group("sound")
def test_a_recording_that_fills_the_disk_ends_and_is_worked_out(
    server: SoundServer, on_disk: Clinician, disk: Path
) -> None:
    on_disk.fill_in("Mw. Vol")
    server.play(talk_on(SECONDS))
    visit, run = on_disk.begin(), on_disk.record.run
    on_disk.wait_until_heard(seconds=4)
    assert run.recording is not None
    kept = run.recording.kept
    assert run.busy, "with room it goes on"
    taken(disk, leaving=TOO_LITTLE_TO_GO_ON // 2)
    on_disk.wait_until("it ends by itself", lambda: not run.busy)
    on_disk.sees(on_disk.inside.practice.say("record.ended_full"))
    recording = on_disk.inside.practice.session.recordings.open(visit)
    assert recording.complete
    assert recording.seconds >= kept
    on_disk.wait_for_draft()
    assert any("3 wk" in line for line in on_disk.lines())
    approve(on_disk, visit)


def refuse(library: Library, consultation: Consultation) -> None:
    """As on a full disk."""
    raise DiskFull


def type_in_vain(clinician: Clinician, visit: ConsultationId) -> None:
    """Type a line that cannot be kept: that is told, and one stays where it stands."""
    before = clinician.lines()
    clinician.add(4, LINE)
    state = clinician.review.pane.state
    clinician.wait_until("it is told", lambda: "nog niet bewaard" in state.whole)
    clinician.sees("De schijf is vol")
    clinician.go_to("approve")
    assert clinician.shows(ReviewScreen), "what is not kept is not left"
    assert clinician.lines() == [*before, LINE]
    kept = clinician.library.load(visit)
    assert isinstance(kept, Draft)
    assert (texts(kept.note, "S"), texts(kept.note, "P")) == (before, [])


def approve(clinician: Clinician, visit: ConsultationId) -> None:
    """Go on to an approved note with every line that stood there."""
    lines = clinician.lines()
    clinician.approve("A. Voorbeeld")
    approved = clinician.library.load(visit)
    assert isinstance(approved, Approved)
    assert [line.text for _, line in approved.note.statements()] == lines


def taken(disk: Path, leaving: int) -> None:
    """Take all room but that many bytes, what is kept for root as well.

    Room is taken at once, and not when it is written: else some of it may come back.
    """
    with (disk / "ballast").open("wb") as file:
        size = 0
        for piece in PIECES:
            while os.statvfs(disk).f_bfree * os.statvfs(disk).f_frsize - leaving >= piece:
                try:
                    os.posix_fallocate(file.fileno(), size, piece)
                except OSError:
                    break  # what is left is in smaller pieces
                size += piece
