"""Python that nobody has read, as a tree: parsed on the host, whose time and memory it must not take."""

from __future__ import annotations

import ast
import re
import warnings

#: CPython's parser keeps every beginning of a dotted name that is imported: 400 KB of `import a.a.a…` take it 40 GB.
_MOST_DOTS = 500
#: Up to what ends an import at the latest; more than its name does no harm here.
_IMPORT = re.compile(r"""\b(?:import|from)\b([^;#=:()\[\]{}'"]*+)""")


def parsed(source: str) -> ast.Module:
    """The tree of a program's text, without warnings.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: it is no Python, or nothing that the host should parse.
    """
    if source.count(".") > _MOST_DOTS:
        for found in _IMPORT.finditer(source):
            if any(name.count(".") > _MOST_DOTS for name in found[1].split(",")):
                raise ValueError("an imported name has too many parts")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes are the student's own
        return ast.parse(source)
