"""The advised speech model is the best that memory and cores carry; the others say why not."""

import pytest

from desktop.models.advice import BEST_FIRST, Carried, Machine, advised, carried
from desktop.models.catalogue import Model, catalogue
from desktop.models.pace import SpeechPace
from tests.desktop.models.paces import speech

MODELS = tuple(model for model in catalogue().models if model.kind == "speech")
LARGE = Machine(cores=8, memory=32_000_000_000)
TURBO, SMALL, BASE = "whisper-large-v3-turbo", "whisper-small", "whisper-base"


def how(machine: Machine, **works: float) -> dict[str, Carried]:
    """How it carries them, where so much was measured of some."""

    def pace_of(model: Model) -> SpeechPace | None:
        work = works.get(model.name.removeprefix("whisper-").replace("-", "_"))
        return None if work is None else speech(work)

    return dict(carried(MODELS, pace_of, machine))


@pytest.mark.parametrize(
    ("machine", "works", "best"),
    [
        (LARGE, {}, TURBO),
        (Machine(cores=2, memory=32_000_000_000), {}, SMALL),
        (Machine(cores=8, memory=4_000_000_000), {}, SMALL),
        (Machine(cores=8, memory=None), {}, TURBO),  # nobody tells
        (Machine(cores=2, memory=1_000_000_000), {}, ""),
        (LARGE, {"large_v3_turbo": 1.4}, SMALL),  # measured
        (LARGE, {"large_v3_turbo": 1.4, "large_v3": 0.6}, "whisper-large-v3"),
        (LARGE, {"base": 0.3}, SMALL),  # so turbo takes too long as well
        (Machine(cores=2, memory=None), {"base": 0.03}, TURBO),  # two fast cores
        (Machine(cores=2, memory=None), {"small": 2.0}, SMALL),  # nothing better is carried
    ],
)
def test_the_best_that_is_carried_is_advised(
    machine: Machine, works: dict[str, float], best: str
) -> None:
    assert advised(MODELS, how(machine, **works)) == best


def test_one_that_the_institution_does_not_allow_is_not_advised() -> None:
    allowed = [model for model in MODELS if model.name != TURBO]
    assert advised(allowed, how(LARGE)) == "whisper-medium"
    assert advised([], how(LARGE)) == ""


def test_what_hears_too_little_is_never_advised() -> None:
    small = [model for model in MODELS if model.name in (BASE, "whisper-tiny")]
    assert advised(small, how(LARGE)) == ""


def test_why_a_model_is_not_advised_is_said() -> None:
    found = how(Machine(cores=2, memory=5_200_000_000), base=0.2)
    assert "geheugen" in found[TURBO].told("nl")
    assert "2,7 GB" in found[TURBO].told("nl")
    assert "Naar verwachting te langzaam" in found["whisper-medium"].told("nl")
    assert "24 minuten" in found["whisper-medium"].told("nl")
    assert "120 minuten" not in found[BASE].told("nl")
    assert found[BASE].told("nl")  # measured
    assert found["whisper-tiny"].told("nl") == ""


def test_a_model_that_the_list_knows_no_effort_of_is_not_judged_by_it() -> None:
    unknown = MODELS[0].model_copy(update={"effort": None})
    found = carried([unknown], lambda model: None, Machine(cores=1, memory=None))
    assert found[unknown.name].well
    assert found[unknown.name].told("en") == ""


def test_every_speech_model_of_the_list_has_its_place_and_its_effort() -> None:
    assert {model.name for model in MODELS} == set(BEST_FIRST)
    efforts = {model.name: model.effort for model in MODELS}
    assert efforts[BASE] == 1
    assert all(efforts.values())
    assert Machine.here().cores >= 1
