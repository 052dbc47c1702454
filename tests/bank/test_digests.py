"""What a change of a field means is said where the field is declared, and the digests keep to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any

import numpy as np
import pytest
from pydantic import BaseModel

from grader import author
from grader.author import Alternative, Assignment, Case, Limits, Mistake, Oracle, Problem, Scenario, Text, scenario
from grader.bank import build, freeze, store
from grader.bank.secret import TEST_SECRET
from grader.load import LoadedAssignment, LoadedProblem, load_assignment
from grader.model import answers, outcome, spec, values
from grader.model import bank as bank_nouns
from grader.model.answers import Baseline
from grader.model.bank import BankCase, CaseBank, Known, Leaf, MistakeInfo, ProblemBank, ScenarioInfo
from grader.model.meaning import BY_PARTS, RUN_AGAIN, SCORE_AGAIN, Meaning, meanings
from grader.model.outcome import Arguments, Budget, Task
from grader.model.values import Form, Named, Raises

COURSE = Path(__file__).parent.parent / "fixtures" / "course"
#: What travels with a run and is kept in no bank.
OF_ONE_RUN = {outcome.Program, outcome.RunResult}


def nouns_of(module: ModuleType) -> Iterator[type[Any]]:
    """The dataclasses and forms that a module declares."""
    for found in vars(module).values():
        if not isinstance(found, type) or found.__module__ != module.__name__ or found in OF_ONE_RUN:
            continue
        if is_dataclass(found) or (issubclass(found, BaseModel) and found.model_fields):
            yield found


NOUNS = [noun for module in (author, answers, spec, bank_nouns, outcome, values) for noun in nouns_of(module)]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: f"{noun.__module__}.{noun.__name__}")
def test_every_field_says_what_a_change_of_it_means(noun: type[Any]) -> None:
    assert meanings(noun)


def test_the_nouns_are_found() -> None:
    authors = {Assignment, Problem, Scenario, Limits, Text, Case, Mistake, Alternative, Oracle, Baseline}
    stored = {CaseBank, ProblemBank, ScenarioInfo, MistakeInfo, BankCase, Known, Leaf, Task, Budget, Arguments}
    assert authors | stored | {Form, Named, Raises} == set(NOUNS) - {spec.Form}


@dataclass(frozen=True)
class Forgetful(Budget):
    """A noun with one field more, which says nothing."""

    threads: int = 1


@dataclass(frozen=True)
class Undecided(Budget):
    """A noun with one field more, which says two things."""

    threads: Annotated[int, RUN_AGAIN, SCORE_AGAIN] = 1


class ForgetfulForm(Limits):
    """The same of an author's declaration."""

    threads: int = 1


@pytest.mark.parametrize(
    ("noun", "found"), [(Forgetful, "none"), (Undecided, "RUN_AGAIN, SCORE_AGAIN"), (ForgetfulForm, "none")]
)
def test_a_field_that_says_nothing_or_two_things_is_named(noun: type[Any], found: str) -> None:
    with pytest.raises(TypeError, match=rf"{noun.__name__}\.threads: expected one mark .*, found {found};"):
        meanings(noun)


def test_no_bank_is_given_digests_while_a_field_of_it_says_nothing(original: CaseBank) -> None:
    forgetful = replace(original.problems[0], limits=Forgetful())
    with pytest.raises(TypeError, match=r"Forgetful\.threads"):
        store.with_digests(replace(original, problems=(forgetful,)))


# --- the bank


@pytest.fixture(scope="module")
def original() -> CaseBank:
    """The bank of the tiny course."""
    return build.build(load_assignment(COURSE, "tiny"), secret=TEST_SECRET)


def nouns_in(noun: Any) -> Iterator[tuple[Any, Callable[[Any], CaseBank]]]:
    """Every noun that digests look into by parts, each with what makes the whole bank of another in its place."""
    yield noun, lambda other: other
    for name, meaning in meanings(type(noun)).items():
        if meaning is not BY_PARTS:
            continue
        value = getattr(noun, name)
        for number, part in enumerate(value if isinstance(value, tuple) else (value,)):
            for inner, rebuilt in nouns_in(part):

                def whole(other: Any, name=name, number=number, value=value, rebuilt=rebuilt) -> Any:  # type: ignore[no-untyped-def]
                    changed = rebuilt(other)
                    parts = (*value[:number], changed, *value[number + 1 :]) if isinstance(value, tuple) else changed
                    return replace(noun, **{name: parts})

                yield inner, whole


