"""`grader validate` names what no private case holds, and the case that would; a bank takes no case from outside."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from grader.author import Case, Scenario, covering, scenario
from grader.bank.build import build
from grader.bank.evaluate import Course
from grader.bank.secret import TEST_SECRET
from grader.load import LoadedAssignment, load_assignment
from grader.model.errors import SpecError
from grader.validate.coverage import domains_covered
from grader.validate.proof import Finding, Subject

COURSE = Path(__file__).parents[2]


def only(name: str, *without: str, added: tuple[Scenario, ...] = ()) -> LoadedAssignment:
    """An assignment of one problem of convolution, some of its scenarios left out, others added."""
    loaded = load_assignment(COURSE, "convolution")
    problem = next(problem for problem in loaded.problems if problem.name == name)
    scenarios = tuple(one for one in problem.scenarios if one.name not in without)
    return replace(loaded, problems=(replace(problem, scenarios=(*scenarios, *added)),))


def findings(loaded: LoadedAssignment) -> list[Finding]:
    bank = build(loaded, secret=TEST_SECRET)
    return domains_covered(Subject(loaded, bank, Course.of(b""), TEST_SECRET))


def test_all_classes_are_held_by_construction() -> None:
    covered, fair = findings(only("maxpool2d_forward"))
    assert covered.ok
    assert fair.ok
    assert covered.text.startswith("25 of 25 classes of inputs, 100% of ")


def test_without_combinations_it_is_said_what_is_missing_and_what_would_bring_it() -> None:
    covered, _ = findings(only("maxpool2d_forward", "every_choice"))
    assert not covered.ok
    assert "missing: " in covered.text
    assert "`return case_of(domain, rng, '" in covered.text
    assert covered.text.endswith("all of it with covering(domain, private=14)")


def test_a_case_outside_the_domain_stops_the_build_and_is_named() -> None:
    @scenario(private=1)
    def doubtful(_: np.random.Generator) -> Case:
        return Case(x=np.full((1, 1, 2, 2), np.nan), k=1, stride=1)

    doubtful = doubtful.model_copy(update={"name": "doubtful"})
    message = "scenario doubtful: outside the problem's domain: x: expected finite numbers, found nan"
    with pytest.raises(SpecError, match=message):
        build(only("maxpool2d_forward", added=(doubtful,)), secret=TEST_SECRET)


def test_cases_of_a_covering_array_are_judged_by_the_checker_that_it_was_given() -> None:
    loaded = only("maxpool2d_forward")
    domain = loaded.problems[0].domain
    assert domain is not None

    def any_answer(*_: object) -> None:
        return None

    checked = covering(domain, private=3, check=any_answer).model_copy(update={"name": "checked"})
    with pytest.raises(SpecError, match=r"scenario checked: expected a case .* found none: zeros passes"):
        build(only("maxpool2d_forward", "every_choice", added=(checked,)), secret=TEST_SECRET)
