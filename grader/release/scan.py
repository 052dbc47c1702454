"""The proof, at each release, that nothing private is inside: every file, and every member of every archive in it."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np

from grader.bank import store
from grader.bank.secret import fingerprint
from grader.frameworks import NAMES
from grader.model.bank import PRIVATE, PUBLIC, CaseBank
from grader.model.errors import BankError
from grader.model.folders import ASSIGNMENTS, REFERENCE
from grader.release.code import Protected
from grader.release.encoded import decoded
from grader.release.numbers import RUN, PrivateNumbers, floats_of, is_text
from grader.release.record import starter_name

_SHIPPED = ("public.py", *map(starter_name, NAMES))
_BANK, _ARCHIVES = ".bank", (".zip", ".whl")
#: Made by an author for readers. Of a drawing's many coordinates two in a row are often near private numbers.
_PROSE = (".md", ".svg")


#: Between pieces that are looked through at once: few numbers end or begin so, and where one does, each piece is asked.
APART = b"\xff" * 8 + b"\n"


@dataclass(frozen=True)
class Scanner:
    """What must not be found."""

    secret: str | None
    code: Protected
    numbers: PrivateNumbers
    known: dict[tuple[bytes, str, bool, bool], tuple[str, ...]] = field(default_factory=dict)
    opened: dict[bytes, list[tuple[str, bytes]]] = field(default_factory=dict)  # archives, as wheels in each folder

    @classmethod
    def of(cls, course: Path, slug: str, *, public: CaseBank, private: CaseBank | None, secret: str | None) -> Scanner:
        """From the course's files, what is published, and the bank under the course's secret, if there is one."""
        private_cases = [case for case in private.cases() if case.split == PRIVATE] if private else []
        public_cases = [case for case in public.cases() if case.split == PUBLIC]
        return cls(secret, Protected.of(private_files(course, slug)), PrivateNumbers.of(private_cases, public_cases))

    def findings(self, files: Mapping[str, bytes], *, allow_private: bool = False) -> list[str]:
        """What is inside and should not be, a sentence each; none is the proof."""
        found: list[str] = []
        for name, data in files.items():
            for member, content in self._members(name, data):
                found += [f"{member}: {words}" for words in self._in_content(member, content, allow_private)]
        return found

    def _members(self, name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
        """The file itself, or what an archive holds, archives in it included; the same archive is opened once."""
        if not name.endswith(_ARCHIVES):
            yield name, data
            return
        if data not in self.opened:
            self.opened[data] = list(members(data))
        for inner, content in self.opened[data]:
            yield from self._members(f"{name}/{inner}", content)

    def _in_content(self, name: str, data: bytes, allow_private: bool) -> tuple[str, ...]:  # noqa: FBT001
        """What is inside one file; the same bytes, as of the wheel in each folder, are looked through once."""
        allowed = allow_private and name.endswith(_BANK)  # of any other file nothing else is asked then
        kind = (data, Path(name).suffix, _is_ours(name), allowed)
        if kind not in self.known:
            self.known[kind] = tuple(self._in_file(name, data, allow_private=allow_private))
        return self.known[kind]

    def _in_file(self, name: str, data: bytes, *, allow_private: bool) -> Iterator[str]:
        if name.endswith(_BANK):
            yield from self._secret_in(data)
            yield from self._in_bank(data, allow_private=allow_private)
        else:
            yield from self._in_plain(name, data)

    def _secret_in(self, data: bytes) -> Iterator[str]:
        if self.secret is None:
            return
        plain = self.secret.encode()
        encoded = base64.b64encode(plain).rstrip(b"=")
        if any(form in data for form in (plain, plain.hex().encode(), encoded, self.secret.encode("utf-16-le"))):
            yield "holds the secret"
        if fingerprint(self.secret).encode() in data:
            yield "holds the secret's fingerprint"

    def _in_plain(self, name: str, data: bytes) -> Iterator[str]:
        is_plain, pieces = is_text(data), list(decoded(data))
        encoded = APART.join(pieces)
        yield from self._secret_in(APART.join((data, encoded)))
        yield from list(self._in_words(name, data)) or (
            f"{found}, encoded as text" for found in self._in_words(name, encoded)
        )
        # one look at both: as many numbers in a row are needed in text as in what is encoded in it
        if not is_plain or self.numbers.in_bytes(APART.join((data, encoded)), in_a_row=RUN):
            if any(self.numbers.in_bytes(piece, in_a_row=RUN) for piece in pieces):
                yield "holds the bytes of a private number, encoded as text"
            if self.numbers.in_bytes(data):
                yield "holds the bytes of a private number"
        if not is_plain:
            yield "is not text; a release holds text, frozen cases and our wheel"

    def _in_words(self, name: str, data: bytes) -> Iterator[str]:
        """Code and numbers that can be read in `data`; a few lines of our own package are anybody's."""
        source = self.code.found_in(data, whole=_is_ours(name))
        if source:
            yield f"holds code of {source}"
        number = self.numbers.in_text(data, prose=name.endswith(_PROSE), ours=_is_ours(name))
        if number:
            yield f"holds the private number {number}"

    def _in_bank(self, data: bytes, *, allow_private: bool) -> Iterator[str]:
        """Frozen cases are looked at by structure: bytes of public numbers look like others by chance."""
        bank = _whole_bank(data)
        if bank is None:
            yield "holds something other than frozen cases"
            return
        if bank.secret_fingerprint:
            yield "holds the secret's fingerprint"
        parts = list(_parts(bank))
        for text in dict.fromkeys(map(_text, parts)):  # each once: the same few names stand in every case
            source = self.code.found_in(text)
            if source:
                yield f"holds code of {source}"
        if allow_private:
            return
        if any(case.split == PRIVATE for case in bank.cases()):
            yield "holds private cases"
        floats = [array for part in parts for array in floats_of(part)]
        if self.numbers.in_array(np.concatenate([np.zeros(0), *floats])):
            yield "holds a private number"


