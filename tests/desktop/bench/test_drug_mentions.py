"""Drug names said and heard, place by place."""

import pytest

from desktop.bench.drug_mentions import DrugMentions, DrugNames, listed_drugs

_NAMES = DrugNames(
    [[("metoprolol",), ("selokeen",)], [("ms", "contin")], [("ms",), ()], [("lidocaïne",)]]
)


@pytest.mark.parametrize(
    ("true", "heard", "expected"),
    [
        ("u slikt metoprolol", "u slikt metoprolol", DrugMentions(1, 1, 0)),
        ("u slikt metoprolol", "u slikt met op rol", DrugMentions(1, 0, 0)),
        ("u slikt iets", "u slikt metoprolol", DrugMentions(0, 0, 1)),
        ("metoprolol en metoprolol", "metoprolol en iets", DrugMentions(2, 1, 0)),
        ("metoprolol", "metoprolol metoprolol", DrugMentions(1, 1, 1)),
        ("ms contin graag", "ms contin graag", DrugMentions(1, 1, 0)),
        ("metoprolol", "selokeen", DrugMentions(1, 0, 0)),  # another name of what was said
        ("metoprolol", "selokeen selokeen", DrugMentions(1, 0, 1)),
        ("met lidocaïne", "met lidocaine", DrugMentions(1, 1, 0)),
        ("ms contin graag", "ms graag", DrugMentions(1, 0, 1)),  # another name than was said
    ],
)
def test_known_counts(true: str, heard: str, expected: DrugMentions) -> None:
    assert _NAMES.compare(true.split(), heard.split()) == expected


def test_a_name_far_from_where_it_was_said_does_not_count() -> None:
    talk = [f"w{number}" for number in range(40)]
    assert _NAMES.compare(["metoprolol", *talk], [*talk, "metoprolol"]) == DrugMentions(1, 0, 1)
    assert _NAMES.compare(["metoprolol", *talk], ["eh", "metoprolol", *talk]).heard == 1


def test_mentions_add_up() -> None:
    assert DrugMentions(3, 2, 1) + DrugMentions(1, 0, 0) == DrugMentions(4, 2, 1)


def test_the_listed_drugs_begin_with_their_own_name() -> None:
    drugs = {drug[0]: drug for drug in listed_drugs()}
    assert "panadol" in drugs["paracetamol"]
    assert not any("=" in name or "#" in name for drug in drugs.values() for name in drug)
