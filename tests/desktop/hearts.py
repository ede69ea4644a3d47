"""An invented visit about palpitations: a note with a wrong dose, and something left out."""

from asr.transcript import Transcript, UtteranceId
from summarize.note import Note, Report, Section, Statement, StatementId
from summarize.summarize import recheck
from tests.fakes import transcript

SAID: Transcript = transcript(
    ("clinician", "Waar kan ik u mee helpen?"),
    ("patient", "Ik heb al zes weken hartkloppingen, vooral 's avonds."),
    ("clinician", "Slikt u er iets voor?"),
    ("patient", "Ja, metoprolol, vijftig. Eén keer per dag."),
    ("clinician", "Ik meet even de bloeddruk. Honderdveertig over negentig, pols tweeënzeventig."),
    ("patient", "Ik ben allergisch voor penicilline."),
    ("clinician", "Dan prikken we bloed en maken we een hartfilmpje."),
)
S1, S2, O1, P1 = (StatementId(one) for one in ("S1", "S2", "O1", "P1"))


def line(identity: StatementId, text: str, *said: int) -> Statement:
    """A statement that rests on these utterances."""
    return Statement(id=identity, text=text, evidence=tuple(map(UtteranceId, said)))


def hearts(*problems: str) -> Note:
    """The note, checked; a name for each problem gives it as many reports."""
    reports = tuple(
        Report(
            problem=problem,
            sections=(
                Section(
                    key="S",
                    statements=(
                        line(StatementId(f"{mark}S1"), "Zes weken hartkloppingen, 's avonds.", 2),
                        line(StatementId(f"{mark}S2"), "Med: metoprolol 500 mg 1dd.", 4),
                    ),
                ),
                Section(
                    key="O", statements=(line(StatementId(f"{mark}O1"), "RR 140/90, p 72.", 5),)
                ),
                Section(key="E"),
                Section(
                    key="P", statements=(line(StatementId(f"{mark}P1"), "Lab, hartfilmpje.", 7),)
                ),
            ),
        )
        for problem, mark in zip(problems or ("",), ("", "2.", "3."), strict=False)
    )
    note = Note(template="soep", language="nl", writer="extract", reports=reports)
    return recheck(note, SAID)


def texts(note: Note, section: str) -> list[str]:
    """What stands in a section, in all reports."""
    return [one.text for key, one in note.statements() if key == section]
