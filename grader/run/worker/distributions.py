"""Which distributions and top-level modules an assignment's libraries stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution

_NOT_NEEDED = {"setuptools", "pip", "wheel", "triton"}
_REQUIREMENT = re.compile(r"^\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


def allowed_modules(libraries: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Top-level module names of the libraries, and of what those depend on."""
    allowed, helpers = distributions(libraries)
    return module_names(allowed), module_names(helpers)


def distributions(libraries: Iterable[str]) -> tuple[list[Distribution], list[Distribution]]:
    """The named distributions, and those that they need, as far as they are installed."""
    named = list(libraries)
    found: dict[str, Distribution] = {}
    waiting = list(named)
    while waiting:
        name = waiting.pop()
        if name in found or name in _NOT_NEEDED:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        for requirement in found[name].requires or []:
            match = _REQUIREMENT.match(requirement)
            if match and "extra ==" not in requirement:
                waiting.append(re.sub(r"[-_.]+", "-", match[1]).lower())
    return [found[name] for name in named if name in found], [found[name] for name in found if name not in named]


def _tops(owner: Distribution) -> set[str]:
    """First components of the files that a distribution owns in site-packages."""
    record = owner.read_text("RECORD")
    lines = record.splitlines() if record else [str(path) for path in owner.files or []]
    tops = {line.split("/", 1)[0].split(",", 1)[0] for line in lines}
    return tops - {"..", "__pycache__", ""}


def entries(owners: Iterable[Distribution]) -> set[str]:
    """The paths in site-packages that belong to these distributions."""
    return {str(item.locate_file(top)) for item in owners for top in _tops(item)}


def module_names(owners: Iterable[Distribution]) -> frozenset[str]:
    """What can be imported of them."""
    names = {top.removesuffix(".py") for item in owners for top in _tops(item)}
    return frozenset(name for name in names if name.isidentifier())
