"""Which terms of the institution a user has agreed to."""

from pathlib import Path

from pydantic import AwareDatetime, ValidationError

from asr.value import Value
from desktop.policy import Policy, Terms
from desktop.store.folder import write_whole


class Acknowledgement(Value):
    """One user agreed to one version of one text."""

    user: str
    terms: str
    at: AwareDatetime


class _Kept(Value):
    acknowledgements: tuple[Acknowledgement, ...] = ()


class AcknowledgedTerms:
    """What was agreed to, in one file. A file that cannot be read counts as nothing agreed."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def open_terms(self, policy: Policy, user: str) -> tuple[Terms, ...]:
        """The terms this user has yet to agree to."""
        agreed = {one.terms for one in self._kept().acknowledgements if one.user == user}
        return tuple(terms for terms in policy.terms if terms.key not in agreed)

    def add(self, terms: Terms, user: str, at: AwareDatetime) -> None:
        """Keep that this user agrees."""
        new = Acknowledgement(user=user, terms=terms.key, at=at)
        kept = _Kept(acknowledgements=(*self._kept().acknowledgements, new))
        write_whole(self._file, kept.model_dump_json(indent=1).encode() + b"\n")

    def _kept(self) -> _Kept:
        try:
            return _Kept.model_validate_json(self._file.read_bytes())
        except (OSError, ValidationError):
            return _Kept()
