"""The pages of the first start in their order, each loaded when it is come to.

All of them at once bring what reads sound and writes notes, half a second before the first window.
"""

from typing import Literal, get_args

from desktop.ui.first_start.page import Page, Start

Name = Literal["language", "passphrase", "code", "model", "microphone", "policy", "guide"]
PAGES: tuple[Name, ...] = get_args(Name)


def make_page(name: Name, start: Start) -> Page:
    """The page of that name."""
    match name:
        case "language":
            from desktop.ui.first_start.language import LanguagePage

            return LanguagePage(start)
        case "passphrase":
            from desktop.ui.first_start.passphrase import PassphrasePage

            return PassphrasePage(start)
        case "code":
            from desktop.ui.first_start.code import CodeOnPaper

            return CodeOnPaper(start)
        case "model":
            from desktop.ui.first_start.model import ModelPage

            return ModelPage(start)
        case "microphone":
            from desktop.ui.first_start.microphone import MicrophonePage

            return MicrophonePage(start)
        case "policy":
            from desktop.ui.first_start.policy import PolicyPage

            return PolicyPage(start)
        case "guide":
            from desktop.ui.first_start.guide import GuidePage

            return GuidePage(start)
