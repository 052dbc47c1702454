"""Titles in both languages, where the handout is in both: what tables and pages show of a mistake or a scenario."""

from __future__ import annotations

from collections.abc import Iterator

from grader.load import LoadedAssignment, LoadedProblem
from grader.model.folders import REFERENCE
from grader.validate.paper import HANDOUTS
from grader.validate.proof import Finding


def titles_given(assignment: LoadedAssignment) -> list[Finding]:
    """A title of every known mistake, scenario and class; none is missed where the handout is in English alone."""
    if not (assignment.folder / HANDOUTS[1]).is_file():
        return []
    missing = [finding for problem in assignment.problems for finding in _missing(problem, assignment.slug)]
    told = "every known mistake, scenario and class of inputs has its title in both languages"
    return missing or [Finding("titles", "", True, told)]


def _missing(problem: LoadedProblem, slug: str) -> Iterator[Finding]:
    untitled = dict.fromkeys(each.name for each in problem.mistakes if each.title is None or not each.title.zh)
    for name in untitled:  # variants of a mistake share their name
        words = f"{REFERENCE}/{slug}/mistakes/{problem.name}.py: {name}: expected a title in English and Chinese"
        what = 'write @mistake(…, title=Text("what was done, in a few words", zh="…"))'
        yield Finding("titles", problem.name, False, f"{words}; {what}")
    for scenario in problem.scenarios:
        if not scenario.zh:
            words = f"{problem.file.name}: {scenario.name}: expected its title in Chinese, too"
            yield Finding("titles", problem.name, False, f'{words}; write @scenario(…, zh="…")')
    for title in problem.domain.untranslated if problem.domain else ():
        words = f"{problem.file.name}: domain: {title!r}: expected this title of a class in Chinese, too"
        yield Finding("titles", problem.name, False, f'{words}; write zh="…" beside it')
