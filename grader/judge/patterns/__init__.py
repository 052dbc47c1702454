"""The patterns by which a wrong array is named: a new one is a file of this folder and a line of this table."""

from importlib import import_module

from grader.judge.patterns.pattern import Pattern

_FILES = (
    "absolute",
    "all_zeros",
    "axes",
    "border",
    "by_line",
    "clipped",
    "constant",
    "cumulative",
    "factor",
    "function",
    "negative",
    "not_finite",
    "offset",
    "one_place",
    "one_slice",
    "reordered",
    "reshaped",
    "reverse",
    "rounded",
    "shift",
    "sign",
)


def _pattern(file: str) -> Pattern:
    found = import_module(f"{__name__}.{file}").PATTERN
    assert isinstance(found, Pattern)
    return found


#: Every pattern, in the order in which they are tried.
PATTERNS: tuple[Pattern, ...] = tuple(sorted(map(_pattern, _FILES), key=lambda pattern: pattern.priority))
