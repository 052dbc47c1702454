"""Banks of the same content in `.grader/cache/`, found without loading what they were built from."""

from __future__ import annotations

import hashlib
import os
import platform
from pathlib import Path

import numpy as np

from grader.bank import store
from grader.bank.secret import FOLDER, fingerprint, private_folder
from grader.model.bank import PUBLIC, CaseBank
from grader.model.code import code_digest
from grader.model.errors import BankError
from grader.model.folders import source_digest

CACHE = "cache"
#: How many banks of an assignment are kept, and the length of the key in their names.
KEPT, KEY_DIGITS = 4, 32
#: The code that banks are made by: another version of it makes another bank.
BANK_CODE = ("author.py", "bank", "domain", "frameworks", "judge", "languages", "load", "model", "threads.py")


def cached(course: Path, slug: str, secret: str | None) -> CaseBank | None:
    """The bank of exactly these files and this secret, or None."""
    return read(cache_file(course, slug, secret))


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
    mark = fingerprint(secret) if secret else PUBLIC
    for part in (source_digest(course, slug), mark, np.__version__, platform.machine(), code_digest(*BANK_CODE)):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()[:KEY_DIGITS]


def keep(bank: CaseBank, course: Path, file: Path) -> None:
    """Cache the bank; a course that cannot be written to is graded all the same, only slower."""
    try:
        private_folder(course)
        file.parent.mkdir(mode=0o700, exist_ok=True)
        same = file.parent.glob(f"{bank.slug}-{'[0-9a-f]' * KEY_DIGITS}.bank")  # not those of bank.slug + "-more"
        for old in sorted(same, key=lambda path: path.stat().st_mtime)[: -(KEPT - 1)]:
            old.unlink(missing_ok=True)
        _write(bank, file, file.with_suffix(f".{os.getpid()}.tmp"))
    except OSError:
        return


def _write(bank: CaseBank, file: Path, beside: Path) -> None:
    """All of it or nothing, and on a full disk no half of it either."""
    try:
        store.write(bank, beside)
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
