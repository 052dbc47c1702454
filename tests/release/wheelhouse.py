"""Wheels of what is installed here, so that pip installs for real and asks no index."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement


def wheelhouse(folder: Path, *names: str) -> Path:
    """A folder with a wheel of each distribution and of all that it needs."""
    folder.mkdir()
    for found in _closure(names).values():
        tag = _field(found, "WHEEL", "Tag")
        stem = f"{found.metadata['Name'].replace('-', '_')}-{found.version}"
        with zipfile.ZipFile(folder / f"{stem}-{tag}.whl", "w") as wheel:
            for name in _members(found):
                wheel.write(Path(str(found.locate_file(name))), name)
    return folder


def _closure(names: tuple[str, ...]) -> dict[str, Distribution]:
    found: dict[str, Distribution] = {}
    open_names = list(names)
    while open_names:
        name = open_names.pop()
        if name not in found:
            found[name] = distribution(name)
            needed = [Requirement(line) for line in found[name].requires or ()]
            open_names += [each.name for each in needed if not each.marker or each.marker.evaluate({"extra": ""})]
    return found


def _members(found: Distribution) -> Iterator[str]:
    """Its files, without programs and bytecode."""
    for file in found.files or ():
        if ".." not in file.parts and file.suffix != ".pyc" and Path(str(found.locate_file(file))).is_file():
            yield file.as_posix()


def _field(found: Distribution, file: str, name: str) -> str:
    lines = (found.read_text(file) or "").splitlines()
    return next(line.split(": ", 1)[1] for line in lines if line.startswith(f"{name}: "))
