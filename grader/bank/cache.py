"""Banks of the same content in `.grader/cache/`, found without loading what they were built from."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable
from pathlib import Path

import numpy as np

from grader.bank import store
from grader.bank.secret import FOLDER, fingerprint
from grader.model.bank import PUBLIC, CaseBank
from grader.model.code import code_digest
from grader.model.errors import BankError
from grader.model.folders import source_digest

CACHE = "cache"
#: The length of the key in a bank's name.
KEY_DIGITS = 32
#: The code that banks are made by: another version of it makes another bank.
BANK_CODE = ("author.py", "bank", "domain", "frameworks", "judge", "languages", "load", "model", "threads.py")
#: Gets the name of a problem.
Progress = Callable[[str], None]


def cached(course: Path, slug: str, secret: str | None) -> CaseBank | None:
    """The bank of exactly these files and this secret, or None."""
    return read(cache_file(course, slug, secret))


def cached_or_built(course: Path, slug: str, secret: str | None, *, progress: Progress | None = None) -> CaseBank:
    """The bank of these files; what an author needs to build one, which takes a while to load, only if there is none.

    `progress` gets the name of each problem whose cases are about to be drawn.

    Raises:
        SpecError: the assignment or its reference cannot be used.
    """
    found = cached(course, slug, secret)
    if found is None:
        from grader.bank.build import case_bank

        found = case_bank(course, slug, secret=secret, progress=progress)
    return found


def read(file: Path) -> CaseBank | None:
    """The bank in a file of the cache; None where there is none in this layout, and it is built again."""
    try:
        return store.decode(file.read_bytes())
    except (OSError, BankError):
        return None


def cache_file(course: Path, slug: str, secret: str | None) -> Path:
    """Where the bank of exactly these files and this secret is kept."""
    return course / FOLDER / CACHE / f"{slug}-{cache_key(course, slug, secret)}.bank"


def cache_key(course: Path, slug: str, secret: str | None) -> str:
    """What a bank's content depends on, in KEY_DIGITS hex digits."""
    digest = hashlib.sha256()
    for part in (source_digest(course, slug), *surroundings(secret)):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()[:KEY_DIGITS]


def surroundings(secret: str | None) -> tuple[str, ...]:
    """What every bank depends on beside the files of its assignment."""
    mark = fingerprint(secret) if secret else PUBLIC
    return mark, platform.python_version(), np.__version__, platform.machine(), code_digest(*BANK_CODE)