def another(value: Any) -> Any:
    """Any other value of about this type."""
    if isinstance(value, np.ndarray):
        return value + 1
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    if isinstance(value, str):
        return value + "x"
    if isinstance(value, bytes):
        return value + b"x"
    if isinstance(value, tuple):
        return value[:-1] if value else ("x",)
    return {"other": 1} if isinstance(value, dict) else replace(value, cpu_seconds=value.cpu_seconds * 2)


def digests(bank: CaseBank) -> tuple[str, str]:
    again = store.with_digests(bank)
    return again.evidence, again.scoring


def expected_change(meaning: Meaning) -> tuple[bool, bool]:
    return meaning is RUN_AGAIN, meaning is SCORE_AGAIN


KINDS = (CaseBank, ProblemBank, ScenarioInfo, MistakeInfo, BankCase, Known, Leaf, Task, Budget)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_change_of_any_field_of_a_bank_changes_the_digests_as_it_says(original: CaseBank, kind: type[Any]) -> None:
    noun, rebuilt = next(found for found in nouns_in(original) if type(found[0]) is kind)
    before = digests(original)
    for field in fields(kind):
        meaning = meanings(kind)[field.name]
        if meaning is BY_PARTS:
            continue
        value = getattr(noun, field.name)
        other = {"en": "x"} if value is None else another(value)
        after = digests(rebuilt(replace(noun, **{field.name: other})))
        changed = (after[0] != before[0], after[1] != before[1])
        assert changed == expected_change(meaning), f"{kind.__name__}.{field.name} says: {meaning.value}"


# --- what an author declares


def doubled(x: np.ndarray) -> Any:
    return np.tanh(x) * 2


def halved(x: np.ndarray) -> Any:
    return np.tanh(x) / 2


def sorted_(result: np.ndarray) -> np.ndarray:
    return np.sort(result)


def accepts(inputs: Any, expected: Any, actual: Any) -> str | None:
    return None if np.array_equal(actual, expected) else "another answer"


def case_of(rng: np.random.Generator) -> Case:
    return Case(x=rng.uniform(1, 2, size=3))


def loaded(
    *,
    assignment: Assignment | None = None,
    problem: Problem | None = None,
    drawn: Scenario | None = None,
    case: Callable[[Case], Case] | None = None,
    mistake: Mistake | None = None,
    alternative: Alternative | None = None,
) -> LoadedAssignment:
    """An assignment of one problem with one scenario; what is given stands in place of the usual."""
    family = drawn or FAMILY
    if case is not None:
        change = case
        family = family.model_copy(update={"draw": lambda rng: change(case_of(rng))})
    one = LoadedProblem(
        name="doubled",
        file=Path("assignments/made/doubled.py"),
        spec=problem or Problem(points=10),
        summary="Made here.",
        scenarios=(family,),
        solution=doubled,
        parameters=("x",),
        alternatives=(alternative or ALTERNATIVE,),
        mistakes=(mistake or MISTAKE,),
        oracles=(),
    )
    return LoadedAssignment("made", Path(), Path(), assignment or ASSIGNMENT, (one,), PUBLIC)


def by_number(rng: np.random.Generator, number: int) -> Case:
    return Case(x=rng.random(3) + number)


PUBLIC = b"def sorted_(result):\n    return sorted(result)\n"
ASSIGNMENT = Assignment(title=Text("Made"), problems=("doubled",))
FAMILY = scenario(public=1, private=1)(case_of)
MISTAKE = Mistake("doubled", halved, Text("You halved it."), "M1")
ALTERNATIVE = Alternative("doubled", lambda x: 3 * np.tanh(x) - np.tanh(x), reference=True)
FARTHER = Alternative("doubled", lambda x: 2 * np.tanh(x) * (1 + 1e-12), reference=True)

