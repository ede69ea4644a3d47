"""Ask for a passphrase: hidden at the keyboard, or the next line of what is piped in.

Never from the command line or the environment: other programs of this machine can read those.
"""

from typing import Annotated

import typer

from desktop.words import screen_language, words

PassphraseStdin = Annotated[
    bool,
    typer.Option("--passphrase-stdin", help="Read each secret from the next line of the input."),
]


def ask_passphrase(from_stdin: bool) -> str:
    """The passphrase of the library."""
    return _asked("vault.passphrase", from_stdin)


def ask_new_passphrase(from_stdin: bool) -> str:
    """A passphrase to take from now on; at the keyboard it is asked twice."""
    return _asked("vault.new_passphrase", from_stdin, again="vault.passphrase_again")


def ask_recovery_code(from_stdin: bool) -> str:
    """The recovery code; shown while it is typed, for it is long and is on paper anyhow."""
    return _asked("vault.recovery_code", from_stdin, hidden=False)


def _asked(code: str, from_stdin: bool, again: str = "", hidden: bool = True) -> str:
    language = screen_language()
    if from_stdin:
        return _next_line()
    answer: str = typer.prompt(
        words(code, language),
        hide_input=hidden,
        confirmation_prompt=words(again, language) if again else False,
        err=True,
    )
    return answer


def _next_line() -> str:
    """The next line, as UTF-8 whatever the machine's own code is."""
    line = typer.get_binary_stream("stdin").readline()
    if not line:
        raise typer.BadParameter(words("vault.no_line", screen_language()))
    return line.decode("utf-8", "surrogateescape").rstrip("\r\n")
