"""What the command line shows: the conversation, the note, progress, trouble."""

from collections.abc import Generator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from asr.hear import Heard
from asr.transcript import Coverage, Language, Transcript, Utterance
from desktop.unheard import held_back, other_language
from desktop.words import words
from summarize.note import Finding, Note, Statement
from summarize.template import Template, find_template

_Result = TypeVar("_Result")

_WIDE = 100  # columns where output goes to a file
_STYLES = {"clinician": "cyan", "agent": "cyan", "patient": "magenta", "customer": "magenta"}


def console() -> Console:
    """Where things are shown; never wraps a file's output narrower than a page."""
    screen = Console(highlight=False, emoji=False, markup=False)
    if not screen.is_terminal:
        screen.width = _WIDE
    return screen


def trouble() -> Console:
    """Where problems and progress are shown."""
    return Console(stderr=True, highlight=False, emoji=False, markup=False, soft_wrap=True)


def clock(seconds: float) -> str:
    """Minutes and seconds, as on a player."""
    return f"{int(seconds) // 60:02d}:{int(seconds) % 60:02d}"


def listened(work: Generator[Heard, None, _Result], seconds: float, language: Language) -> _Result:
    """Do the listening with a bar on the error stream; Ctrl-C stops it."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=trouble(), transient=True) as progress:
        task = progress.add_task(words("road.listening", language), total=seconds or None)
        while True:
            try:
                progress.update(task, completed=next(work).until)
            except StopIteration as finished:
                result: _Result = finished.value
                return result


def show_transcript(transcript: Transcript, language: Language) -> None:
    """Every utterance with its time and speaker, unsure words between marks."""
    screen, lines = console(), Table.grid(padding=(0, 2))
    told = other_language(transcript, language)
    if told:
        screen.print(Text(told, style="bold"))
    elif transcript.is_empty:
        screen.print(words("road.nothing_heard", language))
    for utterance in transcript.utterances:
        speaker = words(f"speaker.{utterance.speaker}", language)
        lines.add_row(
            Text(clock(utterance.start), style="dim"),
            Text(speaker, style=_STYLES.get(utterance.speaker, "")),
            _spoken(utterance),
        )
    screen.print(lines)
    if any(u.unsure_words for u in transcript.utterances):
        screen.print(Text(words("road.unsure_mark", language), style="dim"))
    for line in held_back(transcript, language):
        screen.print(Text(line, style="dim"))
    screen.print(Text(_coverage(transcript.coverage, language), style="dim"))


def show_note(note: Note, transcript: Transcript, language: Language) -> None:
    """The note under its headings: each statement with where it was said and what is wrong."""
    screen, template = console(), find_template(note.template, note.language)
    for report in note.reports:
        if report.problem:
            screen.print(Text(report.problem, style="bold"))
        for section in report.sections:
            title = template.section(section.key).title
            screen.print(
                Text(f"{section.key}  {title}" if len(section.key) == 1 else title, "bold")
            )
            for statement in section.statements:
                _show_statement(screen, statement, transcript, language)
            if not section.statements:
                screen.print(Text(f"   {_when_empty(template, section.key)}", style="dim"))
    _show_omissions(screen, note, transcript, language)
    if not note.findings and not note.omissions:
        screen.print(Text(words("road.no_findings", language), style="dim"))


def _show_statement(
    screen: Console, statement: Statement, transcript: Transcript, language: Language
) -> None:
    missing = words("road.erased" if transcript.erased else "road.no_evidence", language)
    where = _where(statement.evidence, transcript) or missing
    text = Text(f"{statement.text}  ")
    text.append(f"[{where}]", style="dim" if statement.evidence else "yellow")
    for finding in statement.findings:
        text.append(f"\n! {_finding(finding, language)}", style="yellow")
    line = Table.grid(padding=(0, 1))
    line.add_row("  ", Text(statement.id), text)
    screen.print(line)


def _show_omissions(
    screen: Console, note: Note, transcript: Transcript, language: Language
) -> None:
    if note.omissions:
        screen.print(Text(words("road.omitted", language), style="bold"))
    for omission in note.omissions:
        where = _where(omission.said_in, transcript)
        screen.print(Text(f"   + {omission.section}: {omission.sentence}  [{where}]", "blue"))


def _finding(finding: Finding, language: Language) -> str:
    parts = [words(f"finding.{finding.kind}", language)]
    parts += [f"«{text}»" for text in (finding.written, finding.said) if text]
    if finding.suggestion:
        parts.append(f"({finding.suggestion}?)")
    return " · ".join(parts)


def _where(evidence: tuple[int, ...], transcript: Transcript) -> str:
    found = [u for u in transcript.utterances if u.id in evidence]
    return " ".join(clock(utterance.start) for utterance in found)


def _spoken(utterance: Utterance) -> Text:
    if not utterance.words:
        return Text(utterance.text)
    line = Text()
    for word in utterance.words:
        line.append(
            f"‹{word.text}?›" if word.unsure else word.text, "yellow" if word.unsure else ""
        )
        line.append(" ")
    return line


def _coverage(coverage: Coverage, language: Language) -> str:
    seconds = {name: f"{value:.0f}" for name, value in coverage.model_dump().items()}
    return words("road.coverage", language, **seconds)


def _when_empty(template: Template, key: str) -> str:
    return template.section(key).when_empty
