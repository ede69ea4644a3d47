"""What the institution has the last word on: refused here, and the refusal is written down."""

from pathlib import Path

from desktop.desk import Desk, refused, write_down
from desktop.errors import DataNotAllowed, ModelNotAllowed, TermsOpen, TermsUnknown
from desktop.models import ModelHere, allowed_model
from desktop.models.catalogue import Kind
from desktop.models.writing_model import WritingModel
from desktop.policy import Data, Terms


def may_record(desk: Desk, data: Data) -> None:
    """Refuse to record what the policy forbids, or before its terms were agreed to."""
    if not desk.policy.allows_data(data):
        raise refused(desk, DataNotAllowed())
    if desk.acknowledged.open_terms(desk.policy, desk.user):
        raise refused(desk, TermsOpen())


def choose_model(desk: Desk, name_or_dir: str | Path, kind: Kind) -> Path:
    """The folder of a model that is here, whole and allowed."""
    return _chosen(desk, name_or_dir, kind).folder


def choose_writing_model(desk: Desk, name_or_dir: str | Path) -> WritingModel:
    """A model that writes, here, whole and allowed, with what is kept of it with its notes."""
    return WritingModel.of(_chosen(desk, name_or_dir, "writer"))


def acknowledge(desk: Desk, terms: str) -> Terms:
    """Keep that this user agrees to the terms of that id, in the version that holds now."""
    for one in desk.acknowledged.open_terms(desk.policy, desk.user):
        if one.id == terms:
            desk.acknowledged.add(one, desk.user, desk.now())
            write_down(desk, "POLICY_ACKNOWLEDGED", detail=one.key)
            return one
    raise TermsUnknown


def _chosen(desk: Desk, name_or_dir: str | Path, kind: Kind) -> ModelHere:
    try:
        return allowed_model(name_or_dir, kind, desk.policy)
    except ModelNotAllowed as error:
        raise refused(desk, error) from error
