"""The files of a student's bundle, each made for this purpose: nothing is ever shipped by stripping something else."""

from __future__ import annotations

import platform
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from grader import __version__
from grader.bank import store
from grader.bank.cache import cached_or_built
from grader.frameworks import FRAMEWORKS, LIBRARIES, NUMPY
from grader.languages import said
from grader.model.bank import CaseBank
from grader.model.errors import GraderError
from grader.model.folders import ASSIGNMENTS
from grader.release.publish import published
from grader.release.record import FOLDER, RECORD, record, starter_name

#: What a student's folder may hold beside the entry and the hidden folder.
HANDOUTS = ("README.md", "README.zh.md", "picture.svg")
_IGNORED = b"__pycache__/\n*.pyc\n.venv/\n.pytest_cache/\n.ipynb_checkpoints/\n*.npz\ngrader-junit.xml\n"


@dataclass(frozen=True)
class Bundle:
    """A student's files by relative path, and the cases that are in them."""

    slug: str
    files: Mapping[str, bytes]
    bank: CaseBank

    @property
    def module(self) -> str:
        """The entry's module name."""
        return self.bank.module


def student_bundle(course: Path, slug: str, *, framework: str = "numpy") -> Bundle:
    """Handout, starter, public.py, public cases, record.

    Raises:
        GraderError: the assignment does not exist, or has no starter in that framework.
    """
    folder = course / ASSIGNMENTS / slug
    bank = published(cached_or_built(course, slug, None))
    by_framework = starters(folder, bank.libraries)
    if framework not in by_framework:
        raise GraderError(
            said(
                "{folder}: expected a starter for {framework}, found none",
                folder=folder / starter_name(framework),
                framework=framework,
            )
        )
    files = {name: (folder / name).read_bytes() for name in HANDOUTS if (folder / name).is_file()}
    files[f"{bank.module}.py"] = by_framework[framework]
    if bank.public_source:
        files["public.py"] = bank.public_source
    files[".gitignore"] = _IGNORED
    files[f"{FOLDER}/{slug}.bank"] = store.encode(bank)
    files |= {f"{FOLDER}/{starter_name(name)}": data for name, data in by_framework.items()}
    files[f"{FOLDER}/{RECORD}"] = record(slug, libraries=bank.libraries, environment=environment(), grader=__version__)
    return Bundle(slug, files, bank)


def starters(folder: Path, libraries: Collection[str]) -> dict[str, bytes]:
    """By framework: the author's own file, or what follows from the one in NumPy where the framework is allowed."""
    first = folder / starter_name(NUMPY.name)
    found = {}
    for framework in FRAMEWORKS:
        own = folder / starter_name(framework.name)
        if own.is_file():
            found[framework.name] = own.read_bytes()
        elif first.is_file() and set(framework.distributions) <= set(libraries):
            text = first.read_text(encoding="utf-8")
            for pattern, instead in framework.starter:
                text = re.sub(pattern, instead, text)
            found[framework.name] = text.encode()
    return found


def environment() -> dict[str, str]:
    """The versions and the machine that the answers are frozen with."""
    here = {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system()}
    for name in LIBRARIES:
        try:
            here[name] = version(name).partition("+")[0]
        except PackageNotFoundError:
            continue
    return here