#: Another declaration for each field of each of an author's nouns.
CHANGES: dict[type[Any], dict[str, Callable[[], LoadedAssignment]]] = {
    Assignment: {
        "title": lambda: loaded(assignment=ASSIGNMENT.model_copy(update={"title": Text("Other")})),
        "lecture": lambda: loaded(assignment=ASSIGNMENT.model_copy(update={"lecture": "p9"})),
        "week": lambda: loaded(assignment=ASSIGNMENT.model_copy(update={"week": 4})),
        "teaches": lambda: loaded(assignment=ASSIGNMENT.model_copy(update={"teaches": Text("Other")})),
        "points": lambda: loaded(assignment=ASSIGNMENT.model_copy(update={"points": 10})),
        "libraries": lambda: loaded(assignment=ASSIGNMENT.model_copy(update={"libraries": ("numpy",)})),
        "score": lambda: loaded(assignment=ASSIGNMENT.model_copy(update={"score": "private"})),
        "problems": lambda: replace(loaded(), problems=()),
    },
    Problem: {
        "points": lambda: loaded(problem=Problem(points=11)),
        "forbidden": lambda: loaded(problem=Problem(points=10, forbidden=("torch.tanh",))),
        "hints": lambda: loaded(problem=Problem(points=10, hints=(Text("Look."),))),
    },
    Limits: {
        name: lambda name=name, value=value: loaded(problem=Problem(points=10, limits=Limits(**{name: value})))  # type: ignore[misc]
        for name, value in (("cpu_seconds", 3.0), ("memory_mib", 2048), ("output_mib", 65))
    },
    Scenario: {
        name: lambda name=name, value=value: loaded(drawn=FAMILY.model_copy(update={name: value}))
        for name, value in (
            ("draw", lambda rng: Case(x=rng.uniform(3, 4, size=3))),
            ("name", "other"),
            ("title", "Other."),
            ("zh", "别的。"),
            ("public", 2),
            ("private", 2),
            ("weight", 2),
            ("hint", Text("Look.")),
            ("view", sorted_),
            ("check", accepts),
            ("keeps_inputs", True),
            ("traps", ("M1",)),
        )
    }
    | {
        "numbered": lambda: loaded(drawn=FAMILY.model_copy(update={"numbered": True, "draw": by_number})),
        "repeats": lambda: loaded(drawn=author.repeats(FAMILY)),
    },
    Text: {
        "en": lambda: loaded(mistake=replace(MISTAKE, text=Text("Halved."))),
        "zh": lambda: loaded(mistake=replace(MISTAKE, text=Text("You halved it.", zh="减半"))),
    },
    Mistake: {
        "function": lambda: loaded(mistake=replace(MISTAKE, function=doubled)),
        "text": lambda: loaded(mistake=replace(MISTAKE, text=Text("Halved."))),
        "identifier": lambda: loaded(mistake=replace(MISTAKE, identifier="M2")),
        "title": lambda: loaded(mistake=replace(MISTAKE, title=Text("half of it"))),
    },
    Alternative: {
        "function": lambda: loaded(alternative=FARTHER),
        "reference": lambda: loaded(alternative=replace(ALTERNATIVE, reference=False)),
    },
    Case: {
        "inputs": lambda: loaded(case=lambda case: Case(x=case.inputs["x"] + 1)),
        "held": lambda: loaded(case=lambda case: case.hold("x")),
        "natural_scale": lambda: loaded(case=lambda case: case.scale(100)),
        "relative_tolerance": lambda: loaded(case=lambda case: case.tolerance(1e-5, reason="measured")),
        "on_grid": lambda: loaded(case=lambda case: case.off_grid()),
        "forms": lambda: loaded(case=lambda case: case.read_only()),
        "following": lambda: loaded(case=lambda case: case.then(case)),
    },
}
#: By which files a problem belongs to, and what only another test can change by itself.
ELSEWHERE = {
    (Problem, "limits"),
    (Assignment, "limits"),
    (Mistake, "problem"),
    (Mistake, "variants"),  # `load` has made programs of them already
    (Mistake, "variant"),
    (Alternative, "problem"),
    (Case, "tolerance_reason"),
    (Case, "exception"),
    (Scenario, "adjust"),  # `draw` has done it already
    (Scenario, "metric"),  # these three make a measured case, which has a test below
    (Case, "stated"),
    (Case, "public_half"),
}


@pytest.mark.parametrize(
    ("noun", "name"), [(noun, name) for noun, changes in CHANGES.items() for name in changes], ids=str
)
def test_a_change_of_what_an_author_declares_asks_for_what_it_says(noun: type[Any], name: str) -> None:
    before = build.build(loaded(), secret=TEST_SECRET)
    after = build.build(CHANGES[noun][name](), secret=TEST_SECRET)
    changed = (after.evidence != before.evidence, after.scoring != before.scoring)
    meaning = meanings(noun)[name]
    if meaning is RUN_AGAIN:  # the score of what is run again is made anew anyway
        assert changed[0], f"{noun.__name__}.{name}"
    else:
        assert changed == expected_change(meaning), f"{noun.__name__}.{name} says: {meaning.value}"


