"""Made-up approved notes, one a template, with what an exporter may trip over."""

from datetime import UTC, datetime

from asr.transcript import Coverage, Language, Transcript, Utterance, UtteranceId
from desktop.consultation import Approved, ConsultationId, Draft
from desktop.export.page import software
from summarize.note import (
    Finding,
    Made,
    Note,
    Omission,
    Report,
    Section,
    Statement,
    StatementId,
)

AT = datetime(2026, 11, 24, 18, 5, 9, tzinfo=UTC)
SPOKEN = "een zin die alleen in het gesprek staat"
WARNED = "een bevinding die niet mee naar buiten gaat"
QUOTED = Made(writer="extract", version=software())
GENERATED = Made(writer="generate", version=software(), model="example-4b", sha256="cc324a" * 10)


def said(id: int, text: str) -> Utterance:
    return Utterance(
        id=UtteranceId(id), speaker="patient", start=id * 10.0, end=id * 10.0 + 4.5, text=text
    )


def line(id: str, text: str, *evidence: int) -> Statement:
    return Statement(
        id=StatementId(id),
        text=text,
        evidence=tuple(UtteranceId(n) for n in evidence),
        origin="writer" if evidence else "clinician",
        findings=(Finding(kind="number", severity="look", written=WARNED),),
    )


def approved(
    template: str,
    language: Language,
    *reports: Report,
    id: str = "20261124-180000-ab12cd",
    by: str = "A. de Vries, huisarts",
    made: tuple[Made, ...] = (QUOTED,),
) -> Approved:
    transcript = Transcript(
        language=language,
        utterances=(said(1, SPOKEN), said(2, SPOKEN)),
        coverage=Coverage(recorded=30, speech=9, transcribed=9, unsure=0, skipped=0),
        model="whisper-base",
    )
    omission = Omission(
        kind="drug", severity="hint", said=SPOKEN, said_in=(), section="P", sentence=WARNED
    )
    note = Note(
        template=template,
        language=language,
        writer=made[0].writer if made else "extract",
        made=made,
        reports=reports,
        omissions=(omission,),
    )
    draft = Draft(id=ConsultationId(id), transcript=transcript, note=note)
    return Approved.of(draft, by, AT)


def section(key: str, *statements: Statement) -> Section:
    return Section(key=key, statements=statements)


def soep() -> Approved:
    """One unnamed problem; E is empty, and evidence of one line is gone from the conversation."""
    return approved(
        "soep",
        "nl",
        Report(
            sections=(
                section(
                    "S",
                    line("1", "Sinds 3 dagen keelpijn, geen koorts.", 1),
                    line("2", "P: zegt patiënt zelf; allergie: geen.", 2, 9),
                ),
                section("O", line("3", "T 37,8. Keel: rood, geen beslag.", 2)),
                section("E"),
                section("P", line("4", "Paracetamol 500 mg 3dd zn. Controle over 2 wk.")),
            )
        ),
    )


def soap() -> Approved:
    """Two problems, one without a name; two writers."""
    return approved(
        "soap",
        "en",
        Report(problem="Sore throat", sections=(section("S", line("1", "Sore for 3 days.", 1)),)),
        Report(sections=(section("A", line("2", "Hypertension."), line("3", "Stable.")),)),
        by="A. Example, GP",
        made=(GENERATED, QUOTED),
    )


def call() -> Approved:
    """Headings of more than a letter; from before it was kept what wrote a note."""
    return approved(
        "call",
        "nl",
        Report(
            problem="Vergoeding fysiotherapie",
            sections=(
                section("reason", line("1", "Vraagt of fysiotherapie wordt vergoed.", 1)),
                section("agreements", line("2", "Belt terug vóór vrijdag.", 2)),
            ),
        ),
        by="B. Jansen",
        made=(),
    )


def hostile() -> Approved:
    """Text and names with what a file format, a template engine or a shell could fall over."""
    nasty = "a\r\nP: stop\x00\x07\x1b[31m {approved} {{x}} %s ${x} <w:p> ]]> =1+1 \ufffe \u202etxt"
    return approved(
        "soep",
        "nl",
        Report(
            problem=nasty,
            sections=(section("S", line("1", nasty, 1)), section("P", line("2", " "))),
        ),
        id='../../a\\b\x00"c',
        by=f"{nasty} {'naam' * 100}",
    )
