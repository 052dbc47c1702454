"""Freeze one case: draw it, compute its truth, measure its tolerance, and see what every known mistake gives."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, log2
from typing import Any

import numpy as np

from grader.author import Case
from grader.bank.belongs import translated, unusual_classes
from grader.bank.draw import CaseKey, arguments, draw
from grader.bank.evaluate import Answer, Course, answer, widened
from grader.bank.fakes import accepted_fakes
from grader.bank.measured import UnclearOrderError, yardstick
from grader.bank.spread import UNIT, UnstableShapeError, measure
from grader.bank.steady import is_steady
from grader.judge.canonical import canonical, is_float_array
from grader.judge.decide import Rule, decide, distance
from grader.judge.float32 import FLOAT32_GUARD, FLOAT32_WIDENING
from grader.judge.measure import Yardstick
from grader.languages.words import ENGLISH, words_in
from grader.load import LoadedProblem
from grader.model.bank import BankCase, Known, Leaf, Sentence
from grader.model.errors import SpecError
from grader.model.outcome import Arguments, Budget, Task
from grader.model.spec import Limits, Scenario
from grader.model.tree import leaves as leaves_of
from grader.model.values import Raises, Value

#: The tolerance in units of sigma + u * max|F|; any factor from 1e2 to 1e6 would do (docs/numerics.md).
FACTOR = 4096.0
#: A measured tolerance above this share of the answer's size says that the case is ill-conditioned: it is drawn again.
WIDEST = 1e-6
ATTEMPTS = 20
#: Alternatives must stay within this share of the limit, so a further reference at distance d widens the unit to d/41.
ALTERNATIVE_SHARE = 0.01
ALTERNATIVE_UNITS = FACTOR * ALTERNATIVE_SHARE
#: CPU seconds of a call whose limit no author states lie between these; a reference that needs more has more.
LEAST_SECONDS, MOST_SECONDS = 0.4, 2.0


class WeakDrawError(ValueError):
    """This draw would not tell right from wrong: its tolerance is too wide, or it takes a fake for right."""


@dataclass(frozen=True)
class CaseBuilder:
    """Everything that one scenario's cases are made with."""

    slug: str
    problem: LoadedProblem
    scenario: Scenario
    course: Course
    secret: str
    limits: Limits

    @property
    def where(self) -> str:
        """How messages name the scenario."""
        return f"{self.problem.file}: problem {self.problem.name}: scenario {self.scenario.name}"

    def evaluate(
        self, function: Callable[..., Any], *, watched: bool = True
    ) -> Callable[[Sequence[Arguments]], Answer]:
        """The function as this scenario sees it."""
        return lambda calls: answer(function, calls, self.course, self.scenario.view, watched=watched)


def freeze(builder: CaseBuilder, split: str, index: int, *, set_attempt: int = 0) -> BankCase:
    """One case of a scenario, drawn again (at most 20 times) while it would not tell right from wrong.

    `set_attempt` counts how often all private cases of the problem were drawn anew.

    Raises:
        SpecError: every draw is weak, or the reference and the case contradict each other.
    """
    key = CaseKey(builder.slug, builder.problem.name, builder.scenario.name, split, index, set_attempt)
    reason, uneasy = "", None
    for attempt in range(ATTEMPTS):
        case = draw(builder.problem, builder.scenario, key, secret=builder.secret, attempt=attempt)
        calls = arguments(case, builder.problem, builder.where)
        try:
            frozen = replace(frozen_case(builder, key, case, calls), repeated=attempt)
        except (WeakDrawError, UnstableShapeError, UnclearOrderError) as error:
            reason = str(error)
            continue
        if fakes := fakes_of(builder, frozen):
            reason = f"{fakes[0]} passes"
            continue
        if builder.scenario.metric or _alternatives_are_close(builder, frozen):
            return frozen
        uneasy = uneasy or frozen
    if uneasy is not None:  # it tells right from wrong; `validate` says which alternative lies too far off
        return uneasy
    raise SpecError(
        f"{builder.where}: expected a case that tells right from wrong in {ATTEMPTS} draws, found none: {reason}; "
        "ways out: .hold(…) for ties and boundaries, .scale(…) for saturated outputs, view=, .tolerance(…, reason=…), "
        "several elements of one size where a single one can be a round number"
    )


def fakes_of(builder: CaseBuilder, case: BankCase) -> list[str]:
    """The fakes that a frozen case takes for right: a case that has any is drawn again."""
    return list(accepted_fakes(_rule_of(builder, case)))


def _alternatives_are_close(builder: CaseBuilder, case: BankCase) -> bool:
    """Whether no other correct program comes near the limit by this draw's luck; one beyond it is no matter of luck."""
    rule = _rule_of(builder, case)
    return not any(
        ALTERNATIVE_SHARE < distance(builder.evaluate(other.function)(case.task.calls).given, rule) <= 1.0
        for other in builder.problem.alternatives
        if not other.reference
    )


