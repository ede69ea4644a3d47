"""A key for each consultation: kept, found again, and gone for good once destroyed."""

from pathlib import Path

import pytest

from desktop.consultation import ConsultationId
from desktop.errors import ConsultationUnknown, RecordingDamaged, WouldOverwrite
from desktop.store.data_keys import DataKeys
from desktop.store.sealing import Key
from tests.fakes import FIRST_ID

OTHER = ConsultationId("20260105-090000-000002")


def test_a_key_is_found_again_and_is_never_made_twice(tmp_path: Path) -> None:
    root = Key.new()
    made = DataKeys(tmp_path, root).new(FIRST_ID)
    again = DataKeys(tmp_path, root)
    assert again.get(FIRST_ID).revealed() == made.revealed()
    assert again.ids() == (FIRST_ID,)
    with pytest.raises(WouldOverwrite):
        again.new(FIRST_ID)


def test_no_file_holds_a_key_in_the_clear(tmp_path: Path) -> None:
    root = Key.new()
    made = DataKeys(tmp_path, root).new(FIRST_ID)
    (file,) = tmp_path.iterdir()
    for secret in (root, made):
        assert secret.revealed() not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


def test_a_destroyed_key_is_gone_and_was_overwritten_where_it_lay(tmp_path: Path) -> None:
    keys = DataKeys(tmp_path, Key.new())
    keys.new(FIRST_ID)
    (file,) = tmp_path.iterdir()
    wrapped = file.read_bytes()
    second_name = tmp_path / "same-block"
    second_name.hardlink_to(file)  # shows what becomes of the block itself
    assert second_name.read_bytes() == wrapped  # the control
    keys.destroy(FIRST_ID)
    keys.destroy(FIRST_ID)
    assert second_name.read_bytes() != wrapped
    assert len(second_name.read_bytes()) == len(wrapped)
    with pytest.raises(ConsultationUnknown):
        keys.get(FIRST_ID)


def test_a_key_of_another_vault_or_consultation_or_with_a_changed_byte_is_damage(
    tmp_path: Path,
) -> None:
    keys = DataKeys(tmp_path, Key.new())
    keys.new(FIRST_ID)
    (file,) = tmp_path.iterdir()
    with pytest.raises(RecordingDamaged):
        DataKeys(tmp_path, Key.new()).get(FIRST_ID)
    (tmp_path / f"{OTHER}.key").write_bytes(file.read_bytes())
    with pytest.raises(RecordingDamaged):
        keys.get(OTHER)
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(RecordingDamaged):
        keys.get(FIRST_ID)
