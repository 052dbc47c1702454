"""Every platform's own file comes back with the grades, and its importer makes of it what was meant."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from grader.export.platforms import PLATFORMS
from grader.export.wish import Filled
from grader.model.errors import GraderError

from . import importers
from .building import ADA, DMITRI, FILES, GRADES, PAT, ZOE, grade, wish

GOLDEN = {
    "canvas": ("canvas.csv", "canvas.filled.csv"),
    "moodle": ("moodle.csv", "moodle.filled.csv"),
    "moodle-worksheet": ("moodle-worksheet.csv", "moodle-worksheet.filled.csv"),
    "brightspace": ("brightspace.csv", "brightspace.filled.csv"),
    "blackboard": ("blackboard.xls", "blackboard.filled.xls"),
    "classroom50": ("scores.json", "scores.filled.json"),
}


def filled(form: str, file: Path, **more: object) -> Filled:
    """A platform's file with the grades of the class."""
    return PLATFORMS[form](file, wish(*more.pop("grades", ()), **more))  # type: ignore[misc]


def data_of(form: str) -> bytes:
    """The golden file, filled."""
    data = filled(form, FILES / GOLDEN[form][0]).data
    assert data is not None
    return data


@pytest.mark.parametrize("form", GOLDEN)
def test_grades_stand_in_their_cells_and_every_other_byte_is_the_platforms(form: str) -> None:
    assert data_of(form) == (FILES / GOLDEN[form][1]).read_bytes()


@pytest.mark.parametrize("form", GOLDEN)
def test_a_filled_file_that_is_filled_again_does_not_change(form: str) -> None:
    file = FILES / GOLDEN[form][1]
    again = filled(form, file, grades=[each for each in GRADES if each.student in (ADA, PAT, DMITRI)])
    assert again.changes == ()
    assert again.data == file.read_bytes()


@pytest.mark.parametrize("form", GOLDEN)
def test_a_class_without_grades_goes_into_no_file(form: str) -> None:
    with pytest.raises(GraderError, match="expected students of this class, found none"):
        filled(form, FILES / GOLDEN[form][0], grades=[grade(replace(ZOE, name="Z"), 3)])


def test_canvas_takes_the_new_grades_and_erases_none() -> None:
    before, after = importers.canvas((FILES / "canvas.csv").read_bytes()), importers.canvas(data_of("canvas"))
    changed = {key: value for key, value in after.items() if before[key] != value}
    assert changed == {("101", "123"): 87.5, ("102", "123"): 0.0}
    assert after["104", "123"] == 100
    assert {student for student, _ in after} == {"101", "102", "104"}, "nobody else's cell is read"


def test_moodle_takes_the_new_grades_and_erases_none() -> None:
    found = importers.moodle(
        data_of("moodle"), separator=";", key="Email address", item="Assignment: Convolution (Real)"
    )
    assert list(found.values()) == [87.5, 0, 100]


def test_moodles_worksheet_takes_the_new_grades() -> None:
    assert importers.worksheet(data_of("moodle-worksheet")) == {
        ("5001", "Grade"): 87.5, ("5002", "Grade"): 0, ("5004", "Grade"): 100,
    }  # fmt: skip
    remarks = filled("moodle-worksheet", FILES / "moodle-worksheet.csv").remarks
    assert any("a grade of 0 is not written by Moodle 5.2" in remark for remark in remarks)


def test_moodles_worksheet_may_speak_another_language(tmp_path: Path) -> None:
    text = (FILES / "moodle-worksheet.csv").read_text(encoding="utf-8")
    for english, german in (("Identifier", "ID"), ("Participant", "Teilnehmer/in"), ("Grade,", "Bewertung,")):
        text = text.replace(english, german)
    (tmp_path / "sheet.csv").write_text(text.replace("Last modified (grade)", "Zuletzt geändert"), encoding="utf-8")
    found = filled("moodle-worksheet", tmp_path / "sheet.csv", column="Bewertung")
    assert [change.after for change in found.changes if change.column == "Bewertung"] == ["87.5", "0"]
    with pytest.raises(GraderError, match=r"expected a column of grades, found 'ID', .*name it with --column"):
        filled("moodle-worksheet", tmp_path / "sheet.csv")


def test_brightspace_and_blackboard_take_the_new_grades() -> None:
    found = importers.brightspace(data_of("brightspace"))
    assert [found[f"s-00{number}", "Convolution"] for number in (1, 2, 4)] == [87.5, 0, 100]
    found = importers.blackboard(data_of("blackboard"))
    assert [found[user, "77"] for user in ("ada", "pat", "dmitri")] == [87.5, 0, 100]


def test_classroom50_takes_overrides_and_keeps_other_entries() -> None:
    assert importers.classroom50(data_of("classroom50")) == {
        "Ada": (8750, 10000), "pat-gh": (0, 10000), "dmitri": (10000, 10000),
    }  # fmt: skip
    assert filled("classroom50", FILES / "scores.json").remarks[0] == "eve has submitted nothing there: left out"


def test_members_of_an_entry_with_different_grades_are_told(tmp_path: Path) -> None:
    file = tmp_path / "scores.json"
    text = (FILES / "scores.json").read_text(encoding="utf-8")
    file.write_text(
        text.replace('"owner": "Ada"', '"owner": "Ada", "member_usernames": ["Ada", "pat-gh"]'), encoding="utf-8"
    )
    with pytest.raises(GraderError, match="are one entry and have different grades"):
        filled("classroom50", file)


def test_gradescopes_scores_are_compared() -> None:
    found = filled("gradescope", FILES / "gradescope.csv")
    assert found.data is None
    assert [(each.student, each.before, each.after) for each in found.changes] == [
        ('Pat O"Neil', "55.0", "0"), ("Dmitri", "", "100"),
    ]  # fmt: skip
    assert found.graded == 3


def test_who_is_left_out_is_told() -> None:
    remarks = filled("canvas", FILES / "canvas.csv").remarks
    assert any("Eve Sick is left out: excused in Canvas" in remark for remark in remarks)
    assert "no row for Zoe Elsewhere: left out" in remarks
    assert "ungraded, left out: Bo Chen" in remarks


def test_points_are_scaled_to_the_platforms() -> None:
    found = filled("canvas", FILES / "canvas.csv", column="Attention (12)", out_of=Fraction(10))
    assert found.data is not None
    after = importers.canvas(found.data)
    assert (after["101", "12"], after["104", "12"]) == (8.75, 10)


def test_no_column_but_one_of_grades_is_ever_filled() -> None:
    for column in ("Student", "ID", "Final Score"):
        with pytest.raises(GraderError, match="expected one column of grades called"):
            filled("canvas", FILES / "canvas.csv", column=column)


def test_other_points_are_told_with_the_way_out() -> None:
    with pytest.raises(GraderError, match=r"canvas.csv:4, column .*10 points at most, the assignment 100.*--out-of 10"):
        filled("canvas", FILES / "canvas.csv", column="Attention")
