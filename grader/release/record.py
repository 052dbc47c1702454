"""The hidden folder of a release: which assignment it is, what it was made with, and its frozen public cases.

Read by every command of a student before anything slow is imported: the standard library only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.frameworks import NAMES
from grader.languages import said
from grader.model.errors import GraderError

FOLDER = ".grader-release"
RECORD = "release.json"
SCHEMA = 1


@dataclass(frozen=True)
class Release:
    """A release folder on disk."""

    root: Path
    slug: str
    libraries: tuple[str, ...]
    environment: Mapping[str, str]  # of the machine that froze the answers
    grader: str  # the version that made it

    @property
    def module(self) -> str:
        """The entry's module name: the slug with underscores."""
        return self.slug.replace("-", "_")

    @property
    def bank_file(self) -> Path:
        """The frozen public cases."""
        return self.root / FOLDER / f"{self.slug}.bank"

    def starter_file(self, framework: str) -> Path:
        """An untouched starter, to begin again or in another framework."""
        return self.root / FOLDER / starter_name(framework)


def starter_name(framework: str) -> str:
    """`starter.py`, or `starter_torch.py`."""
    return "starter.py" if framework == NAMES[0] else f"starter_{framework}.py"


def find_release(start: Path) -> Release | None:
    """The release at or above a file or folder.

    Raises:
        GraderError: there is one, and its record cannot be read.
    """
    here = start.absolute()
    for folder in (here, *here.parents):
        if (folder / FOLDER / RECORD).is_file():
            return read_release(folder)
    return None


def read_release(root: Path) -> Release:
    """The release whose hidden folder lies in `root`.

    Raises:
        GraderError: its record cannot be read, or a later version of the grader made it.
    """
    file = root / FOLDER / RECORD
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        schema, slug = int(document["schema"]), str(document["assignment"])
        libraries = tuple(str(name) for name in document["libraries"])
        environment = {str(name): str(value) for name, value in document["environment"].items()}
        version = str(document["grader"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise GraderError(
            said(
                "{file}: expected the record of a release, found {error}; get {folder} again",
                file=file,
                error=repr(error),
                folder=FOLDER,
            )
        ) from error
    if schema > SCHEMA or "/" in slug or "\\" in slug:
        raise GraderError(
            said(
                "{file}: made by grader {version}, which is newer than this one; install that version",
                file=file,
                version=version,
            )
        )
    return Release(root, slug, libraries, environment, version)


def record(slug: str, *, libraries: tuple[str, ...], environment: Mapping[str, str], grader: str) -> bytes:
    """The record as it is written."""
    said = {
        "schema": SCHEMA,
        "assignment": slug,
        "libraries": list(libraries),
        "environment": dict(environment),
        "grader": grader,
    }
    return (json.dumps(said, indent=1, sort_keys=True) + "\n").encode()
