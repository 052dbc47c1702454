"""What GitHub reads: annotations and the job summary."""

from __future__ import annotations

import re
from collections.abc import Mapping

from grader.languages.words import ENGLISH, words_in
from grader.model.bank import PUBLIC
from grader.model.result import CaseResult, ProblemResult, Report
from grader.report.markdown import cause, markdown
from grader.report.words import WHOLE_FILE, first_failures, harmless, is_unwritten, phrase

#: Where a file that does not compile is broken, as the message begins.
_LINE = re.compile(r"line (\d+):")
#: GitHub shows no more errors of one step.
MOST_ANNOTATIONS = 10
#: Of a job summary; what is larger is dropped as a whole.
SUMMARY_BYTES = 1024 * 1024 - 4096


def plain(text: str, *, limit: int = 4000) -> str:
    """A submission's text for a log: no workflow command, wherever in a line it may stand."""
    return harmless(text, limit=limit).replace("::", ": :").replace("##[", "# #[")


def error_lines(report: Report, *, file: str, lines: Mapping[str, int], language: str = ENGLISH) -> list[str]:
    """An error annotation at each failing function, at most ten; `lines` says where the functions begin."""
    found = [
        _annotation(problem, case, file=file, line=lines.get(problem.problem), language=language)
        for problem, case in first_failures(report, (PUBLIC,))
    ]
    return found[:MOST_ANNOTATIONS]


def _annotation(problem: ProblemResult, case: CaseResult, *, file: str, line: int | None, language: str) -> str:
    title, words = problem.problem, cause(problem, case, language)
    if case.verdict in WHOLE_FILE and not is_unwritten(problem):
        title, named = phrase(case, language), _LINE.match(case.message)
        line = int(named[1]) if named else line
    elif not is_unwritten(problem):
        words.append(words_in(language)("Try it alone: {command}", command=f"grader debug {case.case}"))
    where = f"file={_property(file)}," + (f"line={line}," if line else "")
    return f"::error {where}title={_property(title)}::{_data(harmless(' '.join(words), limit=2000))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(harmless(text, limit=500)).replace(":", "%3A").replace(",", "%2C")


def summary(report: Report, *, note: str, language: str = ENGLISH, most_bytes: int = SUMMARY_BYTES) -> bytes:
    """The job summary or a release's notes, cut at what GitHub takes."""
    text = (markdown(report, splits=(PUBLIC,), language=language) + f"\n{note}\n").encode()
    if len(text) <= most_bytes:
        return text
    cut = words_in(language)("(cut)")
    return text[:most_bytes].decode("utf-8", "ignore").encode() + f"\n```\n\n{cut}\n".encode()
