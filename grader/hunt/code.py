"""A draw as code: an expression that gives the same case, and a scenario that always draws it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent
from typing import Self

import msgspec

from grader.author import Case
from grader.hunt.search import Found
from grader.model.bank import BankCase
from grader.model.errors import GraderError
from grader.model.outcome import Arguments
from grader.model.values import PLAIN
from grader.practice.literal import literal

#: What the written code refers to by name.
NAMES = ("Case", "Generator", "Text", "scenario")
WIDTH = 120


@dataclass(frozen=True)
class Pinned:
    """A scenario that always draws one case, ready to stand in a problem's file."""

    problem: str
    name: str
    classes: tuple[str, ...]
    case: str  # the expression

    @classmethod
    def of(cls, found: Found) -> Self:
        """The scenario of a difference, named after what is unusual about its case."""
        return cls.named(found.problem, found.frozen.classes, case_code(found.drawn.case, found.frozen))

    @classmethod
    def named(cls, problem: str, classes: tuple[str, ...], case: str) -> Self:
        """The scenario of a case, named after what is unusual about it."""
        return cls(problem, _name(classes), classes, case)

    @property
    def words(self) -> str:
        """What is unusual about the case."""
        return "; ".join(self.classes) or "nothing unusual"

    def source(self, name: str = "") -> str:
        """The scenario as a function of its file, under another name if its own is taken."""
        title = self.words[0].upper() + self.words[1:]
        hint = f"Which step of yours depends on this: {self.words}?" if self.classes else "Try small arguments by hand."
        lines = ["@scenario(", "    private=1,", *_text("hint", hint), ")"]
        lines += [f"def {name or self.name}(rng: Generator) -> Case:", *_docstring(f"{title}.")]
        return "\n".join([*lines, indent(f"return {self.case}", "    ")]) + "\n"


def write(pinned: Sequence[Pinned]) -> bytes:
    """Scenarios as a file, for a person who decides later."""
    return msgspec.json.format(msgspec.json.encode(list(pinned)), indent=1) + b"\n"


def read(file: Path, problem: str) -> list[Pinned]:
    """The scenarios of one problem that such a file holds.

    Raises:
        GraderError: it is no such file.
    """
    try:
        stored = msgspec.json.decode(file.read_bytes(), type=list[Pinned])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise GraderError(f"{file}: expected what `grader grade --audit` wrote, found {error}") from error
    return [one for one in stored if one.problem == problem]


def case_code(case: Case, frozen: BankCase) -> str:
    """`Case(…)` with literals, as the bank froze it."""
    (call,) = frozen.task.calls
    parts = [_argument(name, literal(value)) for name, value in call.values.items()]
    one_line = f"Case({', '.join(part.strip().rstrip(',') for part in parts)})"
    short = "\n" not in one_line and len(one_line) < WIDTH - len("    return ")
    made = one_line if short else "Case(\n" + "\n".join(parts) + "\n)"
    return made + "".join(_methods(case, call))


def _argument(name: str, text: str) -> str:
    start = f"    {name}="
    text = re.sub(r"\n\s*\n", "\n", re.sub(r"\n\s*\n", "\n", text))  # NumPy parts matrices by empty lines
    return start + text.replace("\n", "\n" + " " * len(start)) + ","


def _methods(case: Case, call: Arguments) -> list[str]:
    """The calls that say how the case is to be laid out and compared."""
    found = []
    for name, form in call.forms.items():
        if form.layout != PLAIN.layout:
            found.append(f'.layout("{form.layout}", "{name}")')
        if not form.writeable:
            found.append(f'.read_only("{name}")')
    if case.held:
        found.append(f".hold({', '.join(f'{name!r}' for name in sorted(case.held))})".replace("'", '"'))
    if case.natural_scale is not None:
        found.append(f".scale({case.natural_scale!r})")
    if case.relative_tolerance is not None:
        found.append(f".tolerance({case.relative_tolerance!r}, reason={case.tolerance_reason!r})")
    if not case.on_grid:
        found.append(".off_grid()")
    if case.exception is not None:
        found.append(f".raises({case.exception})")
    return found


def _name(classes: tuple[str, ...]) -> str:
    words = re.sub(r"\W+", "_", "_and_".join(classes) or "an_ordinary_call", flags=re.ASCII).strip("_").lower()
    words = words[:60].rstrip("_")
    return f"found_{words}" if words[:1].isdigit() or not words else words


def _text(field: str, sentence: str) -> list[str]:
    whole = f'    {field}=Text("{_quoted(sentence)}"),'
    if len(whole) <= WIDTH:
        return [whole]
    return [
        f"    {field}=Text(",
        *[f'        "{_quoted(part)}"' for part in _pieces(sentence, WIDTH - 12)],
        "    ),",
    ]


def _pieces(sentence: str, width: int) -> list[str]:
    """The sentence in lines, every space kept at the end of a line."""
    lines = [""]
    for word in re.findall(r"\S+\s*", sentence):
        if lines[-1] and len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] += word
    return lines


def _docstring(title: str) -> list[str]:
    """The title on one line: a scenario's title is the first line of its docstring."""
    short = title if len(title) <= WIDTH - 10 else title[: WIDTH - 13].rstrip(" ;") + " …"
    return [f'    """{_quoted(short)}"""']


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