def test_no_field_of_an_author_is_left_out_here() -> None:
    told = {(noun, name) for noun, changes in CHANGES.items() for name in changes}
    assert told | ELSEWHERE == {(noun, name) for noun in CHANGES for name in meanings(noun)}
    assert not told & ELSEWHERE


def above(x: np.ndarray) -> np.ndarray:
    return (x > 1.5).astype(int)


def nothing(x: np.ndarray) -> np.ndarray:
    return np.full(x.shape, -1)


def nearly(x: np.ndarray) -> np.ndarray:
    return np.where(np.arange(x.size) % 10 == 0, -1, above(x))


def share(expected: np.ndarray, actual: np.ndarray) -> float:
    return float(np.mean(expected == actual))


def squared_share(expected: np.ndarray, actual: np.ndarray) -> float:
    return share(expected, actual) ** 2


def measured_bank(
    *, metric: Any = share, change: Callable[[np.ndarray], np.ndarray] = above, half: int = 20, last: Any = above
) -> CaseBank:
    """The bank of one problem whose answers a metric measures."""

    def draw(rng: np.random.Generator) -> Case:
        x = rng.uniform(1, 2, size=40)
        return Case(x=x).answer(change(x), public_half=np.arange(40) < half)

    made = loaded(drawn=scenario(public=1, private=1, metric=metric)(draw))
    programs = tuple(Baseline("doubled", program) for program in (nothing, last))
    problem = replace(made.problems[0], solution=above, alternatives=(), mistakes=(), baselines=programs)
    return build.build(replace(made, problems=(problem,)), secret=TEST_SECRET)


@pytest.mark.parametrize(
    "other",
    [{"metric": squared_share}, {"change": lambda x: np.where(x > 1.99, 0, above(x))}, {"half": 10}, {"last": nearly}],
    ids=lambda other: next(iter(other)),
)
def test_what_measures_an_answer_asks_for_another_run(other: dict[str, Any]) -> None:
    assert measured_bank().evidence == measured_bank().evidence
    assert measured_bank().evidence != measured_bank(**other).evidence


def test_the_reason_of_a_tolerance_is_only_words_and_an_exception_is_an_answer() -> None:
    def raising(x: np.ndarray) -> np.ndarray:
        raise KeyError(x)

    def bank_of(change: Callable[[Case], Case], solution: Callable[..., Any] = doubled) -> CaseBank:
        made = loaded(case=change)
        problem = replace(made.problems[0], solution=solution, alternatives=())
        return build.build(replace(made, problems=(problem,)), secret=TEST_SECRET)

    one, other = (bank_of(lambda case, why=why: case.tolerance(1e-5, reason=why)) for why in "ab")  # type: ignore[misc]
    assert digests(one) == digests(other)
    key, lookup = (bank_of(lambda case, kind=kind: case.raises(kind), raising) for kind in (KeyError, LookupError))  # type: ignore[misc]
    assert key.evidence != lookup.evidence


def test_a_stated_limit_counts_and_a_measured_budget_does_not(
    original: CaseBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build.build(loaded(), secret=TEST_SECRET)
    monkeypatch.setattr(freeze, "_generous", lambda _: 64.0)  # the reference took two seconds here
    slow = build.build(loaded(), secret=TEST_SECRET)
    assert {case.task.budget.cpu_seconds for case in slow.cases()} == {64.0}
    assert digests(slow) == digests(before)
    raised = ASSIGNMENT.model_copy(update={"limits": Limits(cpu_seconds=3)})
    assert build.build(loaded(assignment=raised), secret=TEST_SECRET).evidence != before.evidence
    same = build.build(loaded(problem=Problem(points=10, limits=Limits(memory_mib=1024))), secret=TEST_SECRET)
    assert digests(same) == digests(before)  # it says what holds anyway
    stated = build.build(loaded(problem=Problem(points=10, limits=Limits(cpu_seconds=2))), secret=TEST_SECRET)
    assert stated.evidence != before.evidence  # it does not: without it the limit follows the reference
