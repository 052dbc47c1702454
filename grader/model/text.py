"""A file of a platform or of a spreadsheet as text, whose bytes are the same again where nothing was changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.model.errors import GraderError

MOST_BYTES: Final = 64 << 20
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Text:
    """The text, and how it was written."""

    file: Path
    value: str
    encoding: str
    mark: bytes = b""  # of the byte order, in front

    def encoded(self, value: str) -> bytes:
        """Another text in the same encoding.

        Raises:
            GraderError: the encoding has no such character.
        """
        try:
            return self.mark + value.encode(self.encoding)
        except UnicodeEncodeError as error:
            character = value[error.start]
            raise GraderError(
                f"{self.file}: is in {self.encoding}, which cannot hold {character!r}; export the file in UTF-8"
            ) from error


def read_text(file: Path) -> Text:
    """A file in UTF-8, UTF-16 or Windows-1252.

    Raises:
        GraderError: it cannot be read, or is no text.
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise GraderError(
            f"{file}: cannot be read ({error.strerror}); name another file or make it readable"
        ) from error
    if len(data) > MOST_BYTES:
        raise GraderError(f"{file}: larger than {MOST_BYTES >> 20} MiB, no list of a class is; name another file")
    if data.startswith(b"PK\x03\x04"):
        raise GraderError(f"{file}: an Excel workbook; expected text: download or save it as CSV")
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))
    for name in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            text = Text(file, data[len(mark) :].decode(name), name, mark)
        except UnicodeDecodeError:
            continue
        if "\0" not in text.value:
            return text
    raise GraderError(f"{file}: no text in UTF-8, UTF-16 or Windows-1252; save or export it again, as CSV in UTF-8")
