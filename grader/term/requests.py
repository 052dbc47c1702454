"""A regrade request: what a student asks about one problem or case of exactly the bytes that were handed in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import msgspec

from grader.gradebook import Gradebook, StoredRequest
from grader.model.errors import GraderError
from grader.model.grades import Asked
from grader.records import decode_brief
from grader.report.words import harmless

PREFIX: Final = "grader-request-"
_BYTES: Final = 64 << 10
_FILES: Final = 10_000
TEXT_CHARACTERS: Final = 2000

_Short = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
_Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A request as its file holds it; everything in it was written by a student."""

    slug: _Short
    about: _Short  # a problem, or a case: problem/scenario/split/index
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=TEXT_CHARACTERS)]
    digests: Annotated[tuple[_Digest, ...], msgspec.Meta(min_length=1, max_length=4)]  # as a folder, as a lone file
    asked_at: _Short  # UTC, ISO 8601, by the student's clock
    student: Annotated[str, msgspec.Meta(max_length=300)] = ""  # an id, needed only where two handed in the same bytes
    schema: Annotated[int, msgspec.Meta(ge=1, le=1)] = 1

    @property
    def problem(self) -> str:
        """The problem that it is about."""
        return self.about.split("/", maxsplit=1)[0]


def file_name(request: Request) -> str:
    """The file that a request is written to; collectors leave files of this name out, so that no digest changes."""
    plain = "".join(letter if letter.isalnum() or letter in "_-" else "-" for letter in request.about)
    return f"{PREFIX}{request.slug}-{plain}"[:120] + ".json"


def encode(request: Request) -> bytes:
    """A request's file."""
    return msgspec.json.format(msgspec.json.encode(request), indent=1) + b"\n"


def decode(data: bytes) -> Request:
    """A request from its file.

    Raises:
        GraderError: the bytes are none.
    """
    try:
        return msgspec.json.decode(data, type=Request)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise GraderError(f"no request ({error}); ask the student to write it again: grader request") from error


def request_id(data: bytes) -> str:
    """What a request is called: it depends on its bytes alone, so that the same file is never two requests."""
    return hashlib.sha256(data).hexdigest()[:8]


def now() -> str:
    """The time of day, as it is stored."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def request_files(places: Iterable[Path]) -> list[Path]:
    """The request files among and below some places, also where a platform put a name before; no link is followed."""
    found: list[Path] = []
    for place in places:
        files = sorted(place.rglob(f"*{PREFIX}*.json")) if place.is_dir() else [place]
        found += [file for file in files if file.is_file() and not file.is_symlink()]
    return found[:_FILES]


def take(file: Path, book: Gradebook) -> StoredRequest:
    """Store one request under the student whose submission it is about; the same file again changes nothing.

    Raises:
        GraderError: it is no request, or of no submission in the gradebook, or could be of several students.
    """
    with file.open("rb") as stream:
        data = stream.read(_BYTES + 1)
    if len(data) > _BYTES:
        raise GraderError(f"{file}: larger than {_BYTES >> 10} KiB, no request is")
    try:
        request = decode(data)
    except GraderError as error:
        raise GraderError(f"{file}: {error}") from error
    owners = {
        entry.id: entry.student
        for entry in book.history(request.slug)
        if decode_brief(entry.report, student=entry.student).digest in request.digests
    }
    if len(owners) > 1 and request.student in owners:
        owners = {request.student: owners[request.student]}
    if len(owners) != 1:
        who = ", ".join(f"{harmless(name, limit=60)} ({harmless(one, limit=60)})" for one, name in owners.items())
        words = (
            f"could be of {who}; ask for one with --student ID" if owners else
            "is about bytes that were never graded here: grade that submission, or ask the student to run `grader "
            "request` on the file that was handed in"
        )  # fmt: skip
        raise GraderError(f"{file}: {words}")
    stored = StoredRequest(request_id(data), request.slug, next(iter(owners)), data)
    book.store_request(stored)
    return stored


def asked_by_student(slug: str, gradebook: Path) -> dict[str, tuple[Asked, ...]]:
    """What was asked about an assignment and answered, by student's id."""
    found: dict[str, tuple[Asked, ...]] = {}
    with Gradebook.open(gradebook, create=False) as book:
        for stored in book.requests(slug):
            request = decode(stored.document)
            asked = Asked(request.about, request.text, stored.answer)
            found[stored.student_id] = (*found.get(stored.student_id, ()), asked)
    return found
