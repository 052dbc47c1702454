"""Find a course and load one assignment of it, with its reference."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, TypeVar

from grader.author import Alternative, Domain, Mistake, Oracle
from grader.load.modules import Package
from grader.model.errors import SpecError
from grader.model.folders import ASSIGNMENTS, REFERENCE, course_root, slugs, source_digest, unknown_slug
from grader.model.spec import Assignment, Problem, Scenario

__all__ = ["LoadedAssignment", "LoadedProblem", "course_root", "load_assignment", "of_public", "slugs", "source_digest"]

#: The folder of a reference with a file of known mistakes a problem.
MISTAKES = "mistakes"

Declared = TypeVar("Declared", Alternative, Mistake, Oracle)


@dataclass(frozen=True)
class LoadedProblem:
    """One problem's declaration and its reference."""

    name: str
    file: Path
    spec: Problem
    summary: str
    scenarios: tuple[Scenario, ...]
    solution: Callable[..., Any]
    parameters: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    mistakes: tuple[Mistake, ...]
    oracles: tuple[Oracle, ...]
    domain: Domain | None = None


@dataclass(frozen=True)
class LoadedAssignment:
    """One assignment with all its problems, and the folders that it came from."""

    slug: str
    folder: Path
    reference: Path
    spec: Assignment
    problems: tuple[LoadedProblem, ...]
    public_source: bytes

    @property
    def module(self) -> str:
        """The entry's module name: the slug with underscores."""
        return self.slug.replace("-", "_")


def load_assignment(course: Path, slug: str) -> LoadedAssignment:
    """Load `assignments/<slug>/` and `reference/<slug>/`.

    Raises:
        SpecError: a file is missing or says something unusable; the message names file, problem, field, expectation.
    """
    folder, reference = course / ASSIGNMENTS / slug, course / REFERENCE / slug
    if not (folder / "assignment.py").is_file():
        raise unknown_slug(slug, slugs(course))
    package, answers = Package(folder, "assignment"), Package(reference, "reference")
    spec = _attribute(package.load("assignment"), folder / "assignment.py", "assignment", Assignment)
    twice = [name for number, name in enumerate(spec.problems) if name in spec.problems[:number]]
    if twice:
        raise SpecError(f"{folder / 'assignment.py'}: problems: expected each problem once, found {twice[0]} again")
    solution = answers.load("solution")
    declared: dict[type[Any], list[Any]] = {
        kind: _declared(answers.load_optional(file), kind)
        for file, kind in (("alternatives", Alternative), ("oracles", Oracle))
    }
    declared[Mistake] = _mistakes(answers, spec)
    problems = tuple(_problem(package, reference, name, solution, declared) for name in spec.problems)
    _reject_strays(declared, spec, reference)
    public = folder / "public.py"
    return LoadedAssignment(slug, folder, reference, spec, problems, public.read_bytes() if public.is_file() else b"")


def _attribute(module: ModuleType, file: Path, name: str, kind: type[Any]) -> Any:
    value = getattr(module, name, None)
    if not isinstance(value, kind):
        found = "nothing" if value is None else type(value).__name__
        raise SpecError(f"{file}: {name}: expected `{name} = {kind.__name__}(…)`, found {found}")
    return value


def _problem(
    package: Package, reference: Path, name: str, solution: ModuleType, declared: dict[type[Any], list[Any]]
) -> LoadedProblem:
    file = package.folder / f"{name}.py"
    if not file.is_file():
        raise SpecError(f"{package.folder / 'assignment.py'}: problems: {name}: expected the file {file}, found none")
    module = package.load(name)
    spec = _attribute(module, file, "problem", Problem)
    function = getattr(solution, name, None)
    if not inspect.isfunction(function):
        raise SpecError(f"{reference / 'solution.py'}: problem {name}: expected a function {name}, found none")

    def of_problem(kind: type[Declared]) -> tuple[Declared, ...]:
        return tuple(item for item in declared[kind] if item.problem == name)

    return LoadedProblem(
        name=name,
        file=file,
        spec=spec,
        summary=(inspect.getdoc(module) or name).split("\n")[0],
        scenarios=_scenarios(module, file, name),
        solution=function,
        parameters=_parameters(function),
        alternatives=of_problem(Alternative),
        mistakes=of_problem(Mistake),
        oracles=of_problem(Oracle),
        domain=_domain(module, file, _parameters(function)),
    )