def _rule_of(builder: CaseBuilder, case: BankCase) -> Rule:
    metric = builder.scenario.metric
    by = Yardstick(metric, case.public_half, case.baselines) if metric else None
    return _rule(builder, case.expected, case.leaves, case.task.calls, by)


def _rule(
    builder: CaseBuilder,
    expected: Value | Raises,
    leaves: tuple[Leaf, ...],
    calls: Sequence[Arguments],
    measured_by: Yardstick | None = None,
) -> Rule:
    """What an answer that has been through the view is judged by."""
    scenario = builder.scenario
    return Rule(
        expected,
        leaves,
        calls,
        check=scenario.check,
        keeps_inputs=scenario.keeps_inputs,
        repeats=scenario.repeats,
        measured_by=measured_by,
    )


def frozen_case(builder: CaseBuilder, key: CaseKey, case: Case, calls: tuple[Arguments, ...]) -> BankCase:
    """A drawn case with its truth and its measured tolerance.

    Raises:
        WeakDrawError: its tolerance would be too wide.
        UnstableShapeError: the answer's shape changes when the inputs move a little.
        SpecError: the reference and the case contradict each other.
    """
    started = time.process_time()
    truth = builder.evaluate(builder.problem.solution)(widened(calls))
    took = time.process_time() - started
    given, truth = truth, as_stated(builder, case, truth)
    by = yardstick(builder.problem, builder.scenario, case, calls, given, builder.evaluate)
    leaves, notes = _leaves(builder, key, case, calls, truth)
    rule = _rule(builder, truth.outcome, leaves, calls, by)
    known = KnownAnswers(builder, calls, rule)
    budget = _budget(builder.limits, _generous(took))
    task = Task(key.case, builder.problem.name, calls, budget, builder.problem.spec.forbidden)
    classes = unusual_classes(builder.problem.domain, calls, builder.where)
    others = translated(builder.problem.domain, classes)
    return BankCase(
        key.case,
        task,
        truth.outcome,
        leaves,
        known,
        notes,
        classes,
        others,
        _title({ENGLISH: classes, **others}) if builder.scenario.numbered and classes else {},
        public_half=by.public_half if by else None,
        baselines=by.baselines if by else {},
        shares=truth.shared,
    )


def _title(classes: Mapping[str, Sequence[str]]) -> Sentence:
    """What a case is about, by its classes in each language."""
    return {language: words_in(language)("; ").join(titles) for language, titles in classes.items()}


def _budget(limits: Limits, enough: float) -> Budget:
    """What a case's call may use: the seconds that the author states, or else some that follow the reference.

    A program that was written without a thought for speed takes a few hundred times as long as a reference in NumPy, so
    that a case of microseconds is over in a small part of the least limit however it is computed.
    """
    stated = limits.cpu_seconds
    seconds = min(max(4 * enough, LEAST_SECONDS), MOST_SECONDS) if stated is None else stated
    return Budget(max(seconds, enough), limits.memory_mib, limits.output_mib, enough)


def _generous(seconds: float) -> float:
    """Thirty times what the reference took here, in powers of two so that noise rarely changes it."""
    return 2.0 ** ceil(log2(max(seconds, 1e-3) * 30))


def as_stated(builder: CaseBuilder, case: Case, truth: Answer) -> Answer:
    """The truth, an exception as the class that the case states, where the reference raises a subclass of it."""
    wanted = case.exception
    if isinstance(truth.outcome, Raises):
        if wanted not in truth.outcome.names:
            expected = f"it to raise {wanted}" if wanted else "a value (or .raises(…) on the case)"
            raise SpecError(
                f"{builder.where}: reference: expected {expected}, found {truth.outcome.name}: {truth.error}"
            )
        return replace(truth, outcome=Raises(truth.outcome.names[truth.outcome.names.index(wanted) :]))
    if wanted:
        raise SpecError(f"{builder.where}: raises: expected the reference to raise {wanted}, found a value")
    if case.stated is None:
        return truth
    parts = [canonical(part.stated) for part in (case, *case.following)]
    return replace(truth, outcome=parts[0] if len(parts) == 1 else tuple(parts))


def _leaves(
    builder: CaseBuilder, key: CaseKey, case: Case, calls: tuple[Arguments, ...], truth: Answer
) -> tuple[tuple[Leaf, ...], tuple[str, ...]]:
    if isinstance(truth.outcome, Raises):
        return (), ()
    parts = leaves_of(truth.outcome)
    if builder.scenario.metric:
        return tuple(Leaf(path, value) for path, value in parts), ()
    floats = [value for _, value in parts if is_float_array(value)]
    sizes = [max(greatest(value), case.natural_scale or 0.0) for value in floats]
    if case.relative_tolerance is not None:
        tolerances = [
            np.full(value.shape, case.relative_tolerance * size) for value, size in zip(floats, sizes, strict=True)
        ]
        notes: tuple[str, ...] = (f"stated tolerance: {case.tolerance_reason}",)
    else:
        tolerances, notes = _measured(builder, key, case, widened(calls), floats, sizes)
        if any(_is_float32(leaf) for call in calls for value in call.values.values() for _, leaf in leaves_of(value)):
            tolerances = _for_float32(tolerances, sizes)
    pairs = iter(zip(tolerances, sizes, strict=True))
    return tuple(Leaf(path, value, *(next(pairs) if is_float_array(value) else ())) for path, value in parts), notes


