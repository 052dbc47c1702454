"""The worked examples of a handout, called with the reference and compared with what is printed below them."""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from grader.bank.limited import limited
from grader.bank.preview import STOPPED
from grader.judge.canonical import canonical
from grader.load import LoadedAssignment
from grader.model.tree import map_leaves
from grader.model.values import ARRAY_KINDS, NoValueError, Value
from grader.validate.proof import Finding

#: A number with so many decimals is a rounded one; with fewer it is exact.
ROUNDED = 4
EXACT = 1e-9
#: So many characters of an answer are told.
LONGEST = 100
_BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
_NUMBER = re.compile(r"\d*\.(\d*)(?:e([-+]?\d+))?")


@dataclass(frozen=True)
class Example:
    """One statement of a handout, and what stands below it."""

    line: int
    source: str
    want: str = ""
    raises: str = ""  # the exception's class, where the handout shows a traceback
    prompted: bool = True  # after >>>; a block without it is tried by itself: its stub of a function defines nothing


def examples(text: str) -> list[Example]:
    """The statements after `>>>`, and the blocks of Python without any, in order.

    Raises:
        ValueError: the text below `>>>` is not indented as doctest wants it.
    """
    bare = "\n".join("" if line.lstrip().startswith("```") else line for line in text.splitlines())
    found = [
        Example(one.lineno + 1, one.source, one.want.strip(), _exception(one.exc_msg))
        for one in doctest.DocTestParser().get_examples(bare)
    ]
    found += [
        Example(text.count("\n", 0, block.start(1)) + 1, block[1], prompted=False)
        for block in _BLOCK.finditer(text)
        if ">>>" not in block[1]
    ]
    return sorted(found, key=lambda one: one.line)


def _exception(message: str | None) -> str:
    return (message or "").partition(":")[0].strip()


def example_findings(file: Path, assignment: LoadedAssignment) -> list[Finding]:
    """What the handout's examples give with the reference; a failure has the line and both answers."""
    try:
        found = examples(file.read_text(encoding="utf-8"))
    except ValueError as error:
        return [Finding("examples", "", False, f"{file.name}: {error}")]
    functions = reference_functions(assignment)
    names: dict[str, Any] = {"np": np, **functions}
    wrong = [
        Finding("examples", _about(one, functions), False, f"{file.name}:{one.line}: {words}")
        for one in found
        for words in _tried(one, names)
    ]
    if wrong or not found:
        return wrong
    return [Finding("examples", "", True, f"{file.name}: {len(found)} lines of examples give what is printed there")]


def reference_functions(assignment: LoadedAssignment) -> dict[str, Any]:
    """The reference of every problem, those included that were not asked for."""
    solution = sys.modules[assignment.problems[0].solution.__module__]
    return {name: getattr(solution, name) for name in assignment.spec.problems if hasattr(solution, name)}


def _about(example: Example, functions: dict[str, Any]) -> str:
    called = re.search(r"\b(\w+)\(", example.source)
    return called[1] if called and called[1] in functions else ""


def _tried(example: Example, names: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one example, if anything."""
    printed = io.StringIO()
    called = _short(example.source)
    try:
        with contextlib.redirect_stdout(printed), limited(STOPPED):
            value = _result(example, names)
    except Exception as error:  # an author's code may fail in any way
        if example.raises not in [kind.__name__ for kind in type(error).__mro__]:
            yield f"{called}: expected {_wanted(example)}, found {type(error).__name__}: {error}"
        return
    told = printed.getvalue().strip() if value is None else _shown(value)
    if example.raises or not agrees(example.want, value, printed.getvalue().strip()):
        yield f"{called}: expected {_wanted(example)}, found {_short(told) or 'nothing'}"


def _wanted(example: Example) -> str:
    return example.raises or _short(example.want) or "no answer, since none stands below it"


def _result(example: Example, names: dict[str, Any]) -> Any:
    """The value of an expression, or None of statements, which may define names for the examples below."""
    try:
        expression = compile(example.source.strip(), "<handout>", "eval")
    except SyntaxError:
        exec(compile(example.source, "<handout>", "exec"), names if example.prompted else dict(names))  # noqa: S102
        return None
    return eval(expression, names)  # noqa: S307


def agrees(want: str, value: Any, printed: str) -> bool:
    """Whether a value is what the handout shows.

    Numbers are compared as numbers: exactly (to 1e-9) where they have fewer than four decimals, to half a unit of the
    last decimal otherwise. What is no Python is compared as text, without regard to spaces.
    """
    if not want:
        return value is None and not printed
    if value is None:
        return _words(want) == _words(printed)
    try:
        shown = eval(want, {"array": np.asarray, "np": np, "nan": np.nan, "inf": np.inf})  # noqa: S307
        return _same(shown, canonical(value), _unit(want))
    except (SyntaxError, NameError, TypeError, ValueError, NoValueError):
        return _words(want) in (_words(str(value)), _words(repr(value)))


def _same(shown: Any, value: Value, unit: float) -> bool:
    """Whether a canonical value is what is shown, where a nested list may stand for an array."""
    if isinstance(value, np.ndarray):
        numbers = np.asarray(shown)
        if numbers.shape != value.shape or numbers.dtype.kind not in ARRAY_KINDS:
            return False
        return bool(np.allclose(value, numbers, rtol=EXACT, atol=unit, equal_nan=True))
    if isinstance(value, tuple):
        inside = isinstance(shown, (tuple, list)) and len(shown) == len(value)
        return inside and all(_same(one, part, unit) for one, part in zip(shown, value, strict=True))
    if isinstance(value, Mapping):
        inside = isinstance(shown, Mapping) and list(shown) == list(value)
        return inside and all(_same(shown[key], part, unit) for key, part in value.items())
    return bool(shown == value)


def _unit(want: str) -> float:
    """How far a value may lie from numbers that are printed with so many decimals."""
    numbers = [(len(one[1]), int(one[2] or 0)) for one in _NUMBER.finditer(want)]
    return max((0.5000001 * 10.0 ** (power - places) for places, power in numbers if places >= ROUNDED), default=0.0)


def _words(text: str) -> str:
    return "".join(text.split())


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def _shown(value: Any) -> str:
    """An answer with as many digits as tell it from what the handout shows."""
    try:
        return repr(
            map_leaves(lambda leaf: leaf.tolist() if isinstance(leaf, (np.ndarray, np.generic)) else leaf, value)
        )
    except TypeError:
        return repr(value)
