"""nbgrader, which takes notebooks: `nbgrader autograde` with hidden tests, one command for all of a round."""

from __future__ import annotations

import json
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import homework
from contestants import Contestant

from grader.model.bank import CaseBank
from peers.environments import CACHE, call, environment, homes, numbers, write_cases

_NOTEBOOK = f"{homework.SLUG}.ipynb"
_SCORES = """
    SELECT student.id, sum(grade.auto_score), sum(grade_cells.max_score)
    FROM grade
    JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
    JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
    JOIN student ON submitted_assignment.student_id = student.id
    JOIN grade_cells ON grade.cell_id = grade_cells.id
    GROUP BY student.id ORDER BY student.id
"""


def nbgrader(bank: CaseBank, framework: str, count: int) -> Contestant:
    """A test cell a function with its ten cases hidden: the fewest cells that score each function. Raises OSError."""
    program, modules = environment("nbgrader") / "nbgrader", write_cases(bank, framework)
    return Notebooks("nbgrader", count, program, modules, _course(bank, framework, program, modules))


@dataclass
class Notebooks(Contestant):
    """A course in every round's folder, with a gradebook that knows the released notebook and no student yet."""

    name: str
    count: int
    program: Path
    modules: Path
    course: Path

    def arrange(self, folder: Path) -> None:
        """Every script is the answer of a notebook that was handed in."""
        place = folder / "course"
        shutil.copytree(self.course, place)
        notebook = json.loads((place / "release" / homework.SLUG / _NOTEBOOK).read_text("utf-8"))
        for home in homes(folder):
            handed_in = place / "submitted" / home.name / homework.SLUG
            handed_in.mkdir(parents=True)
            notebook["cells"][0]["source"] = (home / f"{homework.SLUG}.py").read_text("utf-8")
            (handed_in / _NOTEBOOK).write_text(json.dumps(notebook), "utf-8")

    def grade(self, folder: Path) -> list[float]:
        """All of them by one command."""
        place = folder / "course"
        call([self.program, "autograde", homework.SLUG], folder=place, modules=self.modules)
        book = sqlite3.connect(place / "gradebook.db")
        try:
            return [got / of for _, got, of in book.execute(_SCORES)]
        finally:
            book.close()


def _course(bank: CaseBank, framework: str, program: Path, modules: Path) -> Path:
    """The source notebook, released: the gradebook knows its cells then."""
    course = CACHE / f"nbgrader-{framework}"
    shutil.rmtree(course, ignore_errors=True)
    source = course / "source" / homework.SLUG
    source.mkdir(parents=True)
    (course / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'speed'\n")
    cells = [_cell("solution", "### BEGIN SOLUTION\nanswer = None\n### END SOLUTION", solution=True)]
    cells += [_cell(function, _hidden(function, cases), points=20) for function, cases in numbers(bank).items()]
    notebook = {
        "cells": cells,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (source / _NOTEBOOK).write_text(json.dumps(notebook), "utf-8")
    call([program, "generate_assignment", homework.SLUG], folder=course, modules=modules)
    return course


def _hidden(function: str, cases: list[int]) -> str:
    tests = [f"check({function}, {number})" for number in cases]
    return "\n".join(["### BEGIN HIDDEN TESTS", "from speed_cases import check", *tests, "### END HIDDEN TESTS"])


def _cell(identifier: str, source: str, *, solution: bool = False, points: int = 0) -> dict[str, Any]:
    """A code cell with nbgrader's marks."""
    marks = {"grade": not solution, "solution": solution, "locked": not solution, "task": False, "schema_version": 3}
    named = {"grade_id": identifier, "cell_type": "code", **({} if solution else {"points": points})}
    return {
        "cell_type": "code",
        "id": identifier.replace("_", "-")[:60],
        "source": source,
        "execution_count": None,
        "outputs": [],
        "metadata": {"nbgrader": {**marks, **named}},
    }
