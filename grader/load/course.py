"""Find a course and load one assignment of it, with its reference."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, TypeVar

from grader.author import Alternative, Baseline, Domain, Mistake, Oracle, calls_again, keeps_inputs
from grader.load.modules import Package
from grader.load.scan import scan_folder
from grader.model.errors import GraderError, SpecError, SpecErrors
from grader.model.folders import ASSIGNMENTS, REFERENCE, course_root, slugs, source_digest, unknown_slug
from grader.model.spec import Assignment, Problem, Scenario

__all__ = ["LoadedAssignment", "LoadedProblem", "course_root", "load_assignment", "of_public", "slugs", "source_digest"]

#: The folder of a reference with a file of known mistakes a problem.
MISTAKES = "mistakes"
#: Scenarios that a problem with a domain has of its scenario `ordinary`, unless it declares another of that name.
ORDINARY = "ordinary"
DERIVED = {"called_again": calls_again, "inputs_kept": keeps_inputs}

Declared = TypeVar("Declared", Alternative, Baseline, Mistake, Oracle)


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
    baselines: tuple[Baseline, ...] = ()

    @property
    def is_measured(self) -> bool:
        """Whether a metric decides in place of one right answer."""
        return any(scenario.metric for scenario in self.scenarios)


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
    def is_whole(self) -> bool:
        """Whether all problems of the assignment are here, not only the one that was asked for."""
        return len(self.problems) == len(self.spec.problems)

    @property
    def what(self) -> str:
        """What was loaded: SLUG, or SLUG/PROBLEM."""
        return self.slug if self.is_whole else f"{self.slug}/{self.problems[0].name}"

    @property
    def module(self) -> str:
        """The entry's module name: the slug with underscores."""
        return self.slug.replace("-", "_")


def load_assignment(course: Path, what: str, *, without: Collection[str] = ()) -> LoadedAssignment:
    """Load `assignments/<slug>/` and `reference/<slug>/`; of SLUG/PROBLEM this problem alone.

    Problems `without` which the caller can do are not loaded.

    Raises:
        SpecError: a file is missing or says something unusable; the message names file, problem, field, expectation.
    """
    slug, _, name = what.partition("/")
    folder, reference = course / ASSIGNMENTS / slug, course / REFERENCE / slug
    if not (folder / "assignment.py").is_file():
        raise unknown_slug(slug, slugs(course))
    errors = SpecErrors()
    for part in (folder, reference):
        for message in scan_folder(part):
            errors.add(message)
    package, answers = Package(folder, "assignment"), Package(reference, "reference")
    spec = errors.attempt(_assignment, package)
    names = [each for each in _chosen(slug, spec, name) if each not in without] if spec else []
    problems = _problems(package, answers, spec, names, errors) if spec else ()
    errors.raise_gathered()
    assert spec is not None
    public = folder / "public.py"
    return LoadedAssignment(slug, folder, reference, spec, problems, public.read_bytes() if public.is_file() else b"")


def _assignment(package: Package) -> Assignment:
    file = package.file("assignment")
    spec: Assignment = _attribute(package.load("assignment"), file, "assignment", Assignment)
    twice = [name for number, name in enumerate(spec.problems) if name in spec.problems[:number]]
    if twice:
        raise SpecError(f"{file}: problems: expected each problem once, found {twice[0]} again")
    return spec


def _chosen(slug: str, spec: Assignment, name: str) -> tuple[str, ...]:
    """The names of the problems that are loaded: the one that is asked for, or all."""
    if name and name not in spec.problems:
        raise GraderError(f"{slug}: expected one of {', '.join(spec.problems)}; found {name!r}")
    return (name,) if name else spec.problems


def _problems(
    package: Package, answers: Package, spec: Assignment, names: Sequence[str], errors: SpecErrors
) -> tuple[LoadedProblem, ...]:
    """The named problems, as far as they can be used; what cannot is gathered."""
    solution = errors.attempt(answers.load, "solution")
    functions = {name: errors.attempt(_function, solution, answers, name) for name in names if solution}
    declared: dict[type[Any], list[Any]] = {
        kind: _declared(errors.attempt(answers.load_optional, file), kind)
        for file, kind in (("alternatives", Alternative), ("baselines", Baseline), ("oracles", Oracle))
    }
    declared[Mistake] = [item for name in names for item in errors.attempt(_mistakes, answers, name) or ()]
    errors.attempt(_reject_strays, declared, spec, answers.folder)
    found = [_problem(package, name, functions.get(name), declared, errors) for name in names]
    return tuple(problem for problem in found if problem)


