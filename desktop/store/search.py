"""Find words again in notes and, while they are kept, in what was said."""

import json
import re
import unicodedata
from collections.abc import Iterable

from asr.transcript import Transcript, UtteranceId
from asr.value import Value
from desktop.consultation import ConsultationId
from desktop.store.database import Database
from summarize.note import Note

MOST_HITS = 50
_MOST_WORDS = 16
# From this many signs on a word also finds the longer ones it begins: hoest, hoestklachten.
_BEGINNING = 3
# Stand around each word that was found, and are taken out of every text beforehand.
_MARK, _MARK_END = "\x02", "\x03"
_Line = tuple[str | int, str]  # a section or an utterance, and its text


class Hit(Value):
    """Where words were found: in a section of the note, or in an utterance. The best is rank 1."""

    consultation: ConsultationId
    rank: int
    section: str = ""
    utterance: UtteranceId | None = None


class Search:
    """The full-text index of the library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put_note(self, consultation: ConsultationId, note: Note) -> None:
        """Have the words of this note found, and no longer those of the one before."""
        lines = [(section, line.text) for section, line in note.statements()]
        self._put(consultation, "note", lines)

    def put_transcript(self, consultation: ConsultationId, transcript: Transcript) -> None:
        """Have found what was said, and no longer what was heard before."""
        self._put(consultation, "said", [(u.id, u.text) for u in transcript.utterances])

    def forget(self, consultation: ConsultationId, kind: str = "%") -> None:
        """Take its words out of the index: all, those of the `note`, or what was `said`."""
        self._database.run(
            "DELETE FROM passages WHERE consultation = ? AND kind LIKE ?", (consultation, kind)
        )

    def find(self, text: str) -> tuple[Hit, ...]:
        """Where all of these words are, best first. Whatever is typed, it is only words."""
        asked = _asked(text)
        if not asked:
            return ()
        rows = self._database.rows(
            "SELECT consultation, kind, places, highlight(search, 0, ?, ?)"
            " FROM search JOIN passages ON number = search.rowid"
            " WHERE search MATCH ? ORDER BY search.rank LIMIT ?",
            (_MARK, _MARK_END, asked, MOST_HITS),
        )
        return tuple(
            _hit(ConsultationId(consultation), rank, kind, json.loads(places), marked)
            for rank, (consultation, kind, places, marked) in enumerate(rows, start=1)
        )

    def waiting(self, most: int) -> tuple[ConsultationId, ...]:
        """Consultations that are not in the index yet."""
        rows = self._database.rows(
            "SELECT id FROM consultations WHERE indexed = 0 LIMIT ?", (most,)
        )
        return tuple(ConsultationId(identity) for (identity,) in rows)

    def done(self, consultation: ConsultationId) -> None:
        """Note that this consultation is in the index."""
        self._database.run("UPDATE consultations SET indexed = 1 WHERE id = ?", (consultation,))

    def _put(self, consultation: ConsultationId, kind: str, lines: Iterable[_Line]) -> None:
        self.forget(consultation, kind)
        kept = [(place, _plain(text)) for place, text in lines]
        if kept:
            self._database.run(
                "INSERT INTO passages (consultation, kind, places, text) VALUES (?, ?, ?, ?)",
                (
                    consultation,
                    kind,
                    json.dumps([place for place, _ in kept]),
                    "\n".join(text for _, text in kept),
                ),
            )


def _plain(text: str) -> str:
    """The text on one line, without signs that are not for reading."""
    return re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]+", " ", unicodedata.normalize("NFC", text))


def _asked(text: str) -> str:
    """The question for the index: each word between quotes, so that none is an instruction."""
    found = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text))[:_MOST_WORDS]
    return " ".join(f'"{word}"{"*" if len(word) >= _BEGINNING else ""}' for word in found)


def _hit(
    consultation: ConsultationId, rank: int, kind: str, places: list[str | int], marked: str
) -> Hit:
    """A hit in the line with the most of the words."""
    counts = [line.count(_MARK) for line in marked.split("\n")]
    place = places[counts.index(max(counts))]
    if kind == "said":
        return Hit(consultation=consultation, rank=rank, utterance=UtteranceId(int(place)))
    return Hit(consultation=consultation, rank=rank, section=str(place))
