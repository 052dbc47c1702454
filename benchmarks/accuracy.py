"""False rejects and false accepts of our judge and of three usual comparisons, side by side on the same programs.

Right programs: every written alternative, and automatic ones (inputs in other memory orders, so that sums run in
another order; long double inside; float32 inside). Wrong programs: every known mistake and every mutant of each
reference that is not equivalent to it. A right program is falsely rejected if any case rejects it; a wrong one is
falsely accepted if every case accepts it. Run by `make accuracy`; `--json FILE` keeps the table.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from comparisons import Accepts, comparisons
from float32 import float32_can, readable, takes_float32
from rich.console import Console
from rich.table import Table

from grader.bank.build import build
from grader.bank.evaluate import Answer, Course, answer
from grader.bank.limited import MUTANT_SECONDS, limited
from grader.bank.secret import TEST_SECRET
from grader.bank.spread import move
from grader.judge.decide import distance
from grader.judge.problem import judge_problem
from grader.load import LoadedProblem, load_assignment, slugs
from grader.model.bank import BankCase, ProblemBank
from grader.model.outcome import Arguments, Kind, Outcome
from grader.model.tree import map_leaves, pairs
from grader.model.values import Form, Raises, Value
from grader.validate.equivalence import Yardstick
from grader.validate.mutants import Mutant, mutants
from grader.validate.mutation import run, wrongness
from grader.validate.proof import Subject, as_outcome

ROOT = Path(__file__).resolve().parent.parent

Program = Callable[[BankCase], Answer | None]


@dataclass
class Count:
    """How often one comparison was wrong, over how many programs."""

    false_rejects: int = 0
    false_accepts: int = 0


@dataclass
class Tally:
    """One problem's figures."""

    problem: str
    right: int = 0
    wrong: int = 0
    equivalent: int = 0
    worst_right: float = 0.0
    weakest_wrong: float = float("inf")
    named: int = 0
    nameable: int = 0
    misnamed: list[str] = field(default_factory=list)
    float32_left_out: int = 0
    counts: dict[str, Count] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def main() -> None:
    """Measure the assignments named on the command line, or all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("slugs", nargs="*")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    console = Console(width=150)
    tallies = []
    for slug in options.slugs or slugs(ROOT):
        with console.status(slug):
            tallies += [measure(subject, problem, bank) for subject, problem, bank in problems(slug)]
    console.print(table(tallies))
    for tally in tallies:
        for note in tally.notes:
            console.print(f"  {tally.problem}: {note}", markup=False, highlight=False)
    if options.json:
        options.json.write_text(json.dumps([as_row(tally) for tally in tallies], indent=1) + "\n")
    print(last_line(tallies))


def problems(slug: str) -> Iterator[tuple[Subject, LoadedProblem, ProblemBank]]:
    """Each problem of an assignment under the published test secret."""
    assignment = load_assignment(ROOT, slug)
    bank = build(assignment, secret=TEST_SECRET)
    subject = Subject(assignment, bank, Course.of(assignment.public_source), TEST_SECRET)
    for problem, part in subject.pairs():
        yield subject, problem, part


def measure(subject: Subject, problem: LoadedProblem, bank: ProblemBank) -> Tally:
    """All programs of one problem through all comparisons."""
    tally = Tally(f"{subject.assignment.slug}/{problem.name}")
    judges = comparisons(subject)
    tally.counts = {name: Count() for name in judges}
    for name, program in right_programs(subject, problem):
        _right(tally, name, program, bank, subject, judges)
    for name, program in mistake_programs(subject, problem):
        kept = remembered(program)
        _wrong(tally, name, kept, bank, subject, judges)
        _name(tally, name, kept, bank, subject)
    yardstick = Yardstick(subject, problem)
    for mutant in mutants(problem.solution):
        _mutant(tally, mutant, subject, problem, bank, judges, yardstick)
    return tally


def right_programs(subject: Subject, problem: LoadedProblem) -> Iterator[tuple[str, Program]]:
    """Written alternatives and automatic ones."""
    for other in problem.alternatives:
        yield other.function.__name__, _plain(subject, problem, other.function)
    for layout in ("F", "reversed"):
        yield f"evaluated {layout}", _moved(subject, problem, lambda call, layout=layout: _laid(call, layout))  # type: ignore[misc]
    yield "long double inside", _cast(subject, problem, np.longdouble)
    yield "float32 inside", _cast(subject, problem, np.float32)


def mistake_programs(subject: Subject, problem: LoadedProblem) -> Iterator[tuple[str, Program]]:
    """Every known mistake."""
    for mistake in problem.mistakes:
        yield mistake.name, _plain(subject, problem, mistake.function)


def _plain(subject: Subject, problem: LoadedProblem, function: Callable[..., Any]) -> Program:
    return lambda case: run(function, subject, problem, case)


def _moved(subject: Subject, problem: LoadedProblem, change: Callable[[Arguments], Arguments]) -> Program:
    def program(case: BankCase) -> Answer:
        view = next(s.view for s in problem.scenarios if s.name == case.scenario)
        return answer(problem.solution, [change(call) for call in case.task.calls], subject.course, view)

    return program


def _laid(call: Arguments, layout: Any) -> Arguments:
    return Arguments(call.values, {name: Form(layout) for name in call.values})


def _cast(subject: Subject, problem: LoadedProblem, dtype: Any) -> Program:
    """The reference run in another precision; its answer comes back as float64."""

    def program(case: BankCase) -> Answer:
        view = next(s.view for s in problem.scenarios if s.name == case.scenario)
        calls = move(
            case.task.calls, frozenset(), lambda leaf: dtype(leaf) if np.ndim(leaf) == 0 else leaf.astype(dtype)
        )
        given = answer(problem.solution, calls, subject.course, view)
        narrow = np.float32 if dtype is np.float32 else np.float64

        def back(leaf: Value) -> Value:
            if not isinstance(leaf, np.ndarray) or leaf.dtype.kind != "f":
                return leaf
            return leaf.astype(narrow).astype(np.float64)

        outcome = given.outcome if isinstance(given.outcome, Raises) else map_leaves(back, given.outcome)
        return Answer(outcome, given.modified, error=given.error)

    return program


def _right(
    tally: Tally, name: str, program: Program, bank: ProblemBank, subject: Subject, judges: dict[str, Accepts]
) -> None:
    """A right program; in float32 it is asked only where float32 can hold the promise."""
    cases = list(bank.cases)
    if name == "float32 inside":
        able = [case for case in cases if float32_can(case, program(case)) and readable(case, subject)]
        tally.float32_left_out += len(cases) - len(able)
        cases = able
    answers = [(case, program(case)) for case in cases]
    if name == "long double inside" and any(given and isinstance(given.error, TypeError) for _, given in answers):
        return  # numpy.linalg takes no long double: there is no such program
    tally.right += 1
    for judge, accepts in judges.items():
        refused = [case.id for case, given in answers if given is None or not accepts(given, case)]
        tally.counts[judge].false_rejects += bool(refused)
        if judge == "ours" and refused:
            tally.notes.append(f"falsely rejected: {name} at {refused[0]}")
    if name != "float32 inside":
        shares = [
            distance(given.given, subject.rule(case)) for case, given in answers if given and not takes_float32(case)
        ]
        tally.worst_right = max([tally.worst_right, *shares])


def _wrong(
    tally: Tally, name: str, program: Program, bank: ProblemBank, subject: Subject, judges: dict[str, Accepts]
) -> None:
    """A wrong program: some case must refuse it. Changing an argument is our judge's own rule, and counted as such."""
    answers = [(case, program(case)) for case in bank.cases]
    tally.wrong += 1
    kept = {scenario.name for scenario in bank.scenarios if scenario.keeps_inputs}
    changes = any(given is not None and given.modified and case.scenario in kept for case, given in answers)
    for judge, accepts in judges.items():
        accepted = all(given is not None and accepts(given, case) for case, given in answers)
        accepted = accepted and not (judge == "ours" and changes)
        tally.counts[judge].false_accepts += accepted
        if judge == "ours" and accepted:
            tally.notes.append(f"falsely accepted: {name}")
    farthest = max(wrongness(given, subject.rule(case)) for case, given in answers)
    if not changes:
        tally.weakest_wrong = min(tally.weakest_wrong, farthest)


