"""At which level code runs, and what is refused."""

from __future__ import annotations

import pytest

from grader.isolation import Owner, isolation_level
from grader.model.errors import GraderError
from grader.run import Findings, Level

FULL, CONFINED, LIMITED, NONE = Level
SELF, ANOTHER = Owner
REFUSED = None


@pytest.mark.parametrize(
    ("best", "named", "owner", "private", "expected"),
    [
        # a strong level is used, whatever runs
        (FULL, None, ANOTHER, True, FULL),
        (CONFINED, None, ANOTHER, True, CONFINED),
        (FULL, None, SELF, False, FULL),
        # a weak one is used unasked for a student's own code and public cases only
        (LIMITED, None, SELF, False, LIMITED),
        (NONE, None, SELF, False, NONE),
        (LIMITED, None, SELF, True, REFUSED),
        (NONE, None, SELF, True, REFUSED),
        (LIMITED, None, ANOTHER, False, REFUSED),
        (NONE, None, ANOTHER, False, REFUSED),
        (LIMITED, None, ANOTHER, True, REFUSED),
        (NONE, None, ANOTHER, True, REFUSED),
        # whoever names a weak level gets it
        (LIMITED, LIMITED, ANOTHER, True, LIMITED),
        (NONE, NONE, ANOTHER, True, NONE),
        (NONE, NONE, SELF, True, NONE),
        # a named level that does not work is never replaced by another one
        (NONE, FULL, ANOTHER, True, REFUSED),
        (NONE, CONFINED, SELF, False, REFUSED),
    ],
)
def test_level(best: Level, named: Level | None, owner: Owner, private: bool, expected: Level | None) -> None:  # noqa: FBT001
    findings = Findings(best)
    if expected is REFUSED:
        with pytest.raises(GraderError, match="grader doctor"):
            isolation_level(findings, named=named, owner=owner, private_cases=private)
    else:
        assert isolation_level(findings, named=named, owner=owner, private_cases=private) is expected


def test_a_refusal_names_the_level_the_reason_and_the_way_out() -> None:
    with pytest.raises(GraderError) as refusal:
        isolation_level(Findings(NONE), named=None, owner=ANOTHER, private_cases=True)
    assert str(refusal.value) == (
        "the best isolation here is none, too weak to run another's code beside private cases unasked; "
        "run: grader doctor, or name it: --isolation none"
    )


def test_a_named_level_that_does_not_work_is_told_with_its_reason() -> None:
    findings = Findings(NONE, {FULL: "no user namespaces"})
    with pytest.raises(GraderError, match="isolation full does not work here: no user namespaces; run: grader doctor"):
        isolation_level(findings, named=FULL, owner=ANOTHER, private_cases=True)
