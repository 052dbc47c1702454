"""Draws that would not tell right from wrong are repeated, one by one and as sets, by the secret alone."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from grader.author import Case, Scenario, scenario
from grader.bank.build import PATIENCE, build
from grader.bank.evaluate import Course
from grader.bank.fakes import accepted_fakes
from grader.bank.guesses import MOST, earned, guesses
from grader.bank.secret import TEST_SECRET
from grader.judge.decide import Rule
from grader.load import LoadedAssignment, LoadedProblem, load_assignment
from grader.model.bank import PRIVATE, CaseBank, Leaf, ProblemBank
from grader.model.errors import SpecError
from grader.model.outcome import Arguments

from .building import frozen, problem_of

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "fixtures" / "course"

#: Under each of these, cases of two problems once took the truth in half precision for an answer.
UNLUCKY = tuple(f"a-secret-that-once-failed-{number:02d}" for number in (0, 5, 8, 9, 13, 35))
PROBLEMS = ("bce_with_logits", "sigmoid")


@cache
def cross_entropy(secret: str) -> CaseBank:
    return build(load_assignment(ROOT, "cross-entropy"), secret=secret, problems=PROBLEMS)


def accepted(bank: CaseBank) -> list[str]:
    """The cases that take a fake for right."""
    callables = Course.of(bank.public_source).callables
    return [
        case.id
        for problem in bank.problems
        for case in problem.cases
        if accepted_fakes(Rule.of(case, problem.scenario_of[case.scenario], callables, viewed=True))
    ]


@pytest.mark.parametrize("secret", UNLUCKY)
def test_no_case_takes_half_precision_under_secrets_that_once_drew_some(secret: str) -> None:
    assert accepted(cross_entropy(secret)) == []


def test_some_of_those_draws_were_repeated_and_public_ones_are_the_same_under_all() -> None:
    banks = [cross_entropy(secret) for secret in UNLUCKY]
    assert sum(case.repeated for bank in banks for case in bank.cases()) >= 2
    public = [{case.id: case.repeated for case in bank.cases() if case.split != PRIVATE} for bank in banks]
    assert all(found == public[0] for found in public)


def test_what_is_drawn_again_depends_on_the_secret_alone() -> None:
    secret = UNLUCKY[0]
    again = build(load_assignment(ROOT, "cross-entropy"), secret=secret, problems=PROBLEMS)
    assert again.evidence == cross_entropy(secret).evidence
    assert [case.repeated for case in again.cases()] == [case.repeated for case in cross_entropy(secret).cases()]


def round_number(rng: np.random.Generator) -> Case:
    """A number that half precision nearly holds."""
    return Case(x=float(rng.choice([1.25, 1.75])) + 2.0**-19)


def doubled(x: float) -> float:
    return 2.0 * x


def test_a_scenario_that_always_takes_a_fake_is_the_authors_error_after_twenty_draws() -> None:
    with pytest.raises(SpecError) as caught:
        frozen(round_number, doubled)
    words = str(caught.value)
    assert (
        "assignments/made/here.py: problem doubled: scenario drawn: expected a case that tells right from wrong"
        in words
    )
    assert "in 20 draws, found none: the truth in half precision passes; ways out:" in words


def test_a_search_for_sizes_without_luck_falls_back_on_those_that_are_known_to_fit() -> None:
    """Under this secret no random order found a dilated kernel as large as the image, without padding, at any step."""
    secret = "G_gA8YI9gVwCgmd4_pyQZJ4CLbVL-VrCX2ym-GDYu3Q"
    bank = build(load_assignment(ROOT, "convolution"), secret=secret, problems=("conv2d_forward",))
    assert bank.problems[0].count(PRIVATE) == sum(case.split == PRIVATE for case in bank.cases())


# --- sets of private cases


def is_odd(n: int) -> bool:
    return n % 2 == 1


def never_odd(n: int) -> bool:
    """All numbers are even."""
    return n == -1


def numbers(count: int) -> Scenario:
    def any_number(rng: np.random.Generator) -> Case:
        """A number from 0 to 9."""
        return Case(n=int(rng.integers(10)))

    return scenario(private=count)(any_number)


def built(problem: LoadedProblem, secret: str) -> ProblemBank:
    assignment: LoadedAssignment = replace(load_assignment(TINY, "tiny"), problems=(problem,))
    return build(assignment, secret=secret).problems[0]


def best_guess(bank: ProblemBank) -> float:
    return max(earned(bank, guess, {}, rule="all", splits=(PRIVATE,)) for _, guess in guesses(bank, {}))


def test_a_set_that_a_constant_pleases_is_drawn_again() -> None:
    problem = problem_of(is_odd, numbers(3))
    banks = [built(problem, f"a-secret-number-{number:02d}-of-many") for number in range(30)]
    assert all(best_guess(bank) <= MOST and not bank.weaknesses for bank in banks)
    repeated = [bank.repeated for bank in banks]
    assert 0 in repeated  # three equal answers have a chance of one in four
    assert max(repeated) >= 1
    assert repeated == [built(problem, f"a-secret-number-{number:02d}-of-many").repeated for number in range(30)]


def test_a_mistake_that_a_set_happens_to_let_through_is_caught_by_the_next() -> None:
    def not_seven(n: int) -> bool:
        """Seven is even."""
        return n % 2 == 1 and n != 7

    problem = problem_of(is_odd, numbers(8), mistakes=(not_seven,))
    banks = [built(problem, f"a-secret-number-{number:02d}-of-many") for number in range(12)]
    assert all(any(case.known[0].wrong for case in bank.cases) for bank in banks)
    assert max(bank.repeated for bank in banks) >= 1


def test_what_no_draw_mends_is_kept_as_the_authors_to_mend() -> None:
    def right(n: int) -> bool:
        """No mistake at all."""
        return n % 2 == 1

    bank = built(problem_of(is_odd, numbers(8), mistakes=(right,)), TEST_SECRET)
    assert bank.weaknesses == ("right: expected a private case that it fails, found none",)
    assert bank.repeated < PATIENCE


def test_two_mistakes_that_never_differ_are_told() -> None:
    def always_even(n: int) -> bool:
        """No number is odd."""
        return n < 0

    bank = built(problem_of(is_odd, numbers(6), mistakes=(never_odd, always_even)), TEST_SECRET)
    assert bank.weaknesses == ("never_odd and always_even answer alike on every case",)


def test_where_a_checker_decides_an_answer_near_the_truth_may_be_right_and_zeros_may_not() -> None:
    def not_negative(inputs: object, expected: object, actual: np.ndarray) -> str | None:
        return None if actual.min() >= 0 else "negative"

    def positive(inputs: object, expected: object, actual: np.ndarray) -> str | None:
        return None if actual.min() > 0 else "not positive"

    truth = np.array([1 / 3, 2 / 3])
    for check, fakes in ((positive, []), (not_negative, ["zeros"])):
        rule = Rule(truth, (Leaf("", truth, np.full(2, 1e-9)),), (Arguments({}),), check=check)
        assert accepted_fakes(rule) == fakes
