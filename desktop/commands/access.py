"""`griffel access`: what a patient may have of the own consultation, written to a folder."""

from pathlib import Path
from typing import Annotated

import typer

from desktop.access import give_access
from desktop.commands.desk import Library, desk_of
from desktop.commands.passphrase import PassphraseStdin
from desktop.commands.screen import console, trouble
from desktop.consultation import ConsultationId
from desktop.words import screen_language, words

access = typer.Typer()


@access.command(name="access")
def access_to_consultation(
    consultation: Annotated[str, typer.Argument(help="The number of the consultation.")],
    out: Annotated[Path, typer.Option(help="Folder for the files.")],
    library: Library = None,
    passphrase_stdin: PassphraseStdin = False,
) -> None:
    """Write the recording and the conversation for the patient: never a note."""
    language, screen = screen_language(), console()
    with desk_of(library, passphrase_stdin) as desk:
        given = give_access(desk, ConsultationId(consultation), out)
    screen.print(words("access.written", language))
    for file in given.files:
        screen.print(f"   {file}", soft_wrap=True)
    screen.print(words("access.not_the_note", language), soft_wrap=True)
    if given.damaged:
        trouble().print(words("access.damaged", language))
