"""One public case by itself: its inputs as code, the answer, the debugger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.bank.public import Course
from grader.collect import collect_one
from grader.frameworks import Framework, framework_named, framework_within
from grader.judge.problem import judge_problem
from grader.languages import said
from grader.languages.words import words_in
from grader.model.bank import BankCase, CaseBank
from grader.model.errors import GraderError
from grader.model.outcome import Arguments, Outcome, Program
from grader.model.result import CaseResult, ProblemResult
from grader.model.tree import leaves, map_leaves
from grader.model.values import PLAIN, Named, Raises, Value, arrange
from grader.practice.literal import assignment, literal, names_in
from grader.practice.session import PracticeSession

if TYPE_CHECKING:
    import pdb  # noqa: T100

_PDB_KEYS = said("n next line   s step into   a arguments   p NAME print   c go on to the end   q quit")


@dataclass(frozen=True)
class Look:
    """One case, what the student's function gave, and the judgement."""

    case: BankCase
    outcome: Outcome
    problem: ProblemResult
    result: CaseResult


def find_case(bank: CaseBank, name: str) -> BankCase:
    """A public case by its id, or by a beginning of it that is no other's: `conv2d_forward/stride` for example.

    Raises:
        GraderError: there is none, or several.
    """
    cases = list(bank.cases())
    exact = [case for case in cases if case.id == name]
    found = exact or [case for case in cases if case.id.startswith(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise GraderError(said("which one?") + "\n  " + "\n  ".join(case.id for case in found))
    if "/private/" in name:
        raise GraderError(said("{name} is a private case: its inputs are not here", name=name))
    import difflib

    problem = name.partition("/")[0]
    of_problem = [case.id for case in cases if case.problem == problem] or [case.id for case in cases]
    near = difflib.get_close_matches(name, of_problem, n=3, cutoff=0.4)
    hint = said("did you mean {names}", names=", ".join(near)) if near else said("grader check names them")
    raise GraderError(said("there is no public case {name}; {hint}", name=repr(name), hint=hint))


def look(practice: PracticeSession, case: BankCase) -> Look:
    """Run one case of the student's work, isolated as in `check`, and judge it.

    Raises:
        GraderError: the submission cannot be read.
    """
    problem = practice.bank.problem(case.problem)
    only_this_case = replace(problem, cases=(case,))
    program = program_of(practice)
    runner = practice.grading.runner
    result = runner.run(replace(program, public=practice.bank.public_source), runner.prepare([case.task]))
    outcomes = {outcome.case: outcome for outcome in result.outcomes}
    judged = judge_problem(only_this_case, outcomes, practice.grading.callables, rule="public")
    return Look(case, outcomes[case.id], judged, judged.cases[0])


def program_of(practice: PracticeSession) -> Program:
    """The student's files as they are now.

    Raises:
        GraderError: they cannot be read.
    """
    names = [problem.name for problem in practice.bank.problems]
    submission = collect_one(practice.place.path, slug=practice.place.slug, functions=names)
    if submission.program is None:
        raise GraderError(submission.refusal)
    framework = framework_within(practice.bank.libraries, submission.program.framework)
    return replace(submission.program, framework=framework)


def as_code(case: BankCase, module: str, *, framework: Framework) -> Iterator[str]:
    """Lines that make the inputs and call the function, to be pasted into Python; without a module, into a notebook."""
    yield "import numpy as np"
    if framework.paste:
        yield f"import {framework.name}"
    public = sorted({name for call in case.task.calls for value in call.values.values() for name in names_in(value)})
    if public:
        yield f"from public import {', '.join(public)}"
    yield f"from {module} import {case.task.function}" if module else "# paste this into your notebook, below its cells"
    for call in case.task.calls:
        yield ""
        for name, value in call.values.items():
            yield assignment(name, value) + _form(call, name)
            if framework.paste and any(isinstance(leaf, np.ndarray) for _, leaf in leaves(value)):
                yield (
                    framework.paste.format(name=name)
                    if isinstance(value, np.ndarray)
                    else f"# arrays in {name} come as those of {framework.title}"
                )
        yield f"print({case.task.function}({', '.join(call.values)}))"


def _form(call: Arguments, name: str) -> str:
    form = call.form(name)
    if form == PLAIN:
        return ""
    return f"  # given in memory order {form.layout}" + ("" if form.writeable else ", read-only")


def given(call: Arguments, callables: Mapping[str, Any], *, framework: Framework) -> list[Any]:
    """Fresh arguments as the function gets them."""
    arrays = framework.arrays()
    own = (lambda array: array) if arrays is None else arrays.to_framework
    return [_given(value, call, name, callables, own) for name, value in call.values.items()]


def _given(
    value: Value, call: Arguments, name: str, callables: Mapping[str, Any], own: Callable[[np.ndarray], Any]
) -> Any:
    def leaf(part: Any) -> Any:
        if isinstance(part, Named):
            return callables[part.name]
        if not isinstance(part, np.ndarray):
            return part
        return own(arrange(part, call.form(name)))

    return map_leaves(leaf, value)


def saved(found: Look, file: Path) -> list[str]:
    """Write inputs, expected and got as `.npz`; the names in it.

    Raises:
        GraderError: the file cannot be written.
    """
    arrays: dict[str, np.ndarray] = {}
    for number, call in enumerate(found.case.task.calls):
        suffix = f"_call{number}" if number else ""
        for name, value in call.values.items():
            arrays |= _arrays(f"{name}{suffix}", value)
    expected = found.case.expected
    arrays |= {} if isinstance(expected, Raises) else _arrays("expected", expected)
    arrays |= _arrays("got", found.outcome.value)
    try:
        with file.open("wb") as stream:
            np.savez(stream, **arrays)  # type: ignore[arg-type]  # mypy takes the first name for allow_pickle
    except OSError as error:
        raise GraderError(said("{file}: cannot be written ({strerror})", file=file, strerror=error.strerror)) from error
    return list(arrays)


def _arrays(name: str, value: Value) -> dict[str, np.ndarray]:
    """Leaves that an array can hold without pickle."""
    named = {f"{name}{path}": np.asarray(leaf) for path, leaf in leaves(value) if not isinstance(leaf, Named)}
    return {key: array for key, array in named.items() if array.dtype.kind in "biufcU"}


def debug(practice: PracticeSession, case: BankCase, *, language: str) -> None:
    """Stop at the first line of the student's function with the inputs of the first call; the student's own process.

    Raises:
        GraderError: the file fails on import, or has no such function.
    """
    import bdb
    import sys

    program = program_of(practice)
    folder = str(practice.place.folder.resolve())
    sys.path.insert(0, folder)
    namespace = _imported(program, practice.place.entry())
    function = namespace.get(case.task.function)
    if not callable(function):
        raise GraderError(said("{entry} has no function {function}", entry=program.entry, function=case.task.function))
    callables = Course.of(practice.bank.public_source).callables
    arguments = given(case.task.calls[0], callables, framework=framework_named(program.framework))
    left: list[bool] = []
    debugger = _debugger(lambda: left.append(True))
    say, name = words_in(language), case.task.function
    sys.stdout.write(say("{case}: stopped in {function}, its inputs are loaded", case=case.id, function=name))
    sys.stdout.write(f"\n{say.again(_PDB_KEYS)}\n")
    try:
        returned = debugger.runcall(function, *arguments)
        if left:
            return
        sys.stdout.write(say("returned: {value}", value=literal_or_repr(returned)) + "\n")
    except bdb.BdbQuit:
        return
    except Exception:
        import traceback

        traceback.print_exc()
        debugger.reset()
        debugger.interaction(None, sys.exc_info()[2])


def _debugger(leave: Callable[[], None]) -> pdb.Pdb:
    """A debugger that tells when it is left: it ends the call quietly then, as if that had returned None."""
    import pdb  # noqa: T100  the point of this module

    class QuietDebugger(pdb.Pdb):
        def set_quit(self) -> None:
            leave()
            super().set_quit()

    return QuietDebugger()


def _imported(program: Program, entry: Path | None) -> dict[str, Any]:
    """The student's names; a notebook's cells as one module that pdb can list."""
    import linecache
    import types

    source = program.files[program.entry].decode("utf-8", "replace")
    file = str(entry.resolve()) if entry and entry.suffix == ".py" else f"<cells of {program.entry}>"
    if not file.endswith(".py"):
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    module = types.ModuleType(program.module)
    module.__file__ = file
    try:
        exec(compile(source, file, "exec"), module.__dict__)  # noqa: S102  the student's own code, for the student
    except Exception as error:
        raise GraderError(
            said("{file} fails on import: {name}: {error}", file=file, name=type(error).__name__, error=error)
        ) from error
    return module.__dict__


def literal_or_repr(value: Any) -> str:
    """What a function gave, as code where that is possible."""
    try:
        return literal(value)
    except Exception:  # a student's object may fail in its own repr
        return repr(type(value))
