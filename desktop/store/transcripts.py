"""What was said, in the library: sealed by the consultation's own key, so that it can be erased.

Destroying that key erases a transcript here and in every backup. What stays of it is how much
was heard (its coverage), in which language and by which model.
"""

import gc
import secrets
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError

from asr.transcript import Transcript
from desktop.consultation import ConsultationId
from desktop.errors import ConsultationUnknown, LibraryDamaged, WouldOverwrite
from desktop.store.data_keys import DataKeys
from desktop.store.database import Database
from desktop.store.sealing import NONCE_BYTES, Key, SealBroken

_PURPOSE = "texts"  # the sound has the key itself; both count their nonces apart


class Transcripts:
    """The transcripts of the library."""

    def __init__(self, database: Database, keys: DataKeys) -> None:
        self._database = database
        self._keys = keys
        self._read: tuple[bytes, Transcript] | None = None  # the last, and what it was sealed as

    def key(self, consultation: ConsultationId) -> Key | None:
        """What quotes this conversation is sealed with; none once it was erased."""
        rows = self._rows(consultation)
        if not rows or rows[0][1] is None:
            return None
        return self._key(consultation)

    def is_erased(self, consultation: ConsultationId) -> bool:
        """Whether there were words, and are none any more."""
        return bool(self._rows(consultation)) and self.key(consultation) is None

    def keep(self, consultation: ConsultationId, transcript: Transcript) -> bool:
        """Keep it, and say whether it is another than before. What was erased stays erased."""
        if not self._rows(consultation):
            self._write(consultation, transcript)
            return True
        if self.key(consultation) is None:
            return False
        before = self.load(consultation)
        if transcript is before:
            return False
        if transcript.is_empty and not before.is_empty:
            raise WouldOverwrite
        if transcript == before:
            return False
        self._write(consultation, transcript)
        return True

    def load(self, consultation: ConsultationId) -> Transcript:
        """What was said, or only its frame once that was erased."""
        rows = self._rows(consultation)
        if not rows:
            raise LibraryDamaged
        frame, text = rows[0]
        key = self.key(consultation)
        if key is not None and self._read is not None and self._read[0] == text:
            return self._read[1]  # at every pause of typing it is compared with what is kept
        whole: str | bytes = frame if key is None else opened(key, text, _bound(consultation))
        try:
            with _collecting_later():
                transcript = Transcript.model_validate_json(whole)
        except ValidationError:
            raise LibraryDamaged from None
        if key is not None and text is not None:
            self._read = (text, transcript)
        return transcript

    def erase(self, consultation: ConsultationId) -> None:
        """Take it out, and everything that quotes it."""
        self._read = None
        for table in ("transcripts", "versions"):
            self._database.run(
                f"UPDATE {table} SET sealed = NULL WHERE consultation = ?",  # noqa: S608 - names of ours
                (consultation,),
            )

    def _rows(self, consultation: ConsultationId) -> list[tuple[str, bytes | None]]:
        question = "SELECT frame, sealed FROM transcripts WHERE consultation = ?"
        return [(frame, text) for frame, text in self._database.rows(question, (consultation,))]

    def _write(self, consultation: ConsultationId, transcript: Transcript) -> None:
        text = None
        if not transcript.erased:
            key = self._key(consultation) or self._keys.new(consultation).derived(_PURPOSE)
            text = sealed(key, transcript.model_dump_json().encode(), _bound(consultation))
            self._read = (text, transcript)
        self._database.run(
            "INSERT INTO transcripts (consultation, frame, sealed) VALUES (?1, ?2, ?3)"
            " ON CONFLICT (consultation) DO UPDATE SET frame = ?2, sealed = ?3",
            (consultation, transcript.without_words().model_dump_json(), text),
        )

    def _key(self, consultation: ConsultationId) -> Key | None:
        try:
            return self._keys.get(consultation).derived(_PURPOSE)
        except ConsultationUnknown:
            return None


@contextmanager
def _collecting_later() -> Iterator[None]:
    """No looking for rubbish among what is being made: 0.08 s instead of 0.4 for 5,000 utterances,
    as everything that is made stays."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def sealed(key: Key, text: bytes, bound: str) -> bytes:
    """Text made small and sealed for one place. Chance is good for 2**32 nonces under one key."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + key.seal(nonce, zlib.compress(text), bound.encode())


def opened(key: Key, text: bytes | None, bound: str) -> bytes:
    """The text that was sealed for that place."""
    try:
        return zlib.decompress(
            key.open((text or b"")[:NONCE_BYTES], (text or b"")[NONCE_BYTES:], bound.encode())
        )
    except SealBroken:
        raise LibraryDamaged from None


def _bound(consultation: ConsultationId) -> str:
    return f"transcript {consultation}"
