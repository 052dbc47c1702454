"""JUnit XML as pytest writes it (xunit2): a suite a problem, a test a case."""

from __future__ import annotations

import platform
import xml.etree.ElementTree as ET  # written, never read
from collections.abc import Sequence
from datetime import UTC, datetime

from grader.model.bank import SPLITS
from grader.model.result import CaseResult, ProblemResult, Report, Verdict
from grader.report.markdown import cause
from grader.report.words import harmless, phrase, shown

#: A crash, or the grader's own fault; everything else that does not pass is a wrong answer.
ERRORS = frozenset(
    {Verdict.CRASHED, Verdict.OUT_OF_MEMORY, Verdict.TIMED_OUT, Verdict.NO_ANSWER, Verdict.RAISED, Verdict.GRADER_ERROR}
)


def junit(reports: Sequence[Report], *, splits: tuple[str, ...] = SPLITS) -> str:
    """Submissions as one document; with several, a suite's name begins with the student's."""
    root = ET.Element("testsuites", name="grader")
    written = {"timestamp": datetime.now(UTC).isoformat(timespec="seconds"), "hostname": platform.node()}
    for report in reports:
        owner = f"{harmless(report.student)}: " if len(reports) > 1 else ""
        for problem in report.problems:
            suite = _suite(report, problem, splits, owner)
            suite.attrib.update(written)
            root.append(suite)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(report: Report, problem: ProblemResult, splits: tuple[str, ...], owner: str) -> ET.Element:
    cases = [case for case in problem.cases if case.split in splits]
    wrong = [case for case in cases if not case.passed]
    errors = sum(case.verdict in ERRORS for case in wrong)
    skipped = sum(case.verdict is Verdict.SKIPPED for case in wrong)
    suite = ET.Element(
        "testsuite",
        name=f"{owner}{report.assignment}.{problem.problem}",
        tests=str(len(cases)),
        errors=str(errors),
        failures=str(len(wrong) - errors - skipped),
        skipped=str(skipped),
        time=f"{sum(case.seconds for case in cases):.3f}",
    )
    properties = ET.SubElement(suite, "properties")
    score = problem.splits[splits[0]] if len(splits) == 1 else problem.total
    for name, value in (("score", shown(score)), ("points", str(score.points))):
        ET.SubElement(properties, "property", name=name, value=value)
    suite.extend(_case(report, problem, case) for case in cases)
    return suite


def _case(report: Report, problem: ProblemResult, case: CaseResult) -> ET.Element:
    name = case.case.split("/", 1)[1]
    classname = f"{report.assignment}.{problem.problem}"
    element = ET.Element("testcase", classname=classname, name=name, time=f"{case.seconds:.3f}")
    if case.verdict is Verdict.SKIPPED:
        ET.SubElement(element, "skipped", message=harmless(case.message, limit=500))
    elif not case.passed:
        kind = "error" if case.verdict in ERRORS else "failure"
        words = harmless(" ".join(cause(problem, case)), limit=2000)
        failure = ET.SubElement(element, kind, message=words, type=phrase(case))
        failure.text = harmless(case.traceback) or words
    if case.stdout:
        ET.SubElement(element, "system-out").text = harmless(case.stdout)
    return element