def _name(tally: Tally, name: str, program: Program, bank: ProblemBank, subject: Subject) -> None:
    """Whether a known mistake, handed in by a student, is called by its name."""
    tally.nameable += 1
    found = named(program, bank, subject)
    tally.named += found == name
    if found not in ("", name):
        tally.misnamed.append(f"{name} called {found}")
    if found != name:
        tally.notes.append(f"not named: {name}")


def named(program: Program, bank: ProblemBank, subject: Subject) -> str:
    """The misconception that the judge would name."""
    outcomes = {}
    for case in bank.cases:
        given = program(case)
        outcomes[case.id] = Outcome(case.id, Kind.TIMED_OUT) if given is None else as_outcome(case, given)
    result = judge_problem(bank, outcomes, subject.course.callables, rule="all")
    return result.misconception


def _mutant(
    tally: Tally,
    mutant: Mutant,
    subject: Subject,
    problem: LoadedProblem,
    bank: ProblemBank,
    judges: dict[str, Accepts],
    yardstick: Yardstick,
) -> None:
    program = remembered(_plain(subject, problem, mutant.function))
    passes = all(wrongness(program(case), subject.rule(case)) == 0 for case in bank.cases)
    if passes and yardstick.same(mutant.function):
        tally.equivalent += 1
        return
    _wrong(tally, mutant.name, program, bank, subject, judges)
    found = named(program, bank, subject)
    if found:
        variants = [item.function for item in problem.mistakes if item.name == found]
        if not any(same_where_finite(yardstick, subject, mutant.function, variant) for variant in variants):
            tally.misnamed.append(f"{mutant.name} called {found}")
            tally.notes.append(f"misnamed: {mutant.name} called {found}")


