"""`griffel transcribe|draft|correct|approve|export`: the road, one step a command, on files."""

from pathlib import Path
from typing import Annotated, get_args

import typer

from asr.audio import open_sound
from asr.hear import Listening
from asr.transcript import Language, Roles, Speaker, UtteranceId
from desktop.app import new_id, open_file_desk
from desktop.commands.screen import console, listened, show_note, show_transcript, trouble
from desktop.commands.writer import ModelOption, named_writer
from desktop.consultation import Approved, Consultation, Draft
from desktop.correction import Added, Reworded
from desktop.errors import FindingsOpen, NotDrafted, SpeakerUnknown
from desktop.export import Form
from desktop.models.hearing import load_speech
from desktop.policy import Data
from desktop.rules import choose_model, may_record
from desktop.said import GivenTo, correct_said
from desktop.store.consultations import ConsultationFile, TranscriptFile
from desktop.vocabulary import expected_words
from desktop.words import screen_language, words
from desktop.workflow import approve, correct, export, summarise, tick, waive
from desktop.workflow import transcribe as transcribe_recording
from summarize.note import StatementId
from summarize.template import find_template

road = typer.Typer()


NoteFile = Annotated[Path, typer.Argument(help="A draft or approved note, as `draft` writes it.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Do not show the result on the screen.")]


@road.command()
def transcribe(
    audio: Annotated[Path, typer.Argument(help="wav, flac, mp3, m4a, ogg/opus or webm.")],
    language: Annotated[Language, typer.Option(help="What is spoken; given, never guessed.")],
    model: Annotated[str, typer.Option(help="A model by name, or the folder it is in.")],
    out: Annotated[Path, typer.Option(help="File for the transcript.")],
    setting: Annotated[
        Roles | None, typer.Option(help="Default: call for two channels, else visit.")
    ] = None,
    swap: Annotated[bool, typer.Option("--swap", help="The second channel is the agent.")] = False,
    vocabulary: Annotated[
        bool, typer.Option("--vocabulary", help="Give the model the words to expect.")
    ] = False,
    threads: Annotated[int, typer.Option(help="Processor threads; 0: those that were best.")] = 0,
    data: Annotated[Data, typer.Option(help="What it holds of somebody.")] = "identifying",
    quiet: Quiet = False,
) -> None:
    """Write out what is said in a recording: one microphone, or a call with a channel each."""
    consultation = new_id()
    desk = open_file_desk(TranscriptFile(out, consultation))
    may_record(desk, data)
    listener = load_speech(choose_model(desk, model, "speech"), threads)
    with open_sound(audio, "split") as reader:
        how = Listening(
            language=language,
            roles=setting or ("call" if reader.channels > 1 else "visit"),
            vocabulary=expected_words(language) if vocabulary else (),
            telephone=reader.sound.is_telephone,
            swapped=swap,
        )
        work = transcribe_recording(desk, consultation, reader, listener, how)
        transcribed = listened(work, 0, screen_language())
    if not quiet:
        show_transcript(transcribed.transcript, screen_language())
    if reader.damaged:
        trouble().print(words("road.damaged", screen_language()))
    _say_where(out)


@road.command()
def draft(
    transcript: Annotated[Path, typer.Argument(help="A transcript, as `transcribe` writes it.")],
    template: Annotated[str, typer.Option(help="soep, specialist, soap or call.")],
    out: Annotated[Path, typer.Option(help="File for the draft.")],
    writer: Annotated[str, typer.Option(help="Who writes: extract or generate.")] = "extract",
    model: ModelOption = "",
    quiet: Quiet = False,
) -> None:
    """Draft the note of a conversation, with evidence and findings."""
    heard = TranscriptFile(transcript, new_id()).only()
    chosen = find_template(template, heard.transcript.language)
    desk = open_file_desk(ConsultationFile(out))
    drafted = summarise(desk, heard, chosen, named_writer(desk, writer, model))
    if not quiet:
        show_note(drafted.note, drafted.transcript, screen_language())
    _say_where(out)


@road.command(name="correct")
def correct_note(
    note: NoteFile,
    line: Annotated[str, typer.Option(help="The statement to change, such as S2.")] = "",
    add: Annotated[str, typer.Option(help="The section to add a statement to, such as P.")] = "",
    text: Annotated[str, typer.Option(help="The new text; empty takes the statement out.")] = "",
    utterance: Annotated[int, typer.Option(help="The utterance to give to a speaker.")] = 0,
    speaker: Annotated[str, typer.Option(help="clinician, patient, other, ...")] = "",
) -> None:
    """Change a statement, add one, or say who spoke. An approved note becomes a draft again."""
    file = ConsultationFile(note)
    desk, found = open_file_desk(file), file.only()
    if utterance:
        given = GivenTo(UtteranceId(utterance), _speaker(speaker))
        changed = correct_said(desk, found, given)
    elif add:
        changed = correct(desk, found, Added(add, text))
    else:
        changed = correct(desk, found, Reworded(StatementId(line), text))
    show_note(changed.note, changed.transcript, screen_language())
    console().print(words("road.corrected", screen_language()))


@road.command(name="approve")
def approve_note(
    note: NoteFile,
    by: Annotated[str, typer.Option(help="The name of who read and approves it.")],
    leave: Annotated[
        list[str] | None,
        typer.Option(help="A statement whose findings were seen and that stays as it is."),
    ] = None,
    leave_out: Annotated[
        list[str] | None,
        typer.Option(help="Something said that was seen and stays out of the note, by its key."),
    ] = None,
) -> None:
    """Approve exactly the text in the file. Any later change undoes it."""
    language, file = screen_language(), ConsultationFile(note)
    desk, found = open_file_desk(file), file.only()
    for statement in leave or ():
        found = tick(desk, _draft(found), StatementId(statement))
    for omission in leave_out or ():
        found = waive(desk, _draft(found), omission)
    try:
        approved = approve(desk, found, by)
    except FindingsOpen:
        _show_open(_draft(file.only()), language)
        raise
    seal = approved.approval.text_sha256[:16]
    console().print(words("road.approved", language, name=approved.approval.by, seal=seal))


@road.command(name="export")
def export_note(
    note: NoteFile,
    form: Annotated[Form, typer.Option("--format", help="The form of the file.")],
    out: Annotated[Path, typer.Option(help="Folder for the file.")],
) -> None:
    """Write an approved note to a file. A note that is not approved is refused."""
    file = ConsultationFile(note)
    _say_where(export(open_file_desk(file), file.only(), form, out))


def _show_open(draft: Draft, language: Language) -> None:
    statements = ", ".join(draft.open_findings)
    if statements:
        trouble().print(words("road.open_findings", language, statements=statements))
    omissions = ", ".join(one.key for one in draft.blocking_omissions)
    if omissions:
        trouble().print(words("road.open_omissions", language, omissions=omissions))


def _say_where(place: Path) -> None:
    console().print(words("road.written", screen_language(), place=place))


def _draft(consultation: Consultation) -> Draft:
    if isinstance(consultation, Approved):
        return consultation.reopened()
    if isinstance(consultation, Draft):
        return consultation
    raise NotDrafted


def _speaker(name: str) -> Speaker:
    for speaker in get_args(Speaker):
        if speaker == name:
            chosen: Speaker = speaker
            return chosen
    raise SpeakerUnknown
