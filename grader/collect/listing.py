"""Which files of a submission are used: what is ignored, what is left out with a note, what is too much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from grader.collect.limits import DEPTH, FILES, NAMES, NOTES, PATHS_BYTES, TOTAL_BYTES, in_mib
from grader.collect.names import folded, shown, why_not_portable
from grader.collect.source import Item, ItemKind, Source
from grader.languages import said
from grader.model.errors import SubmissionError

PYTHON_SUFFIXES = (".py", ".ipynb")
# Made by tools; every name that begins with a dot is ignored besides (.git, .venv, .env, .ipynb_checkpoints, ._x).
_IGNORED = frozenset({"__pycache__", "__macosx", "node_modules", "venv", "thumbs.db", "desktop.ini", "$recycle.bin"})
_IGNORED_SUFFIXES = (".pyc", ".pyo", ".egg-info", ".dist-info")
_SETTINGS = frozenset({"pytest.ini", "pyproject.toml", "setup.cfg", "tox.ini"})
_CONFTEST = "conftest.py"
_REQUEST = "grader-request-"  # of `grader request`: about a submission, and no part of it
_VENV_MARK = "pyvenv.cfg"
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Listing:
    """The usable files of one folder and all below it, by their paths within it."""

    files: dict[str, Item]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Walk:
    source: Source
    files: dict[str, Item] = field(default_factory=dict)
    folded: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    names: int = 0  # seen so far; bounds a tree of empty folders


def is_ignored(name: str) -> bool:
    """True for what tools leave behind and for settings of tools that are never used."""
    lowered = name.lower()
    if name.startswith(".") or lowered in _IGNORED or lowered in _SETTINGS or lowered == _CONFTEST:
        return True
    return lowered.endswith(_IGNORED_SUFFIXES) or (lowered.startswith(_REQUEST) and lowered.endswith(".json"))


def visible(items: Sequence[Item]) -> list[Item]:
    """Those of a folder's items that are not ignored; SubmissionError if any is unsafe."""
    for item in items:
        if item.kind is ItemKind.UNSAFE:
            raise SubmissionError(item.complaint)
    return [item for item in items if not is_ignored(item.name)]


def list_files(source: Source, items: Sequence[Item], entry: Item) -> Listing:
    """All usable files among the items of a folder and below them; notebooks other than the entry are not used.

    Raises:
        SubmissionError: there are too many names, or an unsafe one.
    """
    walk = _Walk(source)
    _add_file(walk, entry, "")
    _walk_items(walk, items, "", depth=1)
    del walk.files[entry.name]
    return Listing(_within_limits(walk.files, walk.notes), tuple(walk.notes))


def shortened(notes: Iterable[str]) -> tuple[str, ...]:
    """At most 20 notes, each once; the rest is counted."""
    different = list(dict.fromkeys(notes))
    if len(different) <= NOTES:
        return tuple(different)
    return (*different[: NOTES - 1], said("and {count} more notes like these", count=len(different) - NOTES + 1))


def _walk_items(walk: _Walk, items: Sequence[Item], prefix: str, depth: int) -> None:
    walk.names += len(items)
    if walk.names > NAMES:
        raise SubmissionError(said("there are more than {most} names; hand in only what the program needs", most=NAMES))
    if prefix and any(item.name == _VENV_MARK for item in items):
        return
    for item in _preferred_first(items):
        if item.kind is ItemKind.UNSAFE:
            raise SubmissionError(item.complaint)
        if item.name.lower() == _CONFTEST:
            walk.notes.append(said("{file} is not used: the grader does not run pytest", file=_CONFTEST))
        if is_ignored(item.name) or prefix + item.name in walk.files:
            continue
        if item.kind is ItemKind.ODD:
            walk.notes.append(said("{path} {what} and is left out", path=shown(prefix + item.name), what=item.what))
        elif item.kind is ItemKind.FILE:
            _add_file(walk, item, prefix)
        elif _name_is_usable(walk, item, prefix):
            _walk_folder(walk, item, f"{prefix}{item.name}/", depth + 1)


def _walk_folder(walk: _Walk, folder: Item, prefix: str, depth: int) -> None:
    """A folder in the submission's; one that is too deep or large, or cannot be listed, costs itself alone."""
    if depth > DEPTH:
        what = said("lies deeper than {depth} folders", depth=DEPTH)
        walk.notes.append(said("{path} {what} and is left out", path=shown(prefix), what=what))
        return
    try:
        items = walk.source.entries(folder.path)
    except SubmissionError as error:
        walk.notes.append(said("{complaint}: the folder is left out", complaint=error))
        return
    if walk.names + len(items) > NAMES:
        most = said("there are more than {most} names; hand in only what the program needs", most=NAMES)
        walk.notes.append(said("{path} is left out: {reason}", path=shown(prefix), reason=most))
        return
    _walk_items(walk, items, prefix, depth)


def _preferred_first(items: Iterable[Item]) -> Iterator[Item]:
    """Of names that differ in case only the one in small letters is kept, on every system."""
    return iter(sorted(items, key=lambda item: (item.name != item.name.lower(), item.name)))


def _add_file(walk: _Walk, item: Item, prefix: str) -> None:
    is_entry = not walk.files
    if not is_entry and (item.name.lower().endswith(".ipynb") or not _name_is_usable(walk, item, prefix)):
        return
    walk.folded[folded(prefix + item.name)] = prefix + item.name
    walk.files[prefix + item.name] = item


def _within_limits(files: dict[str, Item], notes: list[str]) -> dict[str, Item]:
    """Python files first, then the smallest: what is too much besides is left out, and named."""
    kept: dict[str, Item] = {}
    left_out: list[str] = []
    total_bytes = paths_bytes = 0
    for path, item in sorted(files.items(), key=lambda each: (not each[0].endswith(".py"), each[1].size, each[0])):
        length = len(path.encode("utf-8", "surrogateescape"))
        if (
            len(kept) + 1 >= FILES  # the entry is one, too
            or total_bytes + item.size > TOTAL_BYTES
            or paths_bytes + length > PATHS_BYTES
        ):
            left_out.append(path)
            continue
        kept[path] = item
        total_bytes, paths_bytes = total_bytes + item.size, paths_bytes + length
    if left_out:
        size = in_mib(sum(files[path].size for path in left_out))
        names = ", ".join(shown(path) for path in left_out[:_NAMED])
        if len(left_out) > _NAMED:
            names = said("{names} and {count} more", names=names, count=len(left_out) - _NAMED)
        most = said("at most {files} files and {size} are taken", files=FILES, size=in_mib(TOTAL_BYTES))
        if len(left_out) == 1:
            notes.append(said("{file} ({size}) is left out: {most}", file=names, size=size, most=most))
        else:
            notes.append(said("{files} ({size}) are left out: {most}", files=names, size=size, most=most))
    return kept


def _name_is_usable(walk: _Walk, item: Item, prefix: str) -> bool:
    path = prefix + item.name
    reason = why_not_portable(item.name)
    same = walk.folded.get(folded(path))
    if not reason and same is not None and same != path:
        reason = said("differs from {same} in case only", same=shown(same))
    if reason:
        walk.notes.append(said("{path} {what} and is left out", path=shown(path), what=reason))
        return False
    walk.folded[folded(path)] = path
    return True
