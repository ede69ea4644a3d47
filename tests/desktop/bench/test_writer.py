"""The bench of a language model counts what it wrote and what that took."""

from collections.abc import Sequence

from desktop.bench.cases import Case
from desktop.bench.gold import Gold
from desktop.bench.share import Share
from desktop.bench.writer import measure_writer, report_of
from summarize.writer import ModelUsed
from tests.summarize.runtimes import Phrasing, Settled, Statement, as_settled
from tests.summarize.talks import SILENCE, VISIT

USED = ModelUsed("by-hand", "ab" * 32)
CASE = Case(id="one", template="soep", transcript=VISIT)
GOLD = Gold.model_validate(
    {
        "id": "one",
        "facts": [{"id": "f1", "type": "symptom", "must_contain": [["hoest"]], "critical": True}],
        "traps": [{"id": "t1", "kind": "invention", "must_not_contain": [["morfine"]]}],
    }
)


def invention(lines: Sequence[Settled]) -> list[Statement]:
    return [{"text": f"{text[:-1]}, 875 mg morfine.", "evidence": ids} for ids, text in lines]


def test_what_repeats_the_rules_scores_as_they_do() -> None:
    (run,) = measure_writer([CASE], {"one": GOLD}, Phrasing(as_settled), USED)
    assert run.rules == run.joined
    assert run.rules.critical == Share(1, 1)
    assert (run.lines, run.kept, run.quoted, run.answers) == (9, 9, 0, 4)
    assert run.without_listening >= run.draft_seconds >= run.first_line_seconds > 0


def test_what_a_model_invents_counts_against_it_and_not_against_the_note() -> None:
    (run,) = measure_writer([CASE], {"one": GOLD}, Phrasing(invention), USED)
    assert run.model.traps == Share(1, 1)
    assert run.model.unsaid.part > 0
    assert run.joined == run.rules
    assert run.joined.traps == Share(0, 1)
    assert (run.kept, run.unfounded) == (0, 9)


def test_a_case_that_cannot_be_written_is_told_and_the_run_goes_on() -> None:
    silent = Case(id="silent", template="soep", transcript=SILENCE)
    gold = {"silent": GOLD, "one": GOLD}
    runs = list(measure_writer([silent, CASE], gold, Phrasing(), USED))
    assert [bool(run.failure) for run in runs] == [True, False]


def test_the_report_tells_of_all_cases_together() -> None:
    runs = tuple(measure_writer([CASE, CASE], {"one": GOLD}, Phrasing(as_settled), USED))
    report = report_of(runs, USED)
    told = dict(report.figures())
    assert (report.model, told["lines"], told["kept"]) == ("by-hand", "18", "18")
    assert "hoest" not in report.model_dump_json().lower()
