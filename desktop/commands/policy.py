"""Commands for the policy of the institution: read it, and agree to its terms."""

from typing import Annotated

import typer

from desktop import paths
from desktop.app import open_desk
from desktop.commands.desk import Library
from desktop.commands.screen import console, trouble
from desktop.desk import Desk
from desktop.policy import Policy
from desktop.policy_file import find_policy, is_writable
from desktop.rules import acknowledge as agree
from desktop.words import screen_language, words

policy = typer.Typer(help="What the institution allows.", no_args_is_help=True)


@policy.command()
def show(library: Library = None) -> None:
    """Show the rules in force, where they come from, and the terms to agree to."""
    file = find_policy()
    if file is None:
        _say("none")
    else:
        _say("placed", place=file)
        if file.exists() and is_writable(file):
            trouble().print(words("policy.writable", screen_language()))
    desk = open_desk(library or paths.home())
    _show_rules(desk.policy)
    _show_terms(desk)


@policy.command()
def acknowledge(
    terms: Annotated[str, typer.Argument(help="The terms, as `policy show` names them.")],
    library: Library = None,
) -> None:
    """Agree to terms of the institution; the audit keeps who did when."""
    agreed = agree(open_desk(library or paths.home()), terms)
    _say("acknowledged", id=agreed.id, version=agreed.version)


def _show_rules(rules: Policy) -> None:
    if rules.institution:
        _say("institution", name=rules.institution)
    if rules.intended_use:
        _say("intended_use", text=rules.intended_use)
    _say("fictional")
    _say("pseudonymised", answer=_answer(rules.allows_data("pseudonymised")))
    _say("identifying", answer=_answer(rules.allows_data("identifying")))
    _say("decision_support")
    days, language = rules.retention.days, screen_language()
    at_once = words("retention.at_approval", language)
    when = words("retention.after_days", language, days=days) if days else at_once
    console().print(words("retention.rule", language, when=when), soft_wrap=True)
    _say("forms", forms=", ".join(rules.export.forms))
    _say("ai_mark", answer=_answer(rules.export.ai_mark))
    if rules.models.sha256 is None:
        _say("models_listed")
    else:
        _say("models_chosen", count=len(rules.models.sha256))
    _say("hub", answer=_answer(rules.models.hub))


def _show_terms(desk: Desk) -> None:
    waiting = desk.acknowledged.open_terms(desk.policy, desk.user)
    for one in desk.policy.terms:
        state = "open_terms" if one in waiting else "agreed_terms"
        console().print(one.text, soft_wrap=True)
        _say(state, id=one.id, version=one.version)


def _answer(yes: bool) -> str:
    return words("policy.yes" if yes else "policy.no", screen_language())


def _say(code: str, **fields: object) -> None:
    console().print(words(f"policy.{code}", screen_language(), **fields), soft_wrap=True)
