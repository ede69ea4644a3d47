"""Which writers are offered, which is advised, and what becomes of a choice that is gone."""

import hashlib
from pathlib import Path

import pytest

from asr.transcript import Language
from desktop import writers
from desktop.models import ModelHere, models_folder
from desktop.models.errors import ModelOfOtherKind
from desktop.models.fitness import Fitness, remember_fitness
from desktop.models.pace import remember_pace
from desktop.models.sources import Folder
from desktop.policy import STRICT, ModelRules, Policy
from desktop.settings import Settings, WriterChoice, keep_settings, read_settings
from desktop.words import words
from desktop.writers import (
    GENERATING,
    QUOTING,
    Offer,
    along,
    called,
    called_beside,
    chosen,
    made_by,
    offers,
    order,
    wanted_model,
    with_choice,
)
from summarize.extract import Extract
from summarize.note import Made
from summarize.summarize import summarize
from summarize.template import find_template
from tests.desktop.models.paces import writer
from tests.fakes import FIRST_ID
from tests.summarize.talks import VISIT
from tests.summarize.tiny_model import make_tiny_model

NAME = "granite-4.0-micro"  # of which no hash is known, so that any weights will do
FIT = Fitness(lines=20, said=18, proposed=20, looped=0, unfounded=1, obeyed=0)
UNFIT = Fitness(lines=20, said=2, proposed=20, looped=0, unfounded=15, obeyed=0)


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The hash of a model that writes and is here."""
    monkeypatch.setenv("GRIFFEL_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr(writers, "find_spec", lambda name: object())
    stick = make_tiny_model(tmp_path / "stick")
    models_folder().get(NAME, Folder(stick))
    return hashlib.sha256((stick / "tiny.gguf").read_bytes()).hexdigest()


def allowing(sha256: str) -> Policy:
    return Policy(models=ModelRules(sha256=(sha256,)))


def of_model(policy: Policy) -> Offer:
    (quoting, generating) = offers(policy)
    assert (quoting.writer, quoting.ready) == (QUOTING, True)
    assert quoting.advised != generating.advised
    return generating


def test_without_a_model_there_is_the_writer_that_quotes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRIFFEL_MODELS", str(tmp_path / "none"))
    (only,) = offers(STRICT)
    assert (only.writer, only.ready, only.advised) == (QUOTING, True, True)
    assert only.lengths == ("usual",)


def test_a_model_that_did_well_is_advised(weights: str) -> None:
    remember_fitness(weights, FIT)
    offer = of_model(allowing(weights))
    assert (offer.writer, offer.name, offer.ready, offer.advised) == (GENERATING, NAME, True, True)
    assert offer.model is not None
    assert offer.model.sha256 == weights
    assert offer.lengths == ("usual", "short")
    assert "18" in offer.told("nl")


def test_a_model_that_did_well_but_takes_long_is_not_advised(weights: str) -> None:
    remember_fitness(weights, FIT)
    remember_pace(writer(50, 17.5, weights))
    offer = of_model(allowing(weights))
    assert (offer.advised, offer.is_slow) == (True, False)
    assert "60 seconden" in offer.speed("nl")
    remember_pace(writer(8, 3, weights))
    offer = of_model(allowing(weights))
    assert (offer.ready, offer.advised, offer.is_slow) == (True, False, True)
    assert "6 minuten" in offer.speed("nl")
    remember_fitness(weights, UNFIT)
    assert of_model(allowing(weights)).speed("nl") == ""  # it writes nothing


def test_a_model_that_was_not_tried_out_may_write_and_is_not_advised(weights: str) -> None:
    offer = of_model(allowing(weights))
    assert (offer.code, offer.ready, offer.advised) == ("writers.untried", True, False)


def test_a_model_that_did_badly_is_not_for_notes(weights: str) -> None:
    remember_fitness(weights, UNFIT)
    offer = of_model(allowing(weights))
    assert (offer.code, offer.ready, offer.advised) == ("fitness.invents", False, False)


def test_why_a_model_cannot_write_is_told(weights: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert of_model(STRICT).code == "writers.not_allowed"
    with monkeypatch.context() as small:
        small.setattr(writers, "all_memory", lambda: -1)
        assert of_model(allowing(weights)).code == "writers.too_large"
    with monkeypatch.context() as bare:
        bare.setattr(writers, "find_spec", lambda name: None)
        assert of_model(allowing(weights)).code == "writers.no_runtime"
    (file,) = (models_folder().open(NAME)).glob("*.gguf")
    file.write_bytes(file.read_bytes()[:-1])
    assert of_model(allowing(weights)).code == "writers.damaged"
    assert not of_model(allowing(weights)).ready


def test_a_folder_with_a_model_that_listens_is_not_a_writer(
    weights: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def listens(name: str, kind: str, policy: Policy) -> ModelHere:
        raise ModelOfOtherKind

    assert of_model(allowing(weights)).ready
    monkeypatch.setattr(writers, "allowed_model", listens)
    offer = of_model(allowing(weights))
    assert (offer.code, offer.ready) == ("writers.damaged", False)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_length_has_its_word(language: Language) -> None:
    for length in ("usual", "short"):
        assert words(f"writers.length_{length}", language)


def test_the_choice_is_kept_for_each_kind_of_note(weights: str, tmp_path: Path) -> None:
    choice = WriterChoice(writer=GENERATING, model=NAME, length="short")
    keep_settings(tmp_path, with_choice(Settings(), "soep", choice))
    settings, policy = read_settings(tmp_path), allowing(weights)
    offer, length = chosen(settings, "soep", policy)
    assert (offer.writer, offer.name, length) == (GENERATING, NAME, "short")
    other, usual = chosen(settings, "specialist", policy)
    assert (other.writer, usual) == (QUOTING, "usual")


def test_a_choice_that_is_gone_gives_way_to_quoting(weights: str) -> None:
    choice = WriterChoice(writer=GENERATING, model=NAME)
    settings, policy = with_choice(Settings(), "soep", choice), allowing(weights)
    assert chosen(settings, "soep", policy)[0].writer == GENERATING
    remember_fitness(weights, UNFIT)
    assert chosen(settings, "soep", policy)[0].writer == QUOTING
    remember_fitness(weights, FIT)
    models_folder().remove(NAME)
    assert chosen(settings, "soep", policy)[0].writer == QUOTING
    unknown = WriterChoice(writer=GENERATING, model="no-such", length="short")
    offer, length = chosen(with_choice(Settings(), "soep", unknown), "soep", policy)
    assert (offer.writer, length) == (QUOTING, "usual")


def test_settings_from_before_there_was_a_choice_are_read(tmp_path: Path) -> None:
    old = Settings(template="soep", guided=True).model_dump(exclude={"writers"})
    (tmp_path / "settings.json").write_text(Settings(**old).model_dump_json(exclude={"writers"}))
    assert read_settings(tmp_path) == Settings(template="soep", guided=True)


def test_a_note_says_what_to_call_its_writer() -> None:
    quoted = summarize(VISIT, find_template("soep", "nl"), Extract())
    model = Made(writer="generate", version="1", model="example-4b")
    generated = quoted.model_copy(update={"writer": "generate", "made": (model,)})
    old = quoted.model_copy(update={"made": ()})
    assert called(generated, "nl") == "taalmodel example-4b"
    assert called(quoted, "nl") == called(old, "nl") == "Griffel zelf"
    both = quoted.model_copy(update={"made": (*quoted.made, model, model)})
    assert called(both, "nl") == "Griffel zelf, taalmodel example-4b"
    unknown = quoted.model_copy(update={"made": (Made(writer="other", version="1"),)})
    assert called(unknown, "nl") == "other"


def test_a_line_by_another_writer_than_that_of_the_draft_says_so() -> None:
    quoted = summarize(VISIT, find_template("soep", "nl"), Extract())
    model = Made(writer="generate", version="1", model="example-4b")
    both = quoted.model_copy(update={"made": (*quoted.made, model)})
    _, line = next(both.statements())
    assert called_beside(both, line, "nl") == ""
    of_model = line.model_copy(update={"made": 1})
    assert called_beside(both, of_model, "nl") == "taalmodel example-4b"
    mine = of_model.model_copy(update={"origin": "clinician"})
    assert called_beside(both, mine, "nl") == ""
    of_nobody = line.model_copy(update={"made": 7})
    assert called_beside(both, of_nobody, "nl") == ""


def test_version_and_checksum_of_what_wrote_a_note_are_told() -> None:
    quoted = summarize(VISIT, find_template("soep", "nl"), Extract())
    model = Made(writer="generate", version="1.2", model="example-4b", sha256="ab" * 32)
    old = Made(writer="extract", version="")
    both = quoted.model_copy(update={"made": (model, old)})
    told = (
        "taalmodel example-4b (Griffel 1.2, sha256 abababababab); Griffel zelf (zonder taalmodel)"
    )
    assert made_by(both, "nl") == f"Concept geschreven door {told}"
    new = quoted.model_copy(update={"made": (Made(writer="extract", version="1.2"),)})
    assert made_by(new, "nl") == (
        "Concept geschreven door Griffel zelf (zonder taalmodel, versie 1.2)"
    )
    assert made_by(new, "en") == (
        "Draft written by Griffel itself (without a language model, version 1.2)"
    )


def test_only_a_model_takes_reading_before_it_can_write() -> None:
    choice = WriterChoice(writer=GENERATING, model=NAME)
    settings = with_choice(Settings(), "soep", choice)
    assert wanted_model(settings, "soep") == NAME
    assert wanted_model(settings, "specialist") == ""
    assert wanted_model(with_choice(settings, "soep", WriterChoice(model=NAME)), "soep") == ""


def test_an_engine_is_told_who_writes(weights: str) -> None:
    policy = allowing(weights)
    offer = of_model(policy)
    told = order(FIRST_ID, VISIT, "soep", offer, "short")
    assert (told.writer, told.model, told.length) == (GENERATING, offer.model, "short")
    follow = along(FIRST_ID, "nl", VISIT.utterances[:3], offer)
    assert follow is not None
    assert (follow.model, len(follow.utterances)) == (offer.model, 3)
    quoting = offers(policy)[0]
    assert order(FIRST_ID, VISIT, "soep", quoting, "usual").model is None
    assert along(FIRST_ID, "nl", VISIT.utterances, quoting) is None
