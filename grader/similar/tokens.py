"""Programs as tokens that renaming, comments and layout do not change."""

from __future__ import annotations

import builtins
import io
import keyword
import token
import tokenize
from dataclasses import dataclass

#: Names that nobody chooses freely: they tell one program from another.
_FIXED = frozenset(dir(builtins)) | frozenset(keyword.kwlist)
#: Tokens that are layout, or that a formatter moves.
_LAYOUT = frozenset(
    {
        token.INDENT,
        token.DEDENT,
        token.NEWLINE,
        token.NL,
        token.ENCODING,
        token.ENDMARKER,
        token.COMMENT,
        token.TYPE_COMMENT,
    }
)
_LITERALS = {token.NUMBER: "0", token.STRING: '""'}


@dataclass(frozen=True, slots=True)
class Token:
    """A normalised token and where it stands."""

    text: str
    file: str
    line: int


def tokens_of(source: str, file: str = "") -> list[Token]:
    """The tokens of a file: own names and literals are alike, attributes and keyword arguments keep their names.

    Imports, docstrings and layout are left out. What cannot be read ends the list: the lines above still count.
    """
    found: list[Token] = []
    for line in _logical_lines(source):
        if line[0].string in {"import", "from"} or all(part.type == token.STRING for part in line):
            continue
        found += _normalised(line, file)
    return found


def _logical_lines(source: str) -> list[list[tokenize.TokenInfo]]:
    """Tokens by statement, without layout."""
    lines: list[list[tokenize.TokenInfo]] = [[]]
    try:
        for part in tokenize.generate_tokens(io.StringIO(source).readline):
            if part.type == token.NEWLINE:
                lines.append([])
            elif part.type not in _LAYOUT:
                lines[-1].append(part)
    except (tokenize.TokenError, SyntaxError):  # the rest is no Python
        pass
    return [line for line in lines if line]


def _normalised(line: list[tokenize.TokenInfo], file: str) -> list[Token]:
    depth, found = 0, []
    for number, part in enumerate(line):
        before = line[number - 1].string if number else ""
        after = line[number + 1].string if number + 1 < len(line) else ""
        depth += (part.string in "([{") - (part.string in ")]}")
        text = _LITERALS.get(part.type, part.string)
        if part.type == token.NAME and part.string not in _FIXED:
            is_argument = depth > 0 and after == "=" and before in {"(", ","} and line[0].string != "def"
            text = part.string if before == "." or is_argument else "name"
        found.append(Token(text, file, part.start[0]))
    return found