def _is_float32(leaf: Value) -> bool:
    return isinstance(leaf, np.ndarray) and leaf.dtype == np.float32


def _for_float32(tolerances: list[np.ndarray], sizes: list[float]) -> list[np.ndarray]:
    """Where float32 comes in, a right program may compute in float32 on the way and still answer in float64."""
    wide = [np.asarray(tolerance * FLOAT32_WIDENING) for tolerance in tolerances]
    for tolerance, size in zip(wide, sizes, strict=True):
        if float(tolerance.max(initial=0.0)) > FLOAT32_GUARD * size:
            raise WeakDrawError(f"float32 inputs need a tolerance above {FLOAT32_GUARD:.0e} of the answer's size")
    return wide


def _measured(
    builder: CaseBuilder,
    key: CaseKey,
    case: Case,
    calls: tuple[Arguments, ...],
    floats: list[np.ndarray],
    sizes: list[float],
) -> tuple[list[np.ndarray], tuple[str, ...]]:
    notes: tuple[str, ...] = ()
    sigma = [np.zeros(value.shape) for value in floats]
    references = [
        builder.problem.solution,
        *(other.function for other in builder.problem.alternatives if other.reference),
    ]
    for reference in references:
        rng = np.random.default_rng(key.seed(builder.secret, "spread"))
        evaluate = _float_parts(builder, reference)
        answers = floats if reference is builder.problem.solution else evaluate(calls)
        apart = _apart(answers, floats)
        spread = measure(evaluate, calls, answers, case.held, rng)
        notes += spread.notes
        sigma = [np.maximum(one, other) for one, other in zip(sigma, spread.sigma, strict=True)]
        if reference is not builder.problem.solution:
            sigma = [np.maximum(one, distance / ALTERNATIVE_UNITS) for one, distance in zip(sigma, apart, strict=True)]
    tolerances = [np.asarray(FACTOR * (part + UNIT * size)) for part, size in zip(sigma, sizes, strict=True)]
    for tolerance, size in zip(tolerances, sizes, strict=True):
        widest = float(tolerance.max(initial=0.0))
        if widest > WIDEST * size:  # an answer of zeros has no size: it needs a scale to be uncertain against
            raise WeakDrawError(f"the tolerance is {widest:.1e}, above {WIDEST:.0e} of the answer's size {size:.1e}")
    return tolerances, tuple(dict.fromkeys(notes))


def _float_parts(
    builder: CaseBuilder, function: Callable[..., Any]
) -> Callable[[Sequence[Arguments]], list[np.ndarray]]:
    evaluate = builder.evaluate(function, watched=False)

    def parts(calls: Sequence[Arguments]) -> list[np.ndarray]:
        given = evaluate(calls)
        if given.error is not None:
            raise WeakDrawError(f"{function.__name__} raised {given.error!r} near the case") from given.error
        return given.floats

    return parts


def _apart(others: list[np.ndarray], floats: list[np.ndarray]) -> list[float]:
    """How far two references lie apart, the greatest distance of each leaf."""
    if len(others) != len(floats):
        raise WeakDrawError(f"two references disagree: {len(floats)} and {len(others)} float results")
    apart = []
    for other, value in zip(others, floats, strict=True):
        if other.shape != value.shape:
            raise WeakDrawError(f"two references disagree: shape {other.shape} and {value.shape}")
        with np.errstate(all="ignore"):
            distance = np.abs(other - value)
        apart.append(float(np.max(distance[np.isfinite(distance)], initial=0.0)))
    return apart


def greatest(value: np.ndarray) -> float:
    """max|F| over the finite elements, 0 where there are none."""
    return float(np.max(np.abs(value[np.isfinite(value)]), initial=0.0))


class KnownAnswers(Sequence[Known]):
    """What every known mistake gives on a case. Each is run when it is asked for, and once: many draws are dropped."""

    def __init__(self, builder: CaseBuilder, calls: Sequence[Arguments], rule: Rule) -> None:
        self._builder, self._calls, self._rule = builder, calls, rule
        self._found: dict[int, Known] = {}

    def __len__(self) -> int:
        return len(self._builder.problem.mistakes)

    def __getitem__(self, number: Any) -> Any:
        mistake = self._builder.problem.mistakes[number]
        if number not in self._found:
            run = self._builder.evaluate(mistake.function)
            given = run(self._calls)
            judged = decide(given.given, self._rule)
            free = self._rule.check or self._builder.scenario.view  # several answers are right
            steady = not free or is_steady(run, self._calls, self._rule.leaves)
            self._found[number] = Known(
                mistake.name, given.outcome, not judged.passed, judged.margin, given.modified, steady
            )
        return self._found[number]
