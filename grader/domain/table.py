"""The arguments of a problem as a Markdown table, for handout and starter."""

from __future__ import annotations

from grader.domain.domain import Domain
from grader.domain.parameters import Array, Pair, Parameter

_HEAD = {
    "en": ("argument", "shape or range", "dtypes", "in memory", "values"),
    "zh": ("参数", "形状或范围", "dtype", "内存布局", "取值"),
}
_PAIR = {"en": "an int or a pair of ints from {least} on", "zh": "整数或整数对，不小于 {least}"}


def table(domain: Domain, *, language: str = "en") -> str:
    """One line a parameter: shape, dtypes, layouts and kinds of values, in English words whatever the language."""
    rows = [_HEAD[language], ("---",) * 5]
    rows += [(f"`{name}`", *_row(parameter, language)) for name, parameter in domain.parameters.items()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(parameter: Parameter, language: str) -> tuple[str, str, str, str]:
    if isinstance(parameter, Array):
        return (
            " or ".join(str(shape) for shape in parameter.shapes if not shape.raises),
            ", ".join(one.title for one in parameter.dtypes),
            ", ".join(one.title for one in parameter.layouts),
            ", ".join(one.title for one in parameter.values if not one.raises),
        )
    if isinstance(parameter, Pair):
        return _PAIR[language].format(least=min(parameter.range)), "", "", ""
    return parameter.expected(), "", "", ""
