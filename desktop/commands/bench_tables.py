"""What `griffel bench` shows on the screen: a bar while it works, a table when it is done."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
from rich.table import Table

from desktop.bench.calibration import STEPS
from desktop.bench.findings import Groups, Tally
from desktop.bench.notes import Written
from desktop.bench.speech_figures import SpeechReport, Totals, total
from desktop.words import screen_language, words

_T = TypeVar("_T")

_WIDE = 160  # columns where the output goes to a file, so that nothing is cut


def show(what: Table | str) -> None:
    """Print a table or a line."""
    console = Console(highlight=False, emoji=False, markup=False)
    if not console.is_terminal:
        console.width = _WIDE
    console.print(what)


def watched(work: Iterable[_T], total: int) -> Iterator[_T]:
    """The same things one by one, with a bar on the error stream; Ctrl-C leaves a clean line."""
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(work, total=total)


def notes_table(written: Sequence[Written]) -> Table:
    """Statements, words and seconds of each case and of all."""
    table = _table("case", "statements", "words", "seconds", "failed")
    for one in written:
        table.add_row(
            one.note.case_id,
            str(one.statements),
            str(one.words),
            f"{one.seconds:.2f}",
            one.failure,
        )
    table.add_section()
    table.add_row(
        _word("all", count=len(written)),
        str(sum(one.statements for one in written)),
        str(sum(one.words for one in written)),
        f"{sum(one.seconds for one in written):.2f}",
        str(sum(bool(one.failure) for one in written)),
    )
    return table


def findings_table(groups: Groups, originals: Tally) -> Table:
    """Statements with a finding by kind, those made by hand and those made by rule apart.

    A planted error should have one; a paraphrase or an original should not.
    """
    made = sorted({made for _, made in groups})
    table = _table("kind", *(name for one in made for name in (one or "any", "must_see")))
    planted = [kind for kind in sorted({kind for kind, _ in groups}) if _is_planted(kind)]
    for kind in planted:
        table.add_row(kind, *_cells(groups, (kind,), made))
    if planted:
        table.add_section()
        table.add_row(_word("planted"), *_cells(groups, planted, made))
    for kind in ("paraphrase", "text"):
        if any(kind == one for one, _ in groups):
            table.add_row(kind, *_cells(groups, (kind,), made))
    if originals.rows:
        table.add_row(_word("originals"), *_shares(originals))
    return table


def speech_table(report: SpeechReport) -> Table:
    """A line a case and a line a language; what bare faster-whisper did stands at the right."""
    bare = any(case.bare for case in report.cases)
    once = any(case.once for case in report.cases)
    table = _table("case", *_HEARD, *(_BARE if bare else ()), *(_ONCE if once else ()))
    for case in report.cases:
        table.add_row(case.case_id, *_speech_cells(total([case])))
    table.add_section()
    for one in report.totals:
        name = _word("all_language", spoken=one.language, count=one.cases)
        table.add_row(name, *_speech_cells(one))
    return table


def marks_table(report: SpeechReport) -> Table:
    """Whether the doubt about words is right, by language: the marks, and the curve."""
    table = _table("surer", *(f"mark_{name}" for name in _MARKS), "vanished")
    for step in range(STEPS):
        table.add_column(f"{step / STEPS:.1f}", justify="right")
    for one in report.totals:
        marks = one.calibration
        shares = [getattr(marks, name) for name in _MARKS]
        curve = [f"{share.percent:.0f}" if share.whole else "" for share in marks.curve]
        counts = [_share(share.part, share.whole) for share in shares]
        table.add_row(one.language, *counts, str(marks.vanished), *curve)
    return table


_MARKS = ("marked_wrong", "wrong_marked", "drugs_marked", "numbers_marked", "changed_right")


def legend() -> str:
    """What the columns of the hearing table mean."""
    return _word("legend")


_HEARD = (
    "seconds",
    "speech",
    "transcribed",
    "unsure",
    "wrong",
    "wrong_plain",
    "drugs",
    "never_said",
    "never_said_hour",
    "on_time",
    "speaker",
    "cpu_sound",
    "cpu_speech",
    "wall_sound",
)
_BARE = ("bare_wrong", "bare_drugs", "bare_cpu", "cpu_ratio")
_ONCE = ("once_wrong", "once_drugs", "once_never_said", "second_ratio")


def _speech_cells(one: Totals) -> list[str]:
    covered, heard, plain, once = one.coverage, one.heard, one.bare, one.once
    cells = [
        f"{one.seconds:.0f}",
        _percent(covered.speech, covered.recorded),
        _percent(covered.transcribed, covered.speech),
        _percent(covered.unsure, covered.transcribed),
        f"{heard.words_wrong:.1f}",
        f"{heard.words_wrong_plain:.1f}",
        f"{heard.drugs.heard}/{heard.drugs.said}",
        str(heard.drugs.never_said),
        f"{heard.never_said_an_hour:.1f}",
        f"{one.turns_on_time:.0f}",
        f"{one.words_by_right_speaker:.0f}",
        f"{heard.cpu_a_second_of_sound:.3f}",
        f"{heard.cpu_a_second_of_speech:.3f}",
        f"{heard.wall_a_second_of_sound:.3f}",
    ]
    if plain is not None:
        cells.append(f"{plain.words_wrong:.1f}")
        cells.append(f"{plain.drugs.heard}/{plain.drugs.said}")
        cells.append(f"{plain.cpu_a_second_of_sound:.3f}")
        cells.append(f"{one.cpu_ratio or 0:.3f}")
    if once is not None:
        cells.append(f"{once.words_wrong:.1f}")
        cells.append(f"{once.drugs.heard}/{once.drugs.said}")
        cells.append(f"{once.never_said_an_hour:.1f}")
        cells.append(f"{one.second_ratio or 0:.3f}")
    return cells


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.0f}" if whole else ""


def _is_planted(kind: str) -> bool:
    return kind not in ("paraphrase", "text")


def _cells(groups: Groups, kinds: Iterable[str], made: Iterable[str]) -> list[str]:
    wanted = tuple(kinds)
    cells: list[str] = []
    for one in made:
        total = Tally()
        for kind in wanted:
            total += groups.get((kind, one), Tally())
        cells += _shares(total)
    return cells


def _shares(tally: Tally) -> tuple[str, str]:
    return _share(tally.flagged, tally.rows), _share(tally.must_see, tally.rows)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} {100 * part / whole:.1f} %" if whole else ""


def _table(first: str, *columns: str) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(_word(first))
    for column in columns:
        table.add_column(_word(column), justify="right")
    return table


def _word(code: str, **fields: object) -> str:
    return words(f"bench.{code}", screen_language(), **fields)
