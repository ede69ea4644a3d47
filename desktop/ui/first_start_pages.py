"""The pages of the first start in their order, each loaded when it is come to.

All of them at once bring what reads sound and writes notes, half a second before the first window.
"""

from typing import Literal, get_args

from desktop.ui.first_start_page import Page, Start

Name = Literal["language", "passphrase", "code", "model", "microphone", "policy", "guide"]
PAGES: tuple[Name, ...] = get_args(Name)


def make_page(name: Name, start: Start) -> Page:
    """The page of that name."""
    match name:
        case "language":
            from desktop.ui.first_start_language import LanguagePage

            return LanguagePage(start)
        case "passphrase":
            from desktop.ui.first_start_passphrase import PassphrasePage

            return PassphrasePage(start)
        case "code":
            from desktop.ui.first_start_code import CodeOnPaper

            return CodeOnPaper(start)
        case "model":
            from desktop.ui.first_start_model import ModelPage

            return ModelPage(start)
        case "microphone":
            from desktop.ui.first_start_microphone import MicrophonePage

            return MicrophonePage(start)
        case "policy":
            from desktop.ui.first_start_policy import PolicyPage

            return PolicyPage(start)
        case "guide":
            from desktop.ui.first_start_guide import GuidePage

            return GuidePage(start)
