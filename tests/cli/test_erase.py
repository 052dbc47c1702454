"""`grader erase`: nothing of a student is left in the gradebook, and nothing of the others is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader.gradebook import Gradebook
from grader.run import Level, probe

from .calling import Here, grader

pytestmark = [
    pytest.mark.xdist_group("erase"),
    pytest.mark.skipif(probe().level not in (Level.FULL, Level.CONFINED), reason="no level here that grades unasked"),
]

METADATA = """\
submission_501:
  :submitters:
  - :name: Quirinius Erased
    :sid: '11'
    :email: quirinius@x.edu
  - :name: Bo Stays
    :sid: '12'
    :email: bo@x.edu
submission_502:
  :submitters:
  - :name: Cy Stays
    :sid: '13'
"""


@pytest.fixture
def grouped(graded: Path) -> Path:
    """A class in which one of a group of two is to be erased."""
    shutil.rmtree(graded / "submissions/tiny")
    for number, comment in ((501, "group"), (502, "alone")):
        folder = graded / f"submissions/tiny/submission_{number}"
        folder.mkdir(parents=True)
        right = (graded / "reference/tiny/solution.py").read_text(encoding="utf-8")
        (folder / "tiny.py").write_text(f"# {comment}\n{right}", encoding="utf-8")
    (graded / "submissions/tiny/submission_metadata.yml").write_text(METADATA, encoding="utf-8")
    (graded / "course.toml").write_text('roster = "roster.csv"\n', encoding="utf-8")
    roster = "name,number,email\nQuirinius Erased,11,quirinius@x.edu\nBo Stays,12,bo@x.edu\nCy Stays,13,cy@x.edu\n"
    (graded / "roster.csv").write_text(roster, encoding="utf-8")
    assert grader("grade", "tiny", at=graded).status == 0
    return graded


def test_nothing_of_the_student_is_left_and_the_others_keep_what_they_have(grouped: Path, here: Here) -> None:
    before = here("grades", at=grouped)
    assert (before.status, before.out.count("45/45")) == (0, 3)
    book = grouped / "gradebook.db"
    assert b"Quirinius" in book.read_bytes()
    told = here("erase", "quirinius@x.edu", "--yes", at=grouped)
    assert told.status == 0, told.err
    assert "still in roster.csv:2: delete it there" in told.out
    files = list(grouped.glob("gradebook.db*"))
    assert not [file.name for file in files if b"Quirinius" in file.read_bytes()]
    with Gradebook.open(book, create=False) as opened:
        assert opened.students("tiny") == {"12": "Bo Stays", "13": "Cy Stays"}
    after = here("grades", at=grouped)
    assert after.out.count("45/45") == 2
    assert here("erase", "nobody", "--yes", at=grouped).status == 2


def test_without_an_answer_nothing_is_erased(grouped: Path) -> None:
    told = grader("erase", "13", at=grouped)
    assert told.status != 0
    with Gradebook.open(grouped / "gradebook.db", create=False) as opened:
        assert set(opened.students("tiny")) == {"11", "13"}
