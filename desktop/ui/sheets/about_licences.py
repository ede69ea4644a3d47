"""Whose work Griffel carries, and under which licence, as the installed packages themselves say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_OSI = "License :: OSI Approved :: "
_LONGEST = 80  # a longer field is the text of a licence, and not its name


@dataclass(frozen=True)
class Carried:
    """One package. An empty licence: the package does not say."""

    name: str
    version: str
    licence: str


def carried(root: str = "griffel") -> tuple[Carried, ...]:
    """The packages Griffel needs, and those they need, by name."""
    found: dict[str, Carried] = {}
    waiting = list(_needs(root))
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:  # for another system, or left out of the built program
            continue
        found[name] = Carried(package.metadata["Name"], package.version, licence_of(package))
        waiting += _needs(name)
    return tuple(found[name] for name in sorted(found))


def licence_of(package: Distribution) -> str:
    """The name of the licence, from the newest field that has it."""
    fields = package.metadata
    for field in ("License-Expression", "License"):
        said = (fields[field] if field in fields else "").strip()  # noqa: SIM401 - it has no get
        if said and "\n" not in said and len(said) <= _LONGEST:
            return said
    osi = [said for said in fields.get_all("Classifier") or () if said.startswith(_OSI)]
    return osi[0].removeprefix(_OSI) if osi else ""


def _needs(name: str) -> Iterator[str]:
    try:
        needs = distribution(name).requires or []
    except PackageNotFoundError:
        needs = []
    for need in needs:
        found = _NAME.match(need)
        if found and "extra ==" not in need:
            yield re.sub(r"[-_.]+", "-", found[0]).lower()
