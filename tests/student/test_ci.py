"""`ci` under the variables of GitHub, GitLab and nobody, with the files that it writes."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from fractions import Fraction
from pathlib import Path

import pytest

from grader.model.bank import PUBLIC
from grader.model.result import CaseResult, ProblemResult, Report, Score, Verdict
from grader.report.classroom50 import Push, result_document, units
from grader.report.github import MOST_ANNOTATIONS, SUMMARY_BYTES, error_lines, plain, summary
from grader.report.junit import junit
from grader.report.markdown import escaped, fenced
from grader.report.shares import shares
from grader.report.words import points

from .conftest import RIGHT, WRONG, Grader


def test_github_gets_summary_and_annotations(folder: Path, tmp_path: Path, grader: Grader) -> None:
    (folder / "tiny.py").write_text(WRONG)
    file = tmp_path / "summary"
    variables = {"GITHUB_WORKSPACE": str(folder), "GITHUB_STEP_SUMMARY": str(file)}
    done = grader("ci", cwd=folder, GITHUB_ACTIONS="true", **variables)
    assert done.returncode == 1, done.stderr
    commands = [line for line in done.stdout.splitlines() if line.lstrip().startswith("::")]
    assert len(commands) == 1
    assert commands[0].startswith("::error file=tiny.py,line=5,title=mean_squares::")
    assert "##[" not in done.stdout
    told = file.read_text()
    assert "| ❌ | mean\\_squares |" in told
    assert "private cases are not run here" in told
    assert "grader grade tiny" in told
    total = re.search(r"public (\S+)/45", done.stdout)
    assert total is not None
    assert f": {total[1]}/45" in told


def test_a_file_that_does_not_compile_is_marked_once_where_it_is_broken(folder: Path, grader: Grader) -> None:
    (folder / "tiny.py").write_text(RIGHT + "\ndef oops(:\n")
    done = grader("ci", cwd=folder, GITHUB_ACTIONS="true", GITHUB_WORKSPACE=str(folder))
    line = RIGHT.count("\n") + 2
    (command,) = [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert command.startswith(f"::error file=tiny.py,line={line},title=the file does not compile::")
    assert done.stdout.count("invalid syntax") == 2  # in the log and in the annotation


def test_gitlab_gets_junit(folder: Path, grader: Grader) -> None:
    (folder / "tiny.py").write_text(WRONG)
    done = grader("ci", cwd=folder, GITLAB_CI="true")
    assert done.returncode == 1
    root = ET.fromstring((folder / "grader-junit.xml").read_text())
    suites = {suite.get("name"): suite for suite in root}
    assert suites["tiny.mean_squares"].get("failures") == "3"
    assert suites["tiny.split_signs"].get("failures") == "0"
    printed = [text.text for text in root.iter("system-out")]
    assert printed
    assert all("error" in (text or "") for text in printed)


def test_gitlab_collects_from_the_projects_folder(folder: Path, grader: Grader) -> None:
    (folder / "tiny.py").write_text(RIGHT)
    (folder / "notes").mkdir()
    assert grader("ci", cwd=folder / "notes", GITLAB_CI="true", CI_PROJECT_DIR=str(folder)).returncode == 0
    assert (folder / "grader-junit.xml").is_file()


def test_elsewhere_there_is_a_log_and_an_exit_status(folder: Path, grader: Grader) -> None:
    (folder / "tiny.py").write_text(RIGHT)
    done = grader("ci", "--junit", "mine.xml", cwd=folder)
    assert done.returncode == 0
    assert "public 45/45" in done.stdout
    assert (folder / "mine.xml").is_file()
    assert not (folder / "grader-junit.xml").exists()


def report_of(*problems: ProblemResult) -> Report:
    """A report with these problems, public cases only."""
    total = Score(sum((problem.total.earned for problem in problems), Fraction(0)), 10 * len(problems))
    return Report("a|b", "ada", "s", "graded", "d", "numpy", "full", problems, total, {PUBLIC: total, "private": total})


def failing_problem(name: str, words: str, *, stdout: str = "", earned: Fraction = Fraction(10, 3)) -> ProblemResult:
    """One of three cases passes."""
    cases = (
        CaseResult(f"{name}/a/public/0", Verdict.PASSED),
        CaseResult(f"{name}/a/public/1", Verdict.RAISED, message=words, stdout=stdout, traceback=words),
        CaseResult(f"{name}/a/public/2", Verdict.WRONG_VALUE, message=words),
    )
    score = Score(earned, 10)
    return ProblemResult(name, cases, score, {PUBLIC: score, "private": score})


HOSTILE = "::error::no\n##[command]x <img src=x> | [a](b) ```\n\x1b[31m @all %0A"


def test_hostile_text_is_neutral_everywhere() -> None:
    report = report_of(failing_problem("f", HOSTILE, stdout=HOSTILE))
    (line,) = error_lines(report, file="a,b:c.py", lines={"f": 3})
    assert line.count("::") - line.split("::", 2)[2].count("::") == 2
    assert "\n" not in line
    assert line.startswith("::error file=a%2Cb%3Ac.py,line=3,title=f::")
    told = summary(report, note="note").decode()
    assert "<img src=x>" not in told.replace("````text\n" + fenced(HOSTILE).split("\n", 1)[1], "")
    assert "\x1b" not in told
    assert "::" not in plain(HOSTILE)
    assert "##[" not in plain(HOSTILE)
    ET.fromstring(junit([report]))


def test_a_fence_cannot_be_closed_from_inside() -> None:
    assert fenced("```\n# title").startswith("````text\n")
    assert escaped("a|b <c> [d](e)\nf") == "a\\|b &lt;c\\> \\[d\\]\\(e\\) f"


def test_at_most_ten_annotations() -> None:
    report = report_of(*(failing_problem(f"f{number}", f"no {number}") for number in range(14)))
    assert len(error_lines(report, file="f.py", lines={})) == MOST_ANNOTATIONS


def test_a_summary_that_is_too_long_is_cut() -> None:
    flood = [failing_problem(f"f{number}", f"{number} " + "x" * 2000, stdout="y\n" * 4000) for number in range(400)]
    assert len(summary(report_of(*flood), note="note")) <= SUMMARY_BYTES + 100


@pytest.mark.parametrize("count", [1, 3, 7, 14])
def test_rows_add_up_to_the_total_that_is_shown(count: int) -> None:
    report = report_of(*(failing_problem(f"f{number}", "no") for number in range(count)))
    document = result_document(report, Push("dl", "tiny", "submit/x", "c", "r", "v"))
    assert sum(row["score"] for row in document["tests"]) == document["score"] == units(points(report.total))
    assert not any(row["passed"] for row in document["tests"])


def test_shares_of_nothing_are_nothing() -> None:
    assert shares([Score(Fraction(0), 5), Score(Fraction(5), 5)], Score(Fraction(5), 10)) == [0.0, 5.0]
