"""A new draft beside the note: what differs, what is proposed, and what taking does."""

from desktop.correction import Added, Reworded, corrected
from desktop.redraft import Change, compare, taken
from summarize.note import Note, Statement, StatementId
from tests.desktop.hearts import S1, S2, hearts, texts


def new_draft() -> Note:
    """Written anew: the dose as it was said, the plan told otherwise, an evaluation."""
    made = corrected(hearts(), Reworded(S2, "Med: metoprolol 50 mg 1dd."))
    made = corrected(made, Added("E", "Palpitaties."))
    return as_written(made)


def as_written(note: Note) -> Note:
    """The same as if a writer had made all of it."""
    reports = tuple(
        report.model_copy(
            update={
                "sections": tuple(
                    section.model_copy(
                        update={
                            "statements": tuple(
                                one.model_copy(update={"origin": "writer"})
                                for one in section.statements
                            )
                        }
                    )
                    for section in report.sections
                )
            }
        )
        for report in note.reports
    )
    return note.model_copy(update={"reports": reports})


def told(changes: tuple[Change, ...]) -> list[tuple[str, str, str, bool]]:
    def text(one: Statement | None) -> str:
        return one.text if one else ""

    return [(c.kind, text(c.before), text(c.after), c.take) for c in changes]


def test_what_differs_is_told_line_by_line() -> None:
    assert told(compare(hearts(), new_draft())) == [
        ("changed", "Med: metoprolol 500 mg 1dd.", "Med: metoprolol 50 mg 1dd.", True),
        ("added", "", "Palpitaties.", True),
    ]


def test_of_the_same_draft_nothing_is_told() -> None:
    assert compare(hearts(), hearts()) == ()


def test_what_the_clinician_wrote_is_proposed_to_stay() -> None:
    mine = corrected(hearts(), Reworded(S2, "Med: metoprolol, dosis navragen."))
    mine = corrected(mine, Added("P", "Controle 2 wk."))
    changes = compare(mine, new_draft())
    yours = [change for change in changes if change.is_yours]
    assert [change.take for change in yours] == [False, False]
    assert {change.kind for change in yours} == {"changed", "removed"}
    kept = taken(mine, new_draft(), {change.number for change in changes if change.take})
    assert "Med: metoprolol, dosis navragen." in texts(kept, "S")
    assert "Controle 2 wk." in texts(kept, "P")
    assert "Palpitaties." in texts(kept, "E")


def test_what_the_clinician_took_out_is_not_proposed_again() -> None:
    shorter = corrected(hearts(), Reworded(S1, ""))
    (again,) = compare(shorter, hearts(), drafted=hearts())
    assert (again.kind, again.take) == ("added", False)
    (unknown,) = compare(shorter, hearts(), drafted=None)
    assert unknown.take


def test_taking_nothing_leaves_every_line_and_taking_all_gives_the_new_draft() -> None:
    mine = corrected(hearts(), Added("P", "Controle 2 wk."))
    none, changes = taken(mine, new_draft(), ()), compare(mine, new_draft())
    assert [one.text for _, one in none.statements()] == [one.text for _, one in mine.statements()]
    every = taken(mine, new_draft(), [change.number for change in changes])
    assert [one.text for _, one in every.statements()] == [
        one.text for _, one in new_draft().statements()
    ]


def test_what_is_taken_keeps_the_id_of_the_line_it_replaces_and_no_id_is_there_twice() -> None:
    changes = compare(hearts(), new_draft())
    every = taken(hearts(), new_draft(), [change.number for change in changes])
    dose = next(one for _, one in every.statements() if "50 mg" in one.text)
    assert dose.id == S2
    ids = [one.id for _, one in every.statements()]
    assert len(set(ids)) == len(ids)


def test_a_new_problem_comes_as_a_report_of_its_own_only_if_it_is_taken() -> None:
    two = hearts("Hart", "Hoest")
    changes = compare(hearts("Hart"), two)
    assert {change.report for change in changes} == {1}
    assert len(taken(hearts("Hart"), two, ()).reports) == 1
    every = taken(hearts("Hart"), two, [change.number for change in changes])
    assert [report.problem for report in every.reports] == ["Hart", "Hoest"]
    assert len({one.id for _, one in every.statements()}) == len(list(every.statements()))


def test_a_moved_line_is_told_as_gone_here_and_new_there() -> None:
    mine = hearts()
    one = next(line for _, line in mine.statements() if line.id == S1)
    moved = corrected(corrected(mine, Reworded(S1, "")), Added("O", one.text))
    assert {change.kind for change in compare(mine, as_written(moved))} == {"added", "removed"}
    assert StatementId("S1") == S1
