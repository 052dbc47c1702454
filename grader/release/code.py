"""Whether code of the reference or of a spec stands in a file: runs of telling lines, however indented."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

#: Two neighbouring lines of so many characters together, or one of so many, are no coincidence.
PAIR, SINGLE, SHORTEST = 44, 56, 12
#: What stands in everybody's code, or in every problem's file.
_ORDINARY = re.compile(
    r"(import|from|def|class|@|return[\w,]*$|else:|try:|pass$|raiseNotImplementedError|\w+=(calls_again|keeps_inputs)\()"
)

#: Before a line that is commented out, quoted, listed or in a difference. Not `>>>`: a handout's examples are a spec's.
_BEFORE = re.compile(r"^(?!>>>)[#>+\-*|$]+")


@dataclass(frozen=True)
class Protected:
    """Files that must not leave the course, and the runs of lines by which they are recognised."""

    files: Mapping[str, bytes]
    runs: Mapping[str, str]  # run of normalised lines -> file

    @classmethod
    def of(cls, files: Mapping[str, bytes]) -> Protected:
        """From the bytes of the course's private Python files, by name."""
        runs: dict[str, str] = {}
        for name, data in files.items():
            for run in _runs(code_lines(data)):
                runs.setdefault(run, name)
        return cls(files, runs)

    def found_in(self, data: bytes, *, whole: bool = False) -> str:
        """The private file of which a part, or which as a `whole`, stands in `data`; or an empty string."""
        for name, own in self.files.items():
            if own.strip() and own in data:
                return name
        if whole:
            return ""
        text = data.decode("utf-8", "replace")
        return next(
            (self.runs[run] for run in _runs([_normal(line) for line in text.splitlines()]) if run in self.runs), ""
        )


def code_lines(source: bytes) -> list[str]:
    """The normalised lines of a Python file without docstrings and comments."""
    text = source.decode("utf-8", "replace")
    silent = _docstring_lines(text)
    lines = _without_comments(text).splitlines()
    return [_normal(line) for number, line in enumerate(lines, 1) if number not in silent]


def _docstring_lines(text: str) -> set[int]:
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return set()
    texts = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    ]
    return {line for node in texts for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}


def _without_comments(text: str) -> str:
    lines = text.splitlines()
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                row, column = token.start
                lines[row - 1] = lines[row - 1][:column]
    except (tokenize.TokenError, IndentationError, SyntaxError):
        pass
    return "\n".join(lines)


def _normal(line: str) -> str:
    """Without white space, remarks and what makes it a comment or a quotation; quotes alike."""
    return _BEFORE.sub("", "".join(line.split()).replace('"', "'")).partition("#")[0]


def _runs(lines: list[str]) -> Iterator[str]:
    """Long telling lines, and pairs of neighbouring ones."""
    telling = [line for line in lines if line]
    for line in telling:
        if len(line) >= SINGLE and not _ORDINARY.match(line):
            yield line
    for one, other in pairwise(telling):
        if min(len(one), len(other)) < SHORTEST or _ORDINARY.match(one) or _ORDINARY.match(other):
            continue
        if len(one) + len(other) >= PAIR:
            yield f"{one}\n{other}"
