"""The names of the axes of what differs in a case, as the handout has them."""

from __future__ import annotations

from collections.abc import Mapping

from grader.load.axes import Names, part_axes
from grader.model.bank import ProblemBank
from grader.model.result import CaseResult


def axis_names(case: CaseResult, axes: Mapping[str, Names], problem: ProblemBank | None) -> Names:
    """The names of all axes of the part that is worst, or none; a bank tells whether a case calls more than once."""
    found = case.difference
    if found is None:
        return ()
    calls = next((len(each.task.calls) for each in problem.cases if each.id == case.case), 1) if problem else 1
    return part_axes(axes, found.path, rank=len(found.shape), calls=calls)
