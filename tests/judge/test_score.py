"""Points are exact fractions, shared by weight, split by split."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.judge.score import add, split_scores, total_score, unpaid
from grader.model.bank import ProblemBank, ScenarioInfo
from grader.model.result import Score
from grader.model.values import Raises

from .building import case_of, problem_of


def problem(
    counts: dict[str, tuple[int, int]],
    *,
    weights: dict[str, int] | None = None,
    whole: tuple[str, ...] = (),
    points: int = 12,
) -> ProblemBank:
    """Scenarios with (public, private) counts."""
    cases = [
        case_of(index, 1.0, scenario=name, split=split)
        for name, pair in counts.items()
        for split, count in zip(("public", "private"), pair, strict=True)
        for index in range(count)
    ]
    scenarios = tuple(
        ScenarioInfo(name, {"en": name}, weight=(weights or {}).get(name, 1), all_or_nothing=name in whole)
        for name in counts
    )
    return problem_of(*cases, scenarios=scenarios, points=points)


def passing(bank: ProblemBank, *but: str) -> dict[str, bool]:
    return {case.id: not any(part in case.id for part in but) for case in bank.cases}


def test_everything_right_earns_all_points_in_every_split() -> None:
    bank = problem({"a": (1, 2), "b": (0, 3)})
    assert total_score(bank, passing(bank), "all") == Score(Fraction(12), 12)
    assert set(split_scores(bank, passing(bank)).values()) == {Score(Fraction(12), 12)}


def test_a_scenario_counts_by_weight_and_a_case_by_its_share() -> None:
    bank = problem({"a": (0, 3), "b": (0, 2)}, weights={"b": 2}, points=10)
    assert total_score(bank, passing(bank, "a/private/0"), "all").earned == Fraction(10) * (Fraction(2, 3) + 2) / 3
    assert total_score(bank, passing(bank, "f/b"), "all").earned == Fraction(10, 3)


def test_thirds_are_exact() -> None:
    bank = problem({"a": (0, 3)}, points=1)
    assert total_score(bank, passing(bank, "/0", "/1"), "all").earned == Fraction(1, 3)


def test_each_split_is_scored_by_itself_out_of_the_full_points() -> None:
    bank = problem({"a": (1, 1), "b": (0, 1)})
    splits = split_scores(bank, passing(bank, "f/b"))
    assert splits == {"public": Score(Fraction(12), 12), "private": Score(Fraction(6), 12)}


@pytest.mark.parametrize(("rule", "earned"), [("all", 6), ("public", 12), ("private", 0)])
def test_the_rule_says_which_split_counts(rule: str, earned: int) -> None:
    bank = problem({"a": (2, 2)})
    assert total_score(bank, passing(bank, "private"), rule).earned == earned


def test_few_valued_answers_count_only_as_a_whole_split_of_a_scenario() -> None:
    bank = problem({"a": (2, 2)}, whole=("a",))
    one_wrong = passing(bank, "a/private/1")
    assert total_score(bank, one_wrong, "all").earned == 6
    assert split_scores(bank, one_wrong)["private"].earned == 0
    assert split_scores(bank, one_wrong)["public"].earned == 12


def test_a_missing_case_counts_as_failed() -> None:
    bank = problem({"a": (0, 2)})
    assert total_score(bank, {bank.cases[0].id: True}, "all").earned == 6


def test_a_split_without_cases_earns_nothing_and_breaks_nothing() -> None:
    bank = problem({"a": (2, 0)})
    assert split_scores(bank, passing(bank))["private"] == Score(Fraction(0), 12)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 9), st.booleans()), min_size=1), st.data()
)
def test_points_lie_between_none_and_all_and_another_right_case_never_costs(
    rows: list[tuple[int, int, int, bool]], data: st.DataObject
) -> None:
    names = [f"s{number}" for number in range(len(rows))]
    bank = problem(
        {name: row[:2] for name, row in zip(names, rows, strict=True)},
        weights={name: row[2] for name, row in zip(names, rows, strict=True)},
        whole=tuple(name for name, row in zip(names, rows, strict=True) if row[3]),
    )
    passed = {case.id: data.draw(st.booleans()) for case in bank.cases}
    score = total_score(bank, passed, "all").earned
    assert 0 <= score <= 12
    for case in bank.cases:
        assert total_score(bank, {**passed, case.id: True}, "all").earned >= score


def test_sums_of_scores_are_exact() -> None:
    assert add([Score(Fraction(1, 3), 1)] * 3) == Score(Fraction(1), 3)
    assert add([]) == Score(Fraction(0), 0)


@given(st.lists(st.fractions(0, 100)))
def test_a_sum_is_that_of_the_fractions(earned: list[Fraction]) -> None:
    assert add([Score(part, 1) for part in earned]) == Score(sum(earned, Fraction(0)), len(earned))


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(1, 9)), min_size=1, max_size=4), st.data())
def test_a_score_is_the_weighted_mean_of_the_shares(rows: list[tuple[int, int, int]], data: st.DataObject) -> None:
    names = [f"s{number}" for number in range(len(rows))]
    bank = problem(
        {name: row[:2] for name, row in zip(names, rows, strict=True)},
        weights={name: row[2] for name, row in zip(names, rows, strict=True)},
    )
    passed = {case.id: data.draw(st.booleans()) for case in bank.cases}
    shares = [
        (row[2], Fraction(sum(passed[case.id] for case in bank.cases if case.scenario == name), row[0] + row[1]))
        for name, row in zip(names, rows, strict=True)
        if row[0] + row[1]
    ]
    weight = sum(weight for weight, _ in shares)
    expected = sum((weight * share for weight, share in shares), Fraction(0)) * 12 / max(weight, 1)
    assert total_score(bank, passed, "all").earned == expected


def raising(*splits: str) -> ProblemBank:
    """An ordinary scenario with a case in each split that is named, and one that expects an exception in both."""
    error = Raises(("ValueError", "Exception"))
    cases = [case_of(0, 1.0, scenario="ordinary", split=split) for split in splits]
    cases += [case_of(0, error, scenario="bad", split=split) for split in ("public", "private")]
    return problem_of(*cases, scenarios=(ScenarioInfo("ordinary", {"en": "O."}), ScenarioInfo("bad", {"en": "B."})))


def test_a_program_that_always_raises_earns_nothing() -> None:
    bank = raising("public", "private")
    always = passing(bank, "ordinary")
    assert total_score(bank, always, "all").earned == 0
    assert {split: score.earned for split, score in split_scores(bank, always).items()} == {"public": 0, "private": 0}
    assert unpaid(bank, always, "all") == bank.raising


def test_an_expected_exception_pays_beside_an_ordinary_case_of_the_same_split() -> None:
    bank = raising("public", "private")
    public_only = passing(bank, "ordinary/private")
    assert total_score(bank, public_only, "all").earned == Fraction(12) * 3 / 4
    assert {name: score.earned for name, score in split_scores(bank, public_only).items()} == {
        "public": 12,
        "private": 0,
    }
    assert unpaid(bank, public_only, "all") == frozenset()
    assert unpaid(bank, public_only, "private") == bank.raising


def test_where_a_split_has_no_ordinary_case_those_of_the_problem_decide() -> None:
    bank = raising("public")
    assert split_scores(bank, passing(bank))["private"].earned == 12
    assert split_scores(bank, passing(bank, "ordinary"))["private"].earned == 0


def test_a_problem_that_only_expects_exceptions_pays_for_them() -> None:
    bank = raising()
    assert total_score(bank, passing(bank), "all").earned == 12
