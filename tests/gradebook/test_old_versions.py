"""A gradebook of an earlier grader is read, scored again and graded on; what is no gradebook of ours is left alone."""

from __future__ import annotations

import json
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from cli.calling import Ended, Here, grader

from grader.bank.build import case_bank
from grader.bank.secret import TEST_SECRET, fingerprint
from grader.gradebook import Entry, Gradebook, schema
from grader.model.errors import GradebookError
from grader.model.result import Verdict
from grader.records import decode, rescored
from grader.run import Level, probe

from .rows import rows_of

FIXTURES = Path(__file__).parent.parent / "fixtures" / "gradebooks"
SCORES = {"ada": 45, "bao": 0}  # bao passes cases that expect an exception and no other: those pay nothing


@pytest.fixture
def old(course: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The gradebook of version 1 in a copy of the course it was made with."""
    monkeypatch.setenv("GRADER_SECRET", TEST_SECRET)
    shutil.copy(FIXTURES / "version-1.db", course / "gradebook.db")
    return course / "gradebook.db"


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    """Commands in this process."""
    return Here(monkeypatch, capsys)


def entries_of(path: Path) -> list[Entry]:
    """What a gradebook holds of the tiny assignment."""
    with Gradebook.open(path) as book:
        return book.entries("tiny")


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_every_row_comes_through_with_the_name_as_its_id(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        before = connection.execute("SELECT student, run_key, score_key, status, report, graded_at FROM result")
        rows = sorted(before.fetchall())
    assert version(old) == 1
    with Gradebook.open(old) as book:
        entries = book.entries("tiny")
        assert book.fingerprint() == fingerprint(TEST_SECRET)
    assert [(each.id, each.student) for each in entries] == [("ada", "ada"), ("bao", "bao")]
    after = [(each.student, each.run_key, each.score_key, each.status, each.report, each.graded_at) for each in entries]
    assert after == rows
    assert version(old) == len(schema.MIGRATIONS)


def test_old_results_are_scored_again_with_todays_points(old: Path) -> None:
    signs = old.parent / "assignments/tiny/signs.py"
    for points, scores in ((10, (45, SCORES["bao"])), (40, (75, SCORES["bao"]))):
        signs.write_text(re.sub(r"points=\d+", f"points={points}", signs.read_text(encoding="utf-8")), encoding="utf-8")
        bank = case_bank(old.parent, "tiny", secret=TEST_SECRET)
        with Gradebook.open(old, create=False) as book:
            reports = [rescored(decode(each.report, student=each.student), bank) for each in book.entries("tiny")]
        assert [float(report.total.earned) for report in reports] == pytest.approx(scores)
    ada, bao = reports
    assert (ada.id, ada.source, ada.handed_in, ada.isolation) == ("ada", "", None, "full")
    assert {case.verdict for case in bao.problems[0].cases} == {Verdict.PASSED, Verdict.WRONG_VALUE}
    assert bao.problems[0].misconception == "sum_of_squares"


def test_old_results_are_shown_and_exported(old: Path, here: Here) -> None:
    told = here("show", "tiny", "bao", at=old.parent)
    assert told.status == 0
    assert "You summed the squares; their mean is asked." in told.out
    told = here("export", "tiny", "--format", "json", "--to", "class.json", at=old.parent)
    assert told.status == 0
    document = json.loads((old.parent / "class.json").read_text(encoding="utf-8"))
    assert {each["id"]: each["score"] for each in document["submissions"]} == {"ada": 45.0, "bao": 0.0}
    cases = [case for each in document["submissions"] for problem in each["problems"] for case in problem["cases"]]
    assert {(case["difference"], case["line"], case["traceback"]) for case in cases} == {(None, None, None)}


@pytest.mark.skipif(probe().level not in (Level.FULL, Level.CONFINED), reason="this machine cannot isolate submissions")
def test_old_results_are_graded_once_more_for_what_they_lack_and_then_kept(old: Path) -> None:
    course = old.parent
    sources = {"ada": course / "reference/tiny/solution.py", "bao": FIXTURES / "bao.py"}
    for student, source in sources.items():
        (course / "submissions/tiny" / student).mkdir(parents=True)
        shutil.copy(source, course / "submissions/tiny" / student / "tiny.py")
    first, second = (_grade(course, name) for name in ("first.json", "second.json"))
    assert "(0 unchanged)" in first.out
    assert "(2 unchanged)" in second.out
    documents = [json.loads((course / name).read_text(encoding="utf-8")) for name in ("first.json", "second.json")]
    assert documents[0] == documents[1]
    scores = {each["id"]: each["score"] for each in documents[0]["submissions"]}
    assert scores == {"ada": 45.0, "bao": 0.0}
    assert [len(rows_of(old, "tiny", student)) for student in ("ada", "bao")] == [2, 2]


def _grade(course: Path, name: str) -> Ended:
    done = grader("grade", "tiny", "--json", name, at=course, GRADER_SECRET=TEST_SECRET)
    assert done.status == 0, done.err
    return done


def test_a_gradebook_of_version_2_loses_nothing_and_waits_for_grading_to_give_grades(course: Path, here: Here) -> None:
    path = course / "gradebook.db"
    shutil.copy(FIXTURES / "version-2.db", path)
    with closing(sqlite3.connect(path)) as connection:
        before = connection.execute("SELECT student_id, run_key, report, graded_at FROM result ORDER BY id").fetchall()
    assert (version(path), len(before)) == (2, 2)
    told = here("grades", at=course)
    assert told.status == 0, told.err
    assert re.search(r"ada +ungraded", told.out)
    assert version(path) == len(schema.MIGRATIONS)
    with Gradebook.open(path, create=False) as book:
        assert [(each.id, each.run_key, each.report, each.graded_at) for each in book.history("tiny")] == before
    assert "older grader: run grader grade again" in here("grades", "--student", "ada", at=course).out


# --- what is no gradebook, or not all of one


def test_a_gradebook_without_its_tables_is_refused_with_the_way_out(old: Path) -> None:
    for table in ("setting", "result"):
        path = old.with_name(f"no-{table}.db")
        shutil.copy(old, path)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"DROP TABLE {table}")
        before = path.read_bytes()
        with pytest.raises(GradebookError, match=rf"no-{table}\.db: a gradebook without its tables; restore it from"):
            Gradebook.open(path)
        assert path.read_bytes() == before


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.9])
def test_a_gradebook_that_was_copied_in_part_is_refused_by_name(old: Path, share: float) -> None:
    path = old.with_name("part.db")
    data = old.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    with pytest.raises(GradebookError, match=r"part\.db: .*(damaged|no gradebook).*") as refused:
        entries_of(path)
    assert re.search("another file with --gradebook|restore it from a backup", str(refused.value))


def test_a_gradebook_of_a_newer_grader_is_refused_by_its_version(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = old.read_bytes()
    with pytest.raises(GradebookError, match="a gradebook of version 99, this grader knows up to 3; update the grader"):
        Gradebook.open(old)
    assert old.read_bytes() == before


MIGRATING = """
import os, signal, sys
from pathlib import Path
from grader.gradebook import Gradebook, schema

def killed(connection):
    schema._third(connection)
    os.kill(os.getpid(), signal.SIGKILL)

schema.MIGRATIONS = (*schema.MIGRATIONS[:2], killed)
Gradebook.open(Path(sys.argv[1]))
"""


def test_a_grader_that_is_killed_while_it_brings_a_file_up_to_date_leaves_the_older_one_whole(tmp_path: Path) -> None:
    path = tmp_path / "gradebook.db"
    shutil.copy(FIXTURES / "version-2.db", path)
    with closing(sqlite3.connect(path)) as connection:
        before = connection.execute("SELECT * FROM result ORDER BY id").fetchall()
    done = subprocess.run([sys.executable, "-c", MIGRATING, str(path)], cwd=FIXTURES.parents[2], check=False)
    assert done.returncode == -signal.SIGKILL
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM result ORDER BY id").fetchall() == before
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert version(path) == 2
    with Gradebook.open(path) as book:
        assert len(book.entries("tiny")) == len(before) == 2
    assert version(path) == 3