def _function(solution: ModuleType, answers: Package, name: str) -> FunctionType:
    function = getattr(solution, name, None)
    if not inspect.isfunction(function):
        raise SpecError(f"{answers.file('solution')}: problem {name}: expected a function {name}, found none")
    return function


def _attribute(module: ModuleType, file: Path, name: str, kind: type[Any]) -> Any:
    value = getattr(module, name, None)
    if not isinstance(value, kind):
        found = "nothing" if value is None else type(value).__name__
        raise SpecError(f"{file}: {name}: expected `{name} = {kind.__name__}(…)`, found {found}")
    return value


def _problem(
    package: Package,
    name: str,
    function: FunctionType | None,
    declared: dict[type[Any], list[Any]],
    errors: SpecErrors,
) -> LoadedProblem | None:
    """One problem; None where its file or its reference cannot be used."""
    file = package.file(name)
    module = errors.attempt(_module, package, name)
    if module is None:
        return None
    spec = errors.attempt(_attribute, module, file, "problem", Problem)
    scenarios = _scenarios(module, file, name, errors)
    domain = errors.attempt(_domain, module, file, _parameters(function)) if function else None
    if spec is None or function is None:
        return None

    def of_problem(kind: type[Declared]) -> tuple[Declared, ...]:
        return tuple(item for item in declared[kind] if item.problem == name)

    return LoadedProblem(
        name=name,
        file=file,
        spec=spec,
        summary=(inspect.getdoc(module) or name).split("\n")[0],
        scenarios=scenarios,
        solution=function,
        parameters=_parameters(function),
        alternatives=of_problem(Alternative),
        mistakes=of_problem(Mistake),
        oracles=of_problem(Oracle),
        domain=domain,
        baselines=of_problem(Baseline),
    )


def _module(package: Package, name: str) -> ModuleType:
    file = package.file(name)
    if not file.is_file():
        raise SpecError(f"{package.file('assignment')}: problems: {name}: expected the file {file}, found none")
    return package.load(name)


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


def _scenarios(module: ModuleType, file: Path, problem: str, errors: SpecErrors) -> tuple[Scenario, ...]:
    declared = dict(vars(module))
    ordinary = declared.get(ORDINARY)
    if isinstance(ordinary, Scenario) and "domain" in declared:
        declared |= {name: derive(ordinary) for name, derive in DERIVED.items() if name not in declared}
    found = tuple(
        scenario.model_copy(update={"name": attribute})
        for attribute, scenario in declared.items()
        if isinstance(scenario, Scenario) and not attribute.startswith("_")
    )
    if not found:
        errors.add(f"{file}: problem {problem}: scenarios: expected at least one @scenario(…), found none")
    for scenario in found:
        errors.attempt(_check_scenario, scenario, f"{file}: problem {problem}: scenario {scenario.name}")
    return found


def _check_scenario(scenario: Scenario, where: str) -> None:
    if scenario.public + scenario.private == 0:
        raise SpecError(
            f"{where}: public, private: expected at least one case, found none "
            "(a scenario that only serves calls_again or keeps_inputs begins with an underscore)"
        )
    for role in ("view", "check", "metric"):
        function = getattr(scenario, role)
        if function is not None and not of_public(function):
            raise SpecError(
                f"{where}: {role}: expected a named function of public.py, "
                f"found {getattr(function, '__name__', repr(function))} of {function.__module__}"
            )


def of_public(function: Any) -> bool:
    """Whether a callable can be found again by its name in public.py: no lambda, no partial, no underscore."""
    name = getattr(function, "__name__", "")
    return str(getattr(function, "__module__", "")).endswith(".public") and name.isidentifier() and name[0] != "_"


def _declared(module: ModuleType | None, kind: type[Any]) -> list[Any]:
    return [] if module is None else [item for item in vars(module).values() if isinstance(item, kind)]


def _mistakes(answers: Package, problem: str) -> list[Mistake]:
    """Those of `mistakes/<problem>.py`, in the order in which they are written there.

    A file may import another problem's mistake to make it on the way; each belongs to the file that declares it.
    """
    module = answers.load_optional(f"{MISTAKES}.{problem}")
    if module is None:
        return []
    own: list[Mistake] = [item for item in _declared(module, Mistake) if item.function.__module__ == module.__name__]
    for item in own:
        if item.problem != problem:
            where = f"{answers.file(f'{MISTAKES}.{problem}')}: {item.name}"
            raise SpecError(f"{where}: expected a mistake of {problem}, found one of {item.problem!r}")
    return [program for item in own for program in item.programs()]


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
