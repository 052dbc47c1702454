"""In a released folder plain `pytest` runs the public cases, one item a case, so that editors list them as tests.

Loaded by every pytest of an environment that has the grader installed: outside such a folder it does nothing, and it
imports nothing before there is something to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from grader.model.result import CaseResult, ProblemResult, Report

_MARK = Path(".grader-release", "release.json")


class CaseFailedError(Exception):
    """A public case that does not pass; its text is the whole explanation."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """The entry of a released folder; every other file is left to pytest."""
    if not _is_entry(file_path):
        return None
    collected: pytest.Collector = Entry.from_parent(parent, path=file_path)
    return collected


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """An entry that is named on the command line would be imported by pytest as well; it is not."""
    if not _is_entry(module_path):
        return None
    collected: pytest.Collector = Nothing.from_parent(parent, path=module_path)
    return collected


def _is_entry(file: Path) -> bool:
    if file.suffix not in (".py", ".ipynb"):
        return False
    folder = next((folder for folder in (file.parent, file.parent.parent) if (folder / _MARK).is_file()), None)
    if folder is None:
        return False
    from grader.practice.place import find_place

    entry = find_place(folder).entry()  # by its name, or the only one where the student has renamed it; maybe in src/
    return entry is not None and entry == file


class Nothing(pytest.File):
    """In place of a module."""

    def collect(self) -> Iterator[pytest.Item]:
        """No test."""
        return iter(())


class Entry(pytest.File):
    """A student's file: the public cases of its assignment."""

    report: Report | None = None

    def collect(self) -> Iterator[pytest.Item]:
        """One item a case, in the assignment's order."""
        from grader.practice.lines import function_lines
        from grader.practice.place import find_place
        from grader.practice.session import public_bank

        bank = public_bank(find_place(self.path))
        lines = function_lines(self.path)
        for case in bank.cases():
            yield PublicCase.from_parent(self, name=case.id, line=lines.get(case.problem))

    def result(self, case: str) -> tuple[ProblemResult, CaseResult]:
        """One case's result; the first that is asked for runs all that pytest has selected of this file."""
        if self.report is None:
            self.report = self._checked()
        found = {each.case: (problem, each) for problem in self.report.problems for each in problem.cases}
        return found[case]

    def _checked(self) -> Report:
        from grader.practice.place import find_place
        from grader.practice.session import open_practice

        chosen = {item.name for item in self.session.items if isinstance(item, PublicCase) and item.parent is self}
        problems = {name.split("/")[0] for name in chosen}
        one = next(iter(problems)) if len(problems) == 1 else None
        with open_practice(find_place(self.path), one) as practice:
            return practice.check()


class PublicCase(pytest.Item):
    """One public case."""

    def __init__(self, *, line: int | None, **more: Any) -> None:
        super().__init__(**more)
        self._line = line

    def runtest(self) -> None:
        """Pass, or fail with the explanation that `grader check` gives."""
        assert isinstance(self.parent, Entry)
        problem, case = self.parent.result(self.name)
        if case.stdout:
            from grader.report.words import harmless

            self.add_report_section("call", "stdout", harmless(case.stdout))
        if not case.passed:
            raise CaseFailedError(_explanation(problem, case))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any) -> Any:
        """The explanation alone; a traceback of the plugin's would say nothing."""
        if isinstance(excinfo.value, CaseFailedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *args)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The student's function is where the test is; counted from 0."""
        return self.path, self._line - 1 if self._line else None, self.name


def _explanation(problem: ProblemResult, case: CaseResult) -> str:
    """What `grader check` prints of a case, without colours; its first line is what pytest repeats in its summary."""
    import io

    from rich.console import Console

    from grader.languages.words import language_of, words_in
    from grader.report.terminal import explained
    from grader.report.words import harmless, misconception_title, phrase, told

    console = Console(file=io.StringIO(), width=100, color_system=None, force_terminal=False)
    language = language_of()
    console.print(explained(problem, case, language=language))
    assert isinstance(console.file, io.StringIO)
    text = "\n".join(line.rstrip() for line in console.file.getvalue().splitlines())
    cause = (misconception_title(problem, language) if case.misconception else told(case.pattern, language)) or phrase(
        case, language
    )
    alone = f"{words_in(language)('try it alone:  ')}grader debug {case.case}"
    return f"{harmless(cause, limit=100)}\n{text.strip()}\n    {alone}"
