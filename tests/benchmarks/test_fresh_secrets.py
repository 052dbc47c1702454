"""A sample of `make secrets`, under other secrets with every commit."""

from __future__ import annotations

import subprocess

import pytest
from fresh_secrets import ROOT, made_of, report, trial

from grader.load import slugs


def commit() -> str:
    """The commit that is tested; a text of its own where the sources lie outside of git."""
    told = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
    return told.stdout.strip() or "no-commit-here"


#: Those of one assignment in one process, which then loads it and makes the rows of its combinations once.
ASSIGNMENTS = [pytest.param(slug, marks=pytest.mark.xdist_group(slug)) for slug in slugs(ROOT)]


@pytest.mark.parametrize("secret", made_of(commit(), 3))
@pytest.mark.parametrize("slug", ASSIGNMENTS)
def test_every_proof_that_depends_on_draws_holds(slug: str, secret: str) -> None:
    assert trial(slug, secret).failures == ()


def test_a_failure_is_counted_and_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    found = [trial("cross-entropy", "a-secret-of-a-test-that-stands-in-no-handout")]
    with pytest.raises(SystemExit) as ended:
        report(found, ["cross-entropy"])
    assert ended.value.code == 0
    with pytest.raises(SystemExit) as ended:
        report([*found, type(found[0])("cross-entropy", "y", ("float32: sigmoid: zeros pass",))], ["cross-entropy"])
    assert ended.value.code == 1
    assert capsys.readouterr().out.splitlines()[-1] == "secrets: 1 failures of 2"
