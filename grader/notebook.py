"""In a running notebook: `from grader.notebook import check`, then `check("softmax")`; or the magic `%check softmax`.

The cells that have run so far are checked, in the order in which they ran, saved or not: isolated and judged as `grader
check` does it. IPython is not imported: whoever can ask has it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.languages import said
from grader.model.errors import GraderError

if TYPE_CHECKING:
    from grader.model.bank import CaseBank
    from grader.model.result import Report


@dataclass(frozen=True, repr=False)
class Checked:
    """A check's result, as a notebook shows it: table, explanations and pictures."""

    report: Report
    bank: CaseBank
    language: str

    def _repr_html_(self) -> str:
        from grader.report.notebook import fragment

        return fragment(self.report, language=self.language)

    def __repr__(self) -> str:
        from rich.console import Console

        from grader.report.terminal import check_table, explanations, heading

        console = Console(width=100, color_system=None, force_jupyter=False)
        with console.capture() as captured:
            parts = explanations(self.report, self.bank, language=self.language)
            console.print(
                heading(self.report, language=self.language),
                check_table(self.report, self.bank, language=self.language),
                *parts,
            )
        return "\n".join(line.rstrip() for line in captured.get().splitlines())


@dataclass(frozen=True)
class Failed:
    """Why nothing could be checked, and what to do."""

    words: str

    def __repr__(self) -> str:
        return f"grader: {self.words}"


def check(problem: str = "", *, folder: str = ".", language: str = "") -> Checked | Failed:
    """Run the public cases of one problem, or of all, on the cells of this notebook that have run.

    `folder` holds the assignment: the instructor's release, with `.grader-release` in it. `language` is "en" or "zh",
    by default that of the locale. What stops a check is the answer's words, no traceback.
    """
    from grader.languages.words import language_of, words_in
    from grader.practice.place import find_place
    from grader.practice.session import open_practice

    language = language or language_of()
    try:
        place = find_place(Path(folder))
        with open_practice(place, problem or None) as practice:
            return Checked(practice.check(_cells()), practice.bank, language)
    except GraderError as error:
        return Failed(words_in(language).again(str(error)))


def _cells() -> Sequence[str]:
    """The text of all cells that have run in this kernel, the one that asks among them.

    Raises:
        GraderError: this is no notebook.
    """
    namespace: dict[str, Any] = vars(sys.modules["__main__"])
    cells = namespace.get("In")
    if not isinstance(cells, list):
        raise GraderError(said("expected a running notebook, found none; in a terminal: grader check"))
    return [cell for cell in cells[1:] if isinstance(cell, str)]


def load_ipython_extension(shell: Any) -> None:
    """Called by `%load_ext grader`: registers `%check PROBLEM`."""
    shell.register_magic_function(lambda line: check(line.strip()), "line", "check")
