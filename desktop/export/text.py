"""Plain text, one block a section, as a GP information system takes it from the clipboard.

No markdown, lines end in CR LF, and the only bullet is a hyphen: what these systems are known to
accept (domain facts: no public interface for single lines exists, so text is the dependable road).
"""

from collections.abc import Iterator

from desktop.consultation import Approved
from desktop.errors import SectionUnknown
from desktop.export.page import Block, Problem, page

NEWLINE = "\r\n"


def to_text(approved: Approved, *, marked: bool = True) -> bytes:
    """The note with its heading and, as last line, the mark that says how it was made."""
    whole = page(approved, marked=marked)
    lines = [whole.title, ""]
    for problem in whole.problems:
        lines += [*_of_problem(problem), ""]
    end = [whole.mark] if whole.mark else []
    return (NEWLINE.join([*lines, *end]).rstrip() + NEWLINE).encode()


def section_text(approved: Approved, key: str, report: int = 0) -> str:
    """The lines of one section of one problem, to be copied into one field. May be empty."""
    problems = page(approved).problems
    if report in range(len(problems)):
        for block in problems[report].blocks:
            if block.key == key:
                return NEWLINE.join(lines_of(block))
    raise SectionUnknown


def _of_problem(problem: Problem) -> Iterator[str]:
    if problem.heading:
        yield problem.heading
    for block in problem.blocks:
        first, *more = lines_of(block) or [block.when_empty]
        if more:
            yield f"{block.label}:"
            yield from (first, *more)
        else:
            yield f"{block.label}: {first}"


def lines_of(block: Block) -> list[str]:
    """The lines under one heading, as they leave. May be none."""
    # Several lines are bulleted: "P: ..." said in S can then never pass for the heading of P.
    return [f"- {line}" for line in block.lines] if len(block.lines) > 1 else list(block.lines)
