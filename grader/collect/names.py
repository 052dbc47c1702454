"""Names that others chose: shown escaped, and taken as file names only where every system takes them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from grader.collect.limits import NAME_BYTES, STUDENT_CHARACTERS
from grader.languages import said

# Controls, invisible and bidirectional formatting, lone surrogates, unassigned and private characters, line separators.
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})
_NOT_PORTABLE = frozenset('<>:"|?*\\/')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def shown(text: str, most: int = STUDENT_CHARACTERS) -> str:
    """Text of at most `most` characters on one line, whatever could move a cursor or reverse a line escaped."""
    if len(text) <= most and text.isascii() and text.isprintable():
        return text
    escaped = "".join(_escaped(character) for character in unicodedata.normalize("NFC", text[: 4 * most]))
    return escaped if len(escaped) <= most else escaped[: most - 1] + "…"


def _escaped(character: str) -> str:
    if unicodedata.category(character) not in _HIDDEN_CATEGORIES:
        return character
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8, as Python keeps it in names
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def why_not_portable(name: str) -> str:
    """Why one part of a path cannot be a file name on all systems; empty if it can."""
    ordinary = name.isascii() and name.isprintable()
    if not ordinary and any(unicodedata.category(character) in _HIDDEN_CATEGORIES for character in name):
        return said("holds characters that cannot be seen")
    if not _NOT_PORTABLE.isdisjoint(name):
        return 'holds one of < > : " | ? * \\'
    if name != name.strip(" ") or name.endswith("."):
        return "begins or ends with a space, or ends with a dot"
    if _RESERVED.fullmatch(name):
        return said("is a reserved name on Windows")
    if len(name.encode()) > NAME_BYTES:
        return f"is longer than {NAME_BYTES} bytes"
    return ""


def folded(path: str) -> str:
    """What two paths share when some systems take them for one."""
    return unicodedata.normalize("NFC", path).casefold()


@dataclass(frozen=True, slots=True)
class RawName:
    """A student's name as a download gives it, and what tells apart two of the same name."""

    name: str  # for people: "Ada Lovelace"
    identity: str = ""  # the learning platform's number for this student
    origin: str = ""  # the whole file or folder name


def unique_names(raw: Sequence[RawName]) -> list[str]:
    """One name for display a student, at most 100 characters, no two equal even if case is ignored.

    A suffix depends on the student's own names only, never on who else is in the class or in which order.
    """
    plain = [shown(each.name.strip()) or "(no name)" for each in raw]
    often = Counter(folded(name) for name in plain)
    taken: set[str] = set()
    names: list[str] = []
    for each, name in zip(raw, plain, strict=True):
        keeps_it = often[folded(name)] == 1 or (not each.identity and each.origin == name)
        candidate = name if keeps_it else _with_suffix(name, each.identity or _short_hash(each.origin))
        while folded(candidate) in taken:
            candidate = _with_suffix(name, _short_hash(each.origin, len(taken)))
        taken.add(folded(candidate))
        names.append(candidate)
    return names


def unique_ids(ids: Sequence[str], names: Sequence[str], raw: Sequence[RawName]) -> list[str]:
    """One id a student: the platform's own, or else the name, which is unique.

    A number that two share is nobody's, and who is called like another's number does not get that one's id. Names that
    differ in case are shown with a suffix, but are ids as they are: so `Ada` may come when `ada` has a row already.
    """
    often = Counter(filter(None, ids))
    theirs = {each for each, count in often.items() if count == 1}
    plain = [shown(each.name.strip()) for each in raw]
    alike = Counter([*plain, *names])  # a name that is shown as it is stands twice here
    own = [
        whole if whole and alike[whole] == 1 + (whole == name) else name
        for whole, name in zip(plain, names, strict=True)
    ]
    return [
        each if each in theirs else _with_suffix(name, _short_hash(known.origin)) if name in theirs else name
        for each, name, known in zip(ids, own, raw, strict=True)
    ]


def _with_suffix(name: str, suffix: str) -> str:
    tail = f" ({shown(suffix, 20)})"
    return name[: STUDENT_CHARACTERS - len(tail)] + tail


def _short_hash(text: str, salt: int | None = None) -> str:
    salted = text if salt is None else f"{salt}:{text}"
    return hashlib.sha256(salted.encode("utf-8", "surrogateescape")).hexdigest()[:8]
