"""Digests of the grader's own code: what cached banks and stored results depend on."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent


@cache
def code_digest(*parts: str) -> str:
    """SHA-256 over the Python files of these packages or modules of the grader, in 64 hex digits."""
    digest = hashlib.sha256()
    for part in parts:
        path = PACKAGE / part
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            data = file.read_bytes()
            digest.update(file.relative_to(PACKAGE).as_posix().encode() + b"\0" + len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
