"""What `grader new` left for the author to write: each place until its mark is gone."""

from __future__ import annotations

import re

from grader.load import LoadedAssignment
from grader.validate.proof import UNWRITTEN, Finding

_MARK = re.compile(r"TODO\(author\): (?:(?P<problem>\w+): )?(?P<words>.*?)[.;,]?(?:\"\"\"|\"\)|$)")
_TEXTS = (".py", ".md", ".toml")


def everything_written(assignment: LoadedAssignment) -> list[Finding]:
    """The places that are still to be written; of one problem its own alone."""
    found: list[Finding] = []
    course = assignment.folder.parent.parent
    for folder in (assignment.folder, assignment.reference):
        for file in sorted(file for file in folder.rglob("*") if file.suffix in _TEXTS):
            text = file.read_text(encoding="utf-8", errors="replace")
            for number, line in enumerate(text.splitlines(), start=1):
                mark = _MARK.search(line)
                if mark and _is_meant(mark["problem"] or "", assignment):
                    place = f"{file.relative_to(course)}:{number}"
                    problem = mark["problem"] or ""
                    found.append(Finding(UNWRITTEN, problem, False, f"{place}: {mark['words']}"))
    return found


def _is_meant(problem: str, assignment: LoadedAssignment) -> bool:
    return assignment.is_whole or problem in [one.name for one in assignment.problems]
