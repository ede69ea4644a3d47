"""Somebody does not know the passphrase, or the disk ate a part: it stays closed and says why."""

from functools import partial
from pathlib import Path

import pytest

from desktop.store.tries import FREE_TRIES
from desktop.store.vault import Vault
from tests.desktop.ui.library import PASSPHRASE
from tests.stories.app.clinician import Clinician, Sits
from tests.stories.app.conftest import in_every_run
from tests.stories.app.reading import acts, leaks

WRONG = "verkeerdewachtzin"
MOST_TRIES = 12  # the wait after so many is a minute, in which the slowest machine tries again
FIRST_PAGE = 100  # a place in it, and behind its salt

REFUSED = "Deze wachtzin opent de bibliotheek niet"
TOO_OFTEN = "Er is te vaak een verkeerde wachtzin gegeven"
WAITED = "U kunt het opnieuw proberen."
KEYS_DAMAGED = "Het sleutelbestand is beschadigd"
LIBRARY_DAMAGED = "Een deel van de bibliotheek is beschadigd"
TOLD = (REFUSED, TOO_OFTEN, KEYS_DAMAGED, LIBRARY_DAMAGED)


class StoppedClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@in_every_run()
@pytest.mark.usefixtures("silent")
def test_the_sixth_try_has_to_wait_and_the_right_one_opens(
    sits: Sits, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = StoppedClock()
    monkeypatch.setattr("desktop.app.Vault", partial(Vault, clock=clock))
    clinician = sits(home)
    for _ in range(FREE_TRIES):
        assert told(clinician, WRONG) == REFUSED
        assert clinician.window.inside is None
        assert clinician.door.passphrase.text == "", "what was typed is forgotten"
    assert told(clinician, PASSPHRASE) == TOO_OFTEN, "not even the right one, before the wait"
    clock.now += 1
    wait_and_open(clinician)
    assert acts(home)[: FREE_TRIES + 2] == ["UNLOCK_REFUSED"] * (FREE_TRIES + 1) + ["UNLOCK"]
    assert leaks(home, WRONG, PASSPHRASE) == []


@pytest.mark.usefixtures("silent")
def test_who_guesses_is_slowed_down_in_real_time(sits: Sits, home: Path) -> None:
    clinician = sits(home)
    tries = 1
    while (said := told(clinician, WRONG)) == REFUSED and tries < MOST_TRIES:
        tries += 1
    assert said == TOO_OFTEN
    assert tries > FREE_TRIES
    assert not clinician.door.open_button.isEnabled()
    wait_and_open(clinician)


@pytest.mark.usefixtures("silent")
def test_a_damaged_key_file_and_a_damaged_store_are_told_apart(sits: Sits, home: Path) -> None:
    keys = (home / "vault.json", home / "vault.copy.json")
    whole = keys[0].read_bytes()
    for file in keys:
        damage(file, len(whole) // 2)
    assert told(sits(home), PASSPHRASE) == KEYS_DAMAGED
    assert told(sits(home), WRONG) == KEYS_DAMAGED, "it says nothing of the passphrase"

    for file in keys:
        file.write_bytes(whole)
    store = home / "library.db"
    before = store.read_bytes()
    damage(store, FIRST_PAGE)
    assert told(sits(home), WRONG) == REFUSED
    clinician = sits(home)
    assert told(clinician, PASSPHRASE) == LIBRARY_DAMAGED
    assert "uw wachtzin is goed" in clinician.words

    store.write_bytes(before)
    damage(keys[0], len(whole) // 2)
    clinician.unlock(PASSPHRASE)
    assert keys[0].read_bytes() == whole, "of two key files one was whole, and mended the other"


def told(clinician: Clinician, passphrase: str) -> str:
    """Which of these the door says to a passphrase."""
    door = clinician.door
    clinician.try_to_unlock(passphrase)
    clinician.wait_until("it answers", lambda: any(one in door.notice.text for one in TOLD))
    return next(one for one in TOLD if one in door.notice.text)


def wait_and_open(clinician: Clinician) -> None:
    """Wait until it may be tried again, and know the passphrase."""
    door = clinician.door
    clinician.wait_until("the wait is over", lambda: door.notice.text == WAITED)
    clinician.unlock(PASSPHRASE)


def damage(file: Path, place: int) -> None:
    """Have another byte there."""
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
