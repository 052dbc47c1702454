"""The secret that private cases are drawn from, and the seeds made of it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from grader.model.errors import SecretError

#: Published on purpose: `validate` without a secret and all tests use it; nothing is ever graded for real with it.
TEST_SECRET = "published-test-secret-never-grade-with-it"  # noqa: S105

FOLDER = ".grader"
FILE = "secret"
VARIABLE = "GRADER_SECRET"


def fingerprint(secret: str) -> str:
    """Sixteen hex digits that tell two secrets apart and reveal neither."""
    return hmac.new(b"grader-secret-fingerprint", secret.encode(), hashlib.sha256).hexdigest()[:16]


def seed(secret: str | None, *parts: str | int) -> int:
    """The seed of one draw: HMAC-SHA-256 (RFC 2104) of its name; public draws pass no secret."""
    key = b"public" if secret is None else secret.encode()
    name = "/".join(str(part) for part in parts).encode()
    return int.from_bytes(hmac.new(key, name, hashlib.sha256).digest()[:16], "big")


def secret_file(course: Path) -> Path:
    """Where a course keeps its secret."""
    return course / FOLDER / FILE


def private_folder(course: Path) -> Path:
    """The course's `.grader/`, made if needed; it ignores itself in git."""
    folder = course / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n")
    return folder


def read_secret(course: Path) -> str | None:
    """The secret of the environment or of the course's file, or None.

    Raises:
        SecretError: the file is empty or cannot be read.
    """
    override = os.environ.get(VARIABLE, "")
    if override:
        return override
    path = secret_file(course)
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SecretError(
            f"{path}: the secret cannot be read ({error}); restore it or run: grader secret rotate"
        ) from error
    if len(text) < 16:
        raise SecretError(
            f"{path}: expected a secret of at least 16 characters, found {len(text)}; run: grader secret rotate"
        )
    return text


def new_secret(course: Path, *, replace: bool = False) -> Path:
    """Write a new secret with mode 0600; an existing one is only replaced if told so.

    Raises:
        SecretError: there is one already, or the folder cannot be written.
    """
    path = secret_file(course)
    try:
        private_folder(course)
        flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if replace else os.O_EXCL)
        temporary = path.with_suffix(".new") if replace else path
        descriptor = os.open(temporary, flags, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_urlsafe(32) + "\n")
        if replace:
            temporary.replace(path)
    except FileExistsError:
        raise SecretError(f"{path}: there is a secret already; to replace it run: grader secret rotate") from None
    except OSError as error:
        raise SecretError(f"{path}: the secret cannot be written ({error.strerror})") from error
    return path
