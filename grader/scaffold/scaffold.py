"""The files of a new assignment, and where they go."""

from __future__ import annotations

import ast
import keyword
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from grader.load.signature import of_words
from grader.model.errors import GraderError
from grader.model.folders import ASSIGNMENTS, REFERENCE, SUBMISSIONS

#: What all problems together are worth.
POINTS = 100
#: Names of files beside the problems' own, and of what the files of a scaffold import.
_TAKEN = {"assignment", "public", "starter", "solution", "np", "alternative", "mistake", "problem", "draws"}
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_PROBLEM = re.compile(r"(?P<name>\w+)(?:\((?P<parameters>.*)\))?", re.DOTALL)


@dataclass(frozen=True)
class NewProblem:
    """A problem that is to be written."""

    name: str
    parameters: str  # "logits, axis=-1"
    required: tuple[str, ...]  # those without a default
    points: int

    @property
    def signature(self) -> str:
        """How it is called."""
        return f"{self.name}({self.parameters})"


def scaffold(course: Path, slug: str, problems: Sequence[str]) -> tuple[str, ...]:
    """Write a new assignment's files into a course, and return their names; a problem is `name` or `name(a, b=1)`.

    Raises:
        GraderError: a name cannot be used, or the assignment is there already.
    """
    _require_slug(slug)
    for part in (ASSIGNMENTS, REFERENCE):
        if (course / part / slug).exists():
            raise GraderError(f"{course / part / slug}: expected a name that is free, found that it is there already")
    files = rendered(slug, _problems(problems))
    for name, text in files.items():
        file = course / name
        if file.exists():
            raise GraderError(f"{file}: expected no file, found one; nothing was overwritten")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        except OSError as error:
            raise GraderError(f"{file}: cannot be written ({error.strerror or error})") from error
    return tuple(files)


def rendered(slug: str, problems: Sequence[NewProblem]) -> Mapping[str, str]:
    """The files of an assignment by their names in the course."""
    module, title = slug.replace("-", "_"), slug.replace("-", " ").capitalize()
    templates = Environment(  # Python and Markdown, so nothing is to be escaped
        loader=PackageLoader("grader.scaffold"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701
        trim_blocks=True,
        keep_trailing_newline=True,
    )

    def fill(template: str, problem: NewProblem | None = None) -> str:
        known = {"title": title, "module": module, "problems": problems, "problem": problem}
        return templates.get_template(f"{template}.txt").render(known)

    folder, reference = f"{ASSIGNMENTS}/{slug}", f"{REFERENCE}/{slug}"
    return {
        f"{folder}/README.md": fill("README"),
        f"{folder}/assignment.py": fill("assignment"),
        f"{folder}/curriculum.toml": fill("curriculum"),
        f"{folder}/starter.py": fill("starter"),
        **{f"{folder}/{problem.name}.py": fill("problem", problem) for problem in problems},
        f"{reference}/solution.py": fill("solution"),
        f"{reference}/alternatives.py": fill("alternatives"),
        **{f"{reference}/mistakes/{problem.name}.py": fill("mistakes", problem) for problem in problems},
        f"{SUBMISSIONS}/{slug}/sample/{module}.py": fill("starter"),
    }


def _require_slug(slug: str) -> None:
    if not _SLUG.fullmatch(slug) or keyword.iskeyword(slug):
        raise GraderError(f"SLUG: expected lower-case words with hyphens, such as cross-entropy; found {slug!r}")


def _problems(wanted: Sequence[str]) -> list[NewProblem]:
    share, rest = divmod(POINTS, len(wanted))
    if not share:
        raise GraderError(f"PROBLEM: expected at most {POINTS} problems for {POINTS} points, found {len(wanted)}")
    problems = [_problem(words, share + (number < rest)) for number, words in enumerate(wanted)]
    names = [problem.name for problem in problems]
    for number, name in enumerate(names):
        if name in names[:number]:
            raise GraderError(f"PROBLEM: expected each name once, found {name} again")
    return problems


def _problem(words: str, points: int) -> NewProblem:
    found = _PROBLEM.fullmatch(words.strip())
    name = found["name"] if found else ""
    if not found or not name.isidentifier() or keyword.iskeyword(name) or name[0] == "_" or name in _TAKEN:
        raise GraderError(
            f"PROBLEM: expected the name of a function, such as softmax or {shlex.quote('softmax(logits, axis=-1)')}; "
            f"found {words!r}" + (", which a file of the course has" if name in _TAKEN else "")
        )
    signature = of_words(name, found["parameters"] if found["parameters"] is not None else "x")
    if signature is None or "*" in words:
        raise GraderError(f"PROBLEM: expected parameters as in `def {name}(logits, axis=-1)`, found {words!r}")
    (node,) = ast.parse(f"def {signature}: ...").body
    assert isinstance(node, ast.FunctionDef)
    arguments = [argument.arg for argument in node.args.args]
    required = arguments[: len(arguments) - len(node.args.defaults)]
    if not required:
        raise GraderError(f"PROBLEM: expected a parameter without a default, found {words!r}")
    return NewProblem(name, signature[len(name) + 1 : -1], tuple(required), points)