def _parameters(function: FunctionType) -> tuple[str, ...]:
    """The names of a function's parameters, in order.

    They are read from its code: from Python 3.14 on `inspect.signature` evaluates annotations, and fails on a name that
    the author imported for type checkers alone.
    """
    wrapped: FunctionType = inspect.unwrap(function)
    code = wrapped.__code__
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]


def _domain(module: ModuleType, file: Path, parameters: tuple[str, ...]) -> Domain | None:
    """The problem's domain, of the reference's parameters; None where it declares none."""
    domain = getattr(module, "domain", None)
    if domain is None:
        return None
    if not isinstance(domain, Domain):
        raise SpecError(f"{file}: domain: expected `domain = Domain(…)`, found {type(domain).__name__}")
    if tuple(domain.parameters) != parameters:
        found = ", ".join(domain.parameters)
        raise SpecError(f"{file}: domain: expected {', '.join(parameters)} in this order, found {found}")
    return domain


def _scenarios(module: ModuleType, file: Path, problem: str) -> tuple[Scenario, ...]:
    found = tuple(
        scenario.model_copy(update={"name": attribute})
        for attribute, scenario in vars(module).items()
        if isinstance(scenario, Scenario) and not attribute.startswith("_")
    )
    if not found:
        raise SpecError(f"{file}: problem {problem}: scenarios: expected at least one @scenario(…), found none")
    for scenario in found:
        where = f"{file}: problem {problem}: scenario {scenario.name}"
        if scenario.public + scenario.private == 0:
            raise SpecError(
                f"{where}: public, private: expected at least one case, found none "
                "(a scenario that only serves calls_again or keeps_inputs begins with an underscore)"
            )
        for role in ("view", "check"):
            function = getattr(scenario, role)
            if function is not None and not of_public(function):
                raise SpecError(
                    f"{where}: {role}: expected a named function of public.py, "
                    f"found {getattr(function, '__name__', repr(function))} of {function.__module__}"
                )
    return found


def of_public(function: Any) -> bool:
    """Whether a callable can be found again by its name in public.py: no lambda, no partial, no underscore."""
    name = getattr(function, "__name__", "")
    return str(getattr(function, "__module__", "")).endswith(".public") and name.isidentifier() and name[0] != "_"


def _declared(module: ModuleType | None, kind: type[Any]) -> list[Any]:
    return [] if module is None else [item for item in vars(module).values() if isinstance(item, kind)]


def _mistakes(answers: Package, spec: Assignment) -> list[Mistake]:
    """Those of every `mistakes/<problem>.py`, in the order in which they are written there.

    A file may import another problem's mistake to make it on the way; each belongs to the file that declares it.
    """
    found: list[Mistake] = []
    for problem in spec.problems:
        module = answers.load_optional(f"{MISTAKES}.{problem}")
        if module is None:
            continue
        own = [item for item in _declared(module, Mistake) if item.function.__module__ == module.__name__]
        for item in own:
            if item.problem != problem:
                where = f"{answers.file(f'{MISTAKES}.{problem}')}: {item.name}"
                raise SpecError(f"{where}: expected a mistake of {problem}, found one of {item.problem!r}")
        found += [program for item in own for program in item.programs()]
    return found


def _reject_strays(declared: dict[type[Any], list[Any]], spec: Assignment, reference: Path) -> None:
    """What is declared for a problem that is not listed would silently prove nothing."""
    for file in sorted((reference / MISTAKES).glob("[!_]*.py")):
        if file.stem not in spec.problems:
            raise SpecError(f"{file}: expected the name of a problem of the assignment, found {file.stem!r}")
    for items in declared.values():
        for item in items:
            if item.problem not in spec.problems:
                where = f"{inspect.getsourcefile(item.function) or reference}: {item.function.__name__}"
                raise SpecError(f"{where}: expected a problem of the assignment, found {item.problem!r}")