def _is_ours(name: str) -> bool:
    """Whether a file lies in our wheel."""
    return ".whl/" in name


def private_files(course: Path, slug: str) -> dict[str, bytes]:
    """The course's code about an assignment that no student may have, by path."""
    found = {}
    for folder in (course / ASSIGNMENTS / slug, course / REFERENCE / slug):
        for file in sorted(folder.rglob("*")):
            shipped = folder.parent.name == ASSIGNMENTS and file.name in _SHIPPED
            if file.suffix in (".py", ".toml") and file.is_file() and not shipped:
                found[file.relative_to(course).as_posix()] = file.read_bytes()
    return found


def members(archive: bytes) -> Iterator[tuple[str, bytes]]:
    """Names and content of what an archive holds."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        for info in opened.infolist():
            yield info.filename, opened.read(info)


def _whole_bank(data: bytes) -> CaseBank | None:
    """The bank that these bytes are from the first to the last, or None."""
    try:
        bank = store.decode(data)
    except BankError:
        return None
    return bank if store.encode(bank) == data else None


def _parts(content: Any) -> Iterator[Any]:
    """Whatever a bank holds; the walk of grader/model/tree.py gives neither a noun's fields nor a dict's keys."""
    if is_dataclass(content):
        for each in fields(content):
            yield from _parts(getattr(content, each.name))
    elif isinstance(content, Mapping):
        for item in (*content, *content.values()):
            yield from _parts(item)
    elif isinstance(content, (tuple, list)):
        for item in content:
            yield from _parts(item)
    else:
        yield content


def _text(part: Any) -> bytes:
    """A string or the bytes of a file as bytes to be searched; nothing of anything else."""
    if isinstance(part, str):
        return part.encode("utf-8", "replace")
    return part if isinstance(part, bytes) else b""
