"""Numbers in a text, written with digits or spelled out: 25 and vijfentwintig."""

import re

from asr.transcript import Language
from asr.value import Value
from summarize.numbers import numbers
from summarize.words import tokens

# Up to 999 with two decimals; dates, ranges, times and series (06-12, 10:30) are left alone.
_FIGURE = re.compile(r"(?<![\d.,:/'-])\d{1,3}(?:[.,]\d{1,2})?(?![\d:/'-]|[.,]\d)")


class Spelling(Value):
    """How one language spells whole numbers. `ten_first`: twenty-five, not five-and-twenty."""

    small: tuple[str, ...]  # 0 to 19
    tens: tuple[str, ...]
    hundred: str
    comma: str
    joint: str  # between tens and ones: -, en
    joint_after_vowel: str  # ën
    hundred_joint: str  # between hundred and the rest
    ten_first: bool
    one_hundred: str  # 100 to 199 start with it

    def spelled(self, number: int) -> str:
        """A whole number under a thousand in words."""
        if number < 20:
            return self.small[number]
        if number < 100:
            return self._tens(*divmod(number, 10))
        hundreds, rest = divmod(number, 100)
        head = self.one_hundred if hundreds == 1 else self.small[hundreds] + self.hundred
        return f"{head}{self.hundred_joint}{self.spelled(rest)}" if rest else head

    def _tens(self, ten: int, one: int) -> str:
        if not one:
            return self.tens[ten]
        if self.ten_first:
            return self.tens[ten] + self.joint + self.small[one]
        joint = self.joint_after_vowel if self.small[one].endswith("e") else self.joint
        return self.small[one] + joint + self.tens[ten]


def with_digits(text: str, language: Language) -> str:
    """The text with its spelled numbers in digits; ordinals and "een" stay as they are."""
    pieces = tokens(text, language)
    changed, after = "", 0
    for number in numbers(pieces, language):
        first, last = pieces[number.first], pieces[number.last]
        if number.weak or number.ordinal or first.is_digits:
            continue
        figure = number.value if language == "nl" else number.value.replace(",", ".")
        changed += text[after : first.start] + figure
        after = last.end
    return changed + text[after:]


def spelled_out(text: str, spelling: Spelling) -> str:
    """The text with its figures in words."""

    def replaced(found: re.Match[str]) -> str:
        whole, _, part = found.group().replace(".", ",").partition(",")
        if len(whole) > 1 and whole.startswith("0"):
            return found.group()
        spelled = spelling.spelled(int(whole))
        decimals = " ".join(spelling.small[int(figure)] for figure in part)
        return f"{spelled} {spelling.comma} {decimals}" if part else spelled

    return _FIGURE.sub(replaced, text)
