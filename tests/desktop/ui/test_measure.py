"""The window is measured on a visit of any size, and what is measured is what a user does."""

from desktop.ui.measure import Size, long_note, long_transcript, measure_window


def test_the_figures_are_of_a_note_that_was_typed_in() -> None:
    figures = measure_window(Size(utterances=60, statements=12, keys=20))
    assert 0 < figures.key_median <= figures.key_p95 <= figures.key_slowest
    assert figures.opening > 0
    assert figures.start > 0


def test_the_long_visit_is_as_long_as_it_says() -> None:
    said = long_transcript(500)
    note = long_note(said, 100)
    assert len(said.utterances) == 500
    lines = [one for _, one in note.statements()]
    assert len(lines) == 100
    assert {one.evidence[0] for one in lines} <= {one.id for one in said.utterances}
    assert any(word.unsure for one in said.utterances for word in one.words)
