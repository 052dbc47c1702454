"""A folder of a source to a program: the entry, what lies beside it, and what to say about both."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from grader.collect.entry import Place, choose_entry, find_place, module_name
from grader.collect.limits import ENTRY_BYTES, NOTEBOOK_BYTES, TOTAL_BYTES
from grader.collect.listing import list_files, shortened
from grader.collect.names import folded, shown, why_not_portable
from grader.collect.source import Item, Source
from grader.languages import said
from grader.model.errors import SubmissionError
from grader.model.outcome import Program
from grader.model.source import parsed
from grader.model.submission import Submission
from grader.run.host.scan import framework_of

# The embeddings, overrides and isolates of "Trojan Source" (CVE-2021-42574), in UTF-8.
_BIDI = re.compile(rb"\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
_COMMAND = re.compile(rb"^[ \t]*[!%]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is collected: the assignment's slug and, if known, the names of the functions that are graded."""

    slug: str
    functions: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Student:
    """Who handed something in, and what the download says about it."""

    name: str  # as displayed, unique in its class
    source: str  # absolute path of what is collected
    id: str = ""  # the platform's own of the student, "" where it tells none
    attempt: int = 1
    notes: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    handed_in: datetime | None = None
    late_seconds: float | None = None
    is_late: bool = False
    member_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    source: bytes
    notes: tuple[str, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)  # that a notebook holds


Reader = Callable[[], tuple[Program, tuple[str, ...]]]


def submission(student: Student, read: Reader) -> Submission:
    """What one student handed in; whatever is wrong with it becomes the refusal."""
    program: Program | None = None
    notes: tuple[str, ...] = ()
    refusal = ""
    try:
        program, notes = read()
        digest = _digest({"entry": program.entry.encode(), **{f"file/{k}": v for k, v in program.files.items()}})
    except SubmissionError as error:
        refusal = str(error)
        digest = _digest({"refusal": refusal.encode()})
    return Submission(
        student=student.name,
        program=program,
        digest=digest,
        refusal=refusal,
        notes=shortened((*student.notes, *notes)),
        flags=_bidi_flags(program) if program else (),
        attempt=student.attempt,
        source=student.source,
        id=student.id,
        members=student.members,
        handed_in=student.handed_in,
        late_seconds=student.late_seconds,
        is_late=student.is_late,
        member_ids=student.member_ids,
    )


def read_program(source: Source, root: str, wanted: Wanted) -> tuple[Program, tuple[str, ...]]:
    """The program in a folder of a source, and notes for its student."""
    place = find_place(source, root, wanted.slug)
    entry, chosen = choose_entry(place, wanted.slug, wanted.functions)
    program, notes = read_entry(place, entry, wanted)
    return program, (*chosen, *notes)


def read_entry(place: Place, item: Item, wanted: Wanted) -> tuple[Program, tuple[str, ...]]:
    """The program whose entry is `item`, with every usable file of its folder."""
    listing = list_files(place.source, place.names, item)
    entry = _read_entry(place, item, wanted)
    files = {entry.name: entry.source}
    left = TOTAL_BYTES
    for path, file in listing.files.items():
        data = place.source.read(file.path, left)
        left -= len(data)
        files.setdefault(unicodedata.normalize("NFC", path), data)
    for path, data in entry.files.items():  # a file that was handed in comes first
        if not any(_same_place(path, other) for other in files):
            files[path] = data
    program = Program(
        entry=entry.name,
        files=dict(sorted(files.items())),
        module=module_name(wanted.slug),
        framework=framework_of(files),
    )
    return program, (*entry.notes, *listing.notes)


def _same_place(path: str, other: str) -> bool:
    """Whether two paths cannot both be files on every system."""
    one, two = sorted((f"{folded(path)}/", f"{folded(other)}/"), key=len)
    return two.startswith(one)


def _read_entry(place: Place, item: Item, wanted: Wanted) -> _Entry:
    module_file = f"{module_name(wanted.slug)}.py"
    if item.name.lower().endswith(".ipynb"):
        from grader.collect.notebooks import extract  # a tenth of this package's import, for those who need it

        data = place.source.read(item.path, NOTEBOOK_BYTES)
        notebook = extract(data, shown(item.name), wanted.functions, entry=module_file)
        return _Entry(module_file, notebook.source, notebook.notes, notebook.files)
    source, notes = _without_commands(place.source.read(item.path, ENTRY_BYTES))
    reason = why_not_portable(item.name)
    if reason:
        note = said(
            "{name} {reason}; it is graded as {file}",
            name=shown(item.name),
            reason=reason,
            file=module_file,
        )
        return _Entry(module_file, source, (*notes, note))
    return _Entry(unicodedata.normalize("NFC", item.name), source, notes)


def _without_commands(source: bytes) -> tuple[bytes, tuple[str, ...]]:
    """A `.py` that is the text of a notebook, as Colab saves it: `!pip …` and `%…` go, and lines keep their place."""
    if not _COMMAND.search(source):
        return source, ()
    from grader.collect.magics import without_line_magics

    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        return source, ()
    if _parses(text) or not _parses(left := without_line_magics(text.replace("\r\n", "\n"))):
        return source, ()
    return left.encode(), (said("lines of a notebook (`!…`, `%…`) are left out: they are no Python"),)


def _parses(text: str) -> bool:
    try:
        parsed(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _digest(parts: dict[str, bytes]) -> str:
    """SHA-256 over names and bytes in the order of names, each after its length, so that no two sets look alike."""
    digest = hashlib.sha256()
    for name, data in sorted(parts.items()):
        for piece in (name.encode(), data):
            digest.update(len(piece).to_bytes(8, "big"))
            digest.update(piece)
    return digest.hexdigest()


def _bidi_flags(program: Program) -> tuple[str, ...]:
    flags = []
    for path, data in program.files.items():
        found = _BIDI.search(data) if path.lower().endswith(".py") else None
        if found:
            line = data.count(b"\n", 0, found.start()) + 1
            flags.append(
                said(
                    "{path}:{line} has bidirectional control characters: it may read differently from what runs",
                    path=path,
                    line=line,
                )
            )
    return tuple(flags)
