"""A case or two of every scenario through the reference, before anything is measured.

What would end, distort or delay the bank is told here at once, for all problems together.
"""

from __future__ import annotations

import contextlib
import io
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.author import Case, Generator, Scenario, case_of
from grader.bank.belongs import unusual_classes
from grader.bank.draw import GRID_BITS, CaseKey, arguments, draw
from grader.bank.evaluate import Answer, Course, answer, widened
from grader.bank.freeze import CaseBuilder, as_stated
from grader.bank.limited import TooSlowError, charged, limited
from grader.bank.spread import RUNS
from grader.judge.canonical import canonical, is_float_array
from grader.load import LoadedAssignment, LoadedProblem
from grader.model.bank import PRIVATE, PUBLIC
from grader.model.errors import SpecError, SpecErrors
from grader.model.outcome import Arguments
from grader.model.tree import pairs
from grader.model.values import Raises, Value, items_of

#: Seconds that the reference may take for one case: a bank asks it some thirty times for each.
SLOWEST = 1.0
#: It is stopped after so many: the first call may take longer than those that follow, but not for ever.
STOPPED = 2.0
#: Seconds after which no further scenario of a problem is tried: how long it takes is known by then.
ENOUGH = 3.0


@dataclass(frozen=True)
class Pace:
    """How long the reference of a problem takes."""

    problem: str
    scenario: str  # with the slowest case
    seconds: float  # of that case
    total: float  # of all cases of the bank, measured


@dataclass(frozen=True)
class _Run:
    answer: Answer
    printed: str
    seconds: float

    @property
    def stopped(self) -> bool:
        """Whether it was stopped before it came to an end."""
        return isinstance(self.answer.error, TooSlowError)


def preview(assignment: LoadedAssignment, *, secret: str | None) -> tuple[Pace, ...]:
    """Draw and answer the first public and the first private case of every scenario; without a secret public ones only.

    Raises:
        SpecError: what cannot be used, a line each, over all problems.
    """
    errors = SpecErrors()
    course = Course.of(assignment.public_source)
    paces = [_problem(assignment, problem, course, secret or "", errors) for problem in assignment.problems]
    errors.raise_gathered()
    return tuple(paces)


def _problem(
    assignment: LoadedAssignment, problem: LoadedProblem, course: Course, secret: str, errors: SpecErrors
) -> Pace:
    """The first cases of one problem; a fault of the reference is told once, at the first case that shows it."""
    limits = problem.spec.limits or assignment.spec.limits
    faults: dict[str, str] = {}
    slowest, place, total = 0.0, "", 0.0
    until = time.monotonic() + ENOUGH
    for scenario in problem.scenarios:
        builder = CaseBuilder(assignment.slug, problem, _plain(scenario, problem), course, secret, limits)
        for split in (PUBLIC, PRIVATE):
            count = getattr(scenario, split)
            if not count or (split == PRIVATE and not secret) or "slow" in faults:
                continue
            seconds = slowest
            if time.monotonic() < until:
                with contextlib.redirect_stdout(None):  # what is printed is told once, as a fault
                    seconds = errors.attempt(_trial, builder, split, faults) or 0.0
            total += seconds * count * _runs(problem)
            if seconds > slowest:
                slowest, place = seconds, scenario.name
    for message in faults.values():
        errors.add(message)
    return Pace(problem.name, place, slowest, total)


def _plain(scenario: Scenario, problem: LoadedProblem) -> Scenario:
    """The scenario, or one of ordinary cases in place of a covering array's rows, which take up to a second to make."""
    domain, adjust = problem.domain, scenario.adjust
    if not scenario.numbered or domain is None:
        return scenario

    def drawn(rng: Generator) -> Case:
        case = case_of(domain, rng)
        return adjust(case, frozenset()) if adjust else case

    return scenario.model_copy(update={"draw": drawn, "numbered": False})


def _runs(problem: LoadedProblem) -> int:
    """How many programs answer one case until it is frozen, those of its measurement included."""
    references = 1 + sum(other.reference for other in problem.alternatives)
    measurement = len(problem.baselines) if problem.is_measured else 3 * RUNS * references
    return 2 + measurement + len(problem.alternatives) + len(problem.mistakes)


def _trial(builder: CaseBuilder, split: str, faults: dict[str, str]) -> float:
    """The seconds that the reference takes for the first case."""
    key = CaseKey(builder.slug, builder.problem.name, builder.scenario.name, split, 0)
    case, again = (draw(builder.problem, builder.scenario, key, secret=builder.secret, attempt=0) for _ in range(2))
    calls = arguments(case, builder.problem, builder.where)
    if not _same_calls(calls, arguments(again, builder.problem, builder.where)):
        raise SpecError(
            f"{builder.where}: draw: expected the same case of the same rng, found two: "
            "take every random number from rng, and keep nothing between draws"
        )
    unusual_classes(builder.problem.domain, calls, builder.where)
    first = _run(builder, calls)
    second = first if first.stopped else _run(builder, calls)
    for kind, message in _faults(builder, case, first, second):
        faults.setdefault(kind, message)
    if first.stopped:
        return first.seconds
    _check_view(builder, calls, first.answer)
    truth = as_stated(builder, case, first.answer)
    _check_checker(builder, calls, truth)
    if case.on_grid and case.stated is None and "nondeterministic" not in faults:
        _check_grid(builder, case, truth)
    return min(first.seconds, second.seconds)


