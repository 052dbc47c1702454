"""The arguments of a problem as a Markdown table, for the handout."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from grader.domain.domain import Domain
from grader.domain.parameters import REQUIRED, Array, Dtypes, Made, Pair, Parameter, Shape
from grader.domain.titles import own_words
from grader.languages.words import words_in

_HEAD = {
    "en": ("argument", "shape or range", "dtype", "special values"),
    "zh": ("参数", "形状或范围", "dtype", "特殊取值"),
}
_NUMBER = {"en": "a number", "zh": "一个数"}
_OR = {"en": " or ", "zh": " 或 "}
_PAIR = {"en": "an int or a pair of ints from {least} on", "zh": "整数或整数对，不小于 {least}"}
_DEFAULT = {"en": "; default {value!r}", "zh": "；默认 {value!r}"}
_TOGETHER = {
    "en": "Either all of {names} are float32, or none is.",
    "zh": "{names} 要么都是 float32，要么都不是。",
}


def table(domain: Domain, *, language: str = "en") -> str:
    """One line a parameter: shape or range, dtypes, kinds of values; and which arrays are float32 together.

    A column in which nothing stands is left out. A range that an author has put in words is English in both languages.
    """
    rows = [(f"`{name}`", *_row(parameter, language)) for name, parameter in domain.parameters.items()]
    used = [any(cells) for cells in zip(*rows, strict=True)]
    lines = [_line(row, used) for row in (_HEAD[language], ("---",) * len(used), *rows)]
    if domain.alike:
        names = ", ".join(f"`{name}`" for name in dict.fromkeys(domain.alike))
        lines += ["", _TOGETHER[language].format(names=names)]
    return "\n".join(lines)


def _line(row: Sequence[str], used: Sequence[bool]) -> str:
    return f"| {' | '.join(compress(row, used))} |"


def _row(parameter: Parameter, language: str) -> tuple[str, str, str]:
    dtypes = ", ".join(dict.fromkeys(name for one in _dtypes(parameter) for name in one.names))
    return _form(parameter, language) + _default(parameter, language), dtypes, _values(parameter, language)


def _dtypes(parameter: Parameter) -> tuple[Dtypes, ...]:
    return parameter.dtypes if isinstance(parameter, (Array, Made)) else ()


def _form(parameter: Parameter, language: str) -> str:
    if isinstance(parameter, Array):
        shapes = [shape for shape in parameter.shapes if not shape.raises]
        return _OR[language].join(_shape(shape, language) for shape in shapes)
    if isinstance(parameter, Pair):
        return _PAIR[language].format(least=min(parameter.range))
    return parameter.expected()


def _shape(shape: Shape, language: str) -> str:
    return str(shape) if shape.axes else _NUMBER[language]


def _default(parameter: Parameter, language: str) -> str:
    value = getattr(parameter, "default", REQUIRED)
    return "" if value is REQUIRED else _DEFAULT[language].format(value=value)


def _values(parameter: Parameter, language: str) -> str:
    """The kinds of values but the first one, which is the ordinary one."""
    if not isinstance(parameter, Array):
        return ""
    say = words_in(language)
    return say("; ").join(own_words(say, one) for one in parameter.values[1:] if not one.raises)
