"""The files of a term as docs/instructor.md shows them are read as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

from grader.model.roster import Roster, Student
from grader.term.decided import read_decisions
from grader.term.declared import read_course

PAGE = (Path(__file__).parents[2] / "docs" / "instructor.md").read_text(encoding="utf-8")


def shown(language: str) -> str:
    """The one block of a language on the page."""
    (block,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(block)


def test_what_the_page_shows_is_a_term(tmp_path: Path) -> None:
    (tmp_path / "course.toml").write_text(shown("toml"), encoding="utf-8")
    (tmp_path / "decisions.csv").write_text(shown("csv"), encoding="utf-8")
    course = read_course(tmp_path, ["convolution"])
    assert course.assignments["convolution"].items["report"].points == 20
    roster = Roster((Student("Ada", login="ada"), Student("Bo", login="bo", email="bo@x.edu"), Student("Cy", "4711")))
    found = read_decisions(tmp_path / "decisions.csv", course, roster)
    assert [each.what for each in found] == ["extension", "excused", "report", "points", "handed in"]
    for field in ("title", "late_days", "drop_lowest", "counts", "score"):
        assert field in course.model_fields_set