def _run(builder: CaseBuilder, calls: Sequence[Arguments]) -> _Run:
    printed = io.StringIO()
    started, computed = charged(), time.process_time()
    with contextlib.redirect_stdout(printed), limited(STOPPED):
        given = builder.evaluate(builder.problem.solution)(widened(calls))
    seconds = max(charged() - started, time.process_time() - computed)  # the kernel's count of waiting is coarse
    return _Run(given, printed.getvalue(), seconds)


def _faults(builder: CaseBuilder, case: Case, first: _Run, second: _Run) -> Iterator[tuple[str, str]]:
    """What the reference does that no reference may, each with its kind."""
    code = builder.problem.solution.__code__
    where = f"{code.co_filename}:{code.co_firstlineno}: {builder.problem.name}: reference"
    place = f"on a case of scenario {builder.scenario.name}"
    seconds = min(first.seconds, second.seconds)
    if seconds > SLOWEST:
        found = f"that it was stopped after {STOPPED:g} s" if first.stopped else f"{seconds:.1f} s"
        words = f"expected at most {SLOWEST:g} s for a case, found {found} {place}"
        why = f"a bank asks it {_runs(builder.problem)} times for each case, and a proof draws several banks"
        yield "slow", f"{where}: {words}: {why}; draw smaller cases, or leave loops to NumPy"
    if not _same_outcome(first.answer.outcome, second.answer.outcome):
        words = f"expected one answer for the same arguments, found two {place}: it is nondeterministic"
        ways = "take no random numbers, no time, no order of a set, and keep nothing between calls"
        yield "nondeterministic", f"{where}: {words}; {ways}"
    if first.answer.modified:
        words = f"expected its arguments ({', '.join(case.inputs)}) to stay as they are, found one of them changed"
        yield "modified", f"{where}: {words} {place}: work on a copy"
    if first.printed:
        yield "printed", f"{where}: expected no output, found {first.printed[:60]!r} {place}: remove the print"


def _check_view(builder: CaseBuilder, calls: Sequence[Arguments], given: Answer) -> None:
    view = builder.scenario.view
    if view is None or given.error is None:
        return
    plain = answer(builder.problem.solution, widened(calls), builder.course)
    if plain.error is None:
        raise SpecError(
            f"{builder.where}: view: expected {view.__name__} of public.py to take the reference's answer, found that "
            f"it raises {type(given.error).__name__}: {given.error}"
        )


def _check_checker(builder: CaseBuilder, calls: Sequence[Arguments], truth: Answer) -> None:
    check = builder.scenario.check
    if check is None or isinstance(truth.outcome, Raises):
        return
    parts = [truth.outcome] if len(calls) == 1 else items_of(truth.outcome)
    for call, part in zip(calls, parts, strict=True):
        value = canonical(part)
        try:
            said = check(dict(call.values), value, value)
        except Exception as error:  # an author's function may fail in any way
            said = f"{type(error).__name__}: {error}"
        if said is not None:
            raise SpecError(
                f"{builder.where}: check: expected {check.__name__} of public.py to return None for the "
                f"reference's own answer, found {said!r}"
            )


def _check_grid(builder: CaseBuilder, case: Case, truth: Answer) -> None:
    """Rounded inputs must not turn one exact answer into another: the author means the one of the drawn numbers."""
    calls = arguments(case.off_grid(), builder.problem, builder.where)
    drawn = builder.evaluate(builder.problem.solution)(widened(calls)).outcome
    for one, other in _parts(drawn, truth.outcome):
        if is_float_array(one) and is_float_array(other) and one.shape == other.shape:
            continue
        if not _same_outcome(one, other):
            raise SpecError(
                f"{builder.where}: inputs: expected the same answer for the numbers as they are drawn and rounded to "
                f"{GRID_BITS} bits, found {_shown(one)} and {_shown(other)}; draw numbers of few bits "
                "(rng.integers(-8, 9) / 4), or keep all of them with .off_grid()"
            )


def _parts(one: Value | Raises, other: Value | Raises) -> list[tuple[Any, Any]]:
    """The leaves of two answers side by side; the answers themselves where their forms differ."""
    found = None if isinstance(one, Raises) or isinstance(other, Raises) else pairs(one, other)
    return [(one, other)] if found is None else [*found]


def _shown(value: Value | Raises) -> str:
    if isinstance(value, Raises):
        return value.name
    text = " ".join((str(value) if isinstance(value, np.ndarray) else repr(value)).split())
    return text if len(text) <= 40 else f"{text[:40]}…"


def _same_calls(one: Sequence[Arguments], other: Sequence[Arguments]) -> bool:
    return len(one) == len(other) and all(
        _same_outcome(dict(a.values), dict(b.values)) and a.forms == b.forms for a, b in zip(one, other, strict=True)
    )


def _same_outcome(one: Value | Raises, other: Value | Raises) -> bool:
    """Whether two values are the same to the last bit, or two exceptions of one class."""
    if isinstance(one, Raises) or isinstance(other, Raises):
        return bool(one == other)
    found = pairs(one, other)
    return found is not None and all(_same_leaf(*pair) for pair in found)


def _same_leaf(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other, equal_nan=one.dtype.kind in "fc")
    return bool(one == other) or (one != one and other != other)  # noqa: PLR0124  # NaN is the same as NaN