def remembered(program: Program) -> Program:
    """The program with its answers kept: several comparisons ask for the same ones."""
    answers: dict[str, Answer | None] = {}

    def ask(case: BankCase) -> Answer | None:
        if case.id not in answers:
            answers[case.id] = program(case)
        return answers[case.id]

    return ask


def same_where_finite(
    yardstick: Yardstick, subject: Subject, one: Callable[..., Any], other: Callable[..., Any]
) -> bool:
    """Whether a mutant is the known mistake itself: on further inputs both give the same finite numbers.

    Where either overflows they may do so at different places; that is no other misunderstanding.
    """
    compared = 0
    for scenario, calls, _ in yardstick.truths:
        with limited(MUTANT_SECONDS):
            first = answer(one, calls, subject.course, scenario.view)
            second = answer(other, calls, subject.course, scenario.view)
        if isinstance(first.outcome, Raises) or isinstance(second.outcome, Raises):
            continue
        parts = pairs(first.outcome, second.outcome)
        if parts is None:
            return False
        for left, right in parts:
            a, b = np.asarray(left), np.asarray(right)
            if a.shape != b.shape:
                return False
            if not {a.dtype.kind, b.dtype.kind} <= set("biufc"):  # words, None
                if not np.array_equal(a, b):
                    return False
                compared += 1
                continue
            both = np.isfinite(a) & np.isfinite(b)
            if not np.allclose(a[both], b[both], rtol=1e-6, atol=max(1e-9, 1e-6 * np.abs(b[both]).max(initial=0.0))):
                return False
            compared += int(both.any())
    return compared > 0


def table(tallies: list[Tally]) -> Table:
    """One line a problem."""
    judges = list(tallies[0].counts)
    grid = Table(box=None, header_style="dim", padding=(0, 1))
    grid.add_column("problem", no_wrap=True)
    for title in ("right", "wrong", "equal", "worst right", "weakest wrong", "named", *judges):
        grid.add_column(title, justify="right")
    for tally in tallies:
        figures = [f"{count.false_rejects}/{count.false_accepts}" for count in tally.counts.values()]
        grid.add_row(
            tally.problem,
            str(tally.right),
            str(tally.wrong),
            str(tally.equivalent),
            f"{tally.worst_right:.1e}",
            f"{tally.weakest_wrong:.1e}",
            f"{tally.named}/{tally.nameable}",
            *figures,
        )
    grid.caption = "each comparison: right programs rejected / wrong programs accepted; distances in tolerances"
    return grid


def as_row(tally: Tally) -> dict[str, Any]:
    """A tally for the JSON file."""
    finite = tally.weakest_wrong if tally.weakest_wrong < float("inf") else None
    counts = {name: vars(count) for name, count in tally.counts.items()}
    return {**vars(tally), "weakest_wrong": finite, "counts": counts}


def last_line(tallies: list[Tally]) -> str:
    """The figures that other tools read."""
    right, wrong = sum(t.right for t in tallies), sum(t.wrong for t in tallies)
    rejects = sum(t.counts["ours"].false_rejects for t in tallies)
    accepts = sum(t.counts["ours"].false_accepts for t in tallies)
    named_, nameable = sum(t.named for t in tallies), sum(t.nameable for t in tallies)
    misnamed = sum(len(t.misnamed) for t in tallies)
    return (
        f"accuracy: false_rejects={rejects}/{right} false_accepts={accepts}/{wrong} "
        f"worst_right={max(t.worst_right for t in tallies):.1e} "
        f"weakest_wrong={min(t.weakest_wrong for t in tallies):.1e} "
        f"named={named_}/{nameable} misnamed={misnamed}/{wrong}"
    )


if __name__ == "__main__":
    main()
