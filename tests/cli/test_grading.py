"""`grade` of the tiny course with real submissions in real processes."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from gradebook.rows import Row, rows_of

from grader.run import Level, probe

from .calling import SUMMED, command, document, environment, grader, hand_in, scores

pytestmark = pytest.mark.skipif(
    probe().level not in (Level.FULL, Level.CONFINED), reason="this machine cannot isolate submissions"
)


def test_a_class_is_graded_kept_rescored_and_graded_again(graded: Path, tmp_path: Path) -> None:
    first, second, third, fourth = (tmp_path / f"{number}.json" for number in range(4))
    told = grader("grade", "tiny", "--json", first, at=graded)
    assert told.status == 0, told.err
    found = scores(first)
    assert found["ada"] == (45, 45, 45)
    assert found["chiara"] == (0, 0, 0)
    assert 0 <= found["bao"][0] < 5
    assert re.search(r"bao +0 .*mean_squares: summed", told.out)
    assert "(0 unchanged)" in told.out

    told = grader("grade", "tiny", "--json", second, at=graded)
    assert (told.status, told.out.count("(unchanged)"), "(3 unchanged)" in told.out) == (0, 3, True)
    assert document(second) == document(first)

    signs = graded / "assignments/tiny/signs.py"
    signs.write_text(signs.read_text(encoding="utf-8").replace("points=10", "points=40"), encoding="utf-8")
    told = grader("grade", "tiny", "--json", third, at=graded)
    assert "(3 unchanged)" in told.out  # no submission ran again
    assert scores(third)["ada"] == (75, 75, 75)

    told = grader("grade", "tiny", "--json", fourth, "--force", at=graded)
    assert "(0 unchanged)" in told.out
    assert scores(fourth) == scores(third)


def test_only_what_changed_is_graded_again(graded: Path) -> None:
    grader("grade", "tiny", at=graded)
    work = graded / "submissions/tiny/chiara/tiny.py"
    shutil.copy(graded / "reference/tiny/solution.py", work)
    told = grader("grade", "tiny", at=graded)
    assert told.status == 0
    assert "(2 unchanged)" in told.out
    assert re.search(r"chiara +45 +45 +45 +all right", told.out)


MOODLE = "{}_assignsubmission_file_"


def test_rows_follow_the_platforms_number_and_who_is_missing_is_told(graded: Path) -> None:
    right = (graded / "reference/tiny/solution.py").read_text(encoding="utf-8")
    shutil.rmtree(graded / "submissions/tiny")
    for who in ("Ada Lovelace_101", "Bo Li_104"):
        hand_in(graded, MOODLE.format(who), right)
    assert "not in this download" not in grader("grade", "tiny", at=graded).out

    hand_in(graded, MOODLE.format("Ada Lovelace_202"), SUMMED)
    shutil.rmtree(graded / "submissions/tiny" / MOODLE.format("Bo Li_104"))
    told = grader("grade", "tiny", at=graded)
    assert "(1 unchanged)" in told.out
    assert "  not in this download: Bo Li; earlier results stay\n" in told.out
    names = {
        number: [row.student for row in rows_of(graded / "gradebook.db", "tiny", number)] for number in ("101", "202")
    }
    assert names == {"101": ["Ada Lovelace (101)"], "202": ["Ada Lovelace (202)"]}

    shutil.rmtree(graded / "submissions/tiny" / MOODLE.format("Ada Lovelace_101"))
    told = grader("grade", "tiny", at=graded)
    assert "  not in this download: Ada Lovelace (101), Bo Li; earlier results stay\n" in told.out
    assert re.search(r"Ada Lovelace +\d", told.out)


def test_lateness_that_is_lifted_is_told_no_more(graded: Path, tmp_path: Path) -> None:
    work = graded / "submissions/tiny"
    shutil.rmtree(work)
    work.mkdir()
    (work / "ada_LATE_1_2_tiny.py").write_text(SUMMED, encoding="utf-8")
    notes = []
    for name in ("ada_LATE_1_2_tiny.py", "ada_1_2_tiny.py"):
        (work / "ada_LATE_1_2_tiny.py").rename(work / name)
        grader("grade", "tiny", "--json", tmp_path / "out.json", at=graded)
        notes.append(document(tmp_path / "out.json")["submissions"][0]["notes"])
    assert ["handed in late" in " ".join(each) for each in notes] == [True, False]


def test_who_joined_a_group_is_not_missing_and_a_new_namesake_takes_no_row(graded: Path) -> None:
    right = (graded / "reference/tiny/solution.py").read_text(encoding="utf-8")
    shutil.rmtree(graded / "submissions/tiny")
    people = {7: "- :name: Ada\n    :sid: 7\n", 8: "- :name: Bo\n    :sid: 8\n", 9: "- :name: Cy\n    :sid: 9\n"}

    def export(*groups: tuple[int, ...]) -> None:
        for number in range(len(groups)):
            shutil.rmtree(graded / f"submissions/tiny/submission_{number}", ignore_errors=True)
            hand_in(graded, f"submission_{number}", right)
        blocks = [
            f"submission_{n}:\n  :submitters:\n" + "".join(f"  {people[p]}" for p in g) for n, g in enumerate(groups)
        ]
        (graded / "submissions/tiny/submission_metadata.yml").write_text("---\n" + "".join(blocks), encoding="utf-8")

    export((7,), (8,), (9,))
    grader("grade", "tiny", at=graded)
    people[6] = people.pop(9).replace("9", "6")  # another Cy
    export((8, 7), (6,))
    shutil.rmtree(graded / "submissions/tiny/submission_2")
    told = grader("grade", "tiny", at=graded)
    assert "  not in this download: Cy (9); earlier results stay\n" in told.out
    assert "Bo & Ada" in told.out


def test_several_jobs_give_the_same_as_one(graded: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    grader("grade", "tiny", "--jobs", "1", "--json", one, "--gradebook", tmp_path / "one.db", at=graded)
    told = grader("grade", "tiny", "--jobs", "2", "--json", two, "--gradebook", tmp_path / "two.db", at=graded)
    assert told.status == 0, told.err

    def timeless(file: Path) -> dict[str, Any]:
        found = document(file)
        for entry in found["submissions"]:
            for problem in entry["problems"]:
                for case in problem["cases"]:
                    case["seconds"] = None
        return found

    assert timeless(one) == timeless(two)


SLEEPY = """
import time

time.sleep(0.5)


def mean_squares(values):
    time.sleep(0.01)
    return values


def signs(values):
    return values
"""


def stages(out: str) -> dict[str, float]:
    """The table of `--profile`: seconds by stage."""
    _, _, rows = out.partition("cost by stage")
    found = re.findall(r"^ *(\w+) .*? (-?\d+\.\d{3}) +-?\d+\.\d\d +-?\d+\.\d % *$", rows, re.MULTILINE)
    return {name: float(seconds) for name, seconds in found}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_profile_gives_every_second_to_a_stage(graded: Path, jobs: str) -> None:
    hand_in(graded, "dmitri", SLEEPY)
    started = time.monotonic()
    told = grader("grade", "tiny", "--jobs", jobs, "--profile", at=graded)
    wall = time.monotonic() - started
    assert told.status == 0, told.err
    found = stages(told.out)
    total = found.pop("total")
    named = {"collect", "fork", "isolate", "import", "run", "transfer", "judge", "store", "other"}
    assert set(found) - {"overlap"} == named
    assert sum(found.values()) == pytest.approx(total, abs=0.0005 * (len(found) + 1))  # three decimals are shown
    assert total <= wall
    assert found["import"] >= 0.5
    assert found["run"] >= 0.12  # twelve cases and more of a hundredth each
    assert all(found[name] > 0 for name in named - {"other"})


def test_show_tells_an_instructor_the_numbers_and_a_student_none_of_the_private_ones(graded: Path) -> None:
    grader("grade", "tiny", at=graded)
    told = grader("show", "tiny", "bao", at=graded)
    assert told.status == 0
    assert re.search(r"mean_squares/rows_far_apart/private/0 .*expected .*, got ", told.out)
    told = grader("show", "tiny", "bao", "--audience", "student", at=graded)
    private = [line for line in told.out.splitlines() if "/private/" in line]
    assert private
    assert not [line for line in private if "expected" in line or "got" in line]
    told = grader("show", "tiny", "nobody", at=graded)
    assert told.status == 2
    assert "no result of nobody in tiny; there are: ada, bao, chiara" in told.err


@pytest.mark.parametrize("more", [{"CI": "1"}, {}])
def test_a_missing_secret_is_status_2_and_never_made_silently(graded: Path, more: dict[str, str]) -> None:
    told = grader("grade", "tiny", at=graded, GRADER_SECRET="", **more)
    assert told.status == 2
    assert "expected a secret, found none; run: grader secret new (or set GRADER_SECRET)" in told.err
    assert not (graded / ".grader/secret").exists()
    assert not (graded / "gradebook.db").exists()


def test_another_secret_than_the_gradebooks_is_refused_unless_told(graded: Path) -> None:
    grader("grade", "tiny", at=graded)
    told = grader("grade", "tiny", at=graded, GRADER_SECRET="another-secret-of-some-length")
    assert told.status == 2
    assert "--new-secret" in told.err
    told = grader("grade", "tiny", "--new-secret", at=graded, GRADER_SECRET="another-secret-of-some-length")
    assert told.status == 0
    assert "(0 unchanged)" in told.out


def test_a_gradebook_that_is_none_is_left_as_it_is(graded: Path) -> None:
    file = graded / "notes.txt"
    file.write_text("no gradebook at all")
    told = grader("grade", "tiny", "--gradebook", file, at=graded)
    assert told.status == 2
    assert "notes.txt" in told.err
    assert "Traceback" not in told.err
    assert file.read_text() == "no gradebook at all"


def test_a_typo_in_a_spec_stops_grading_before_anything_runs(graded: Path) -> None:
    file = graded / "assignments/tiny/signs.py"
    file.write_text(file.read_text(encoding="utf-8").replace("private=4", "privat=4"), encoding="utf-8")
    told = grader("grade", "tiny", at=graded)
    assert told.status == 2
    assert "got an unexpected keyword argument 'privat'" in told.err
    assert "Traceback" not in told.err


def test_a_missing_folder_of_submissions_is_a_message(course: Path) -> None:
    told = grader("grade", "tiny", at=course)
    assert told.status == 2
    assert "Traceback" not in told.err
    assert "submissions" in told.err


def test_broken_submissions_are_scored_and_the_rest_is_graded(graded: Path, tmp_path: Path) -> None:
    hand_in(graded, "dora", "def signs(values:\n")
    hand_in(graded, "emil", "import os\nos._exit(0)\n")
    (graded / "submissions/tiny/fay").mkdir()
    file = tmp_path / "class.json"
    told = grader("grade", "tiny", "--json", file, at=graded)
    assert told.status == 0, told.err
    found = {entry["student"]: entry for entry in document(file)["submissions"]}
    assert set(found) == {"ada", "bao", "chiara", "dora", "emil", "fay"}
    assert found["ada"]["score"] == 45
    assert {found[name]["status"] for name in found} == {"graded"}
    assert {found[name]["score"] for name in ("dora", "emil", "fay")} == {0}
    verdicts = {name: found[name]["problems"][0]["cases"][0]["verdict"] for name in ("dora", "fay")}
    assert verdicts == {"dora": "does_not_compile", "fay": "missing"}


SLOW = "import time\n\ntime.sleep(0.3)\n"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_keeps_what_is_done_and_the_next_call_goes_on(course: Path, drawn: Path, jobs: str) -> None:
    shutil.copytree(drawn, course / ".grader")
    right = (course / "reference/tiny/solution.py").read_text(encoding="utf-8")
    count = 10
    for number in range(count):
        hand_in(course, f"student{number:02}", SLOW + right)
    grading = command("grade", "tiny", "--jobs", jobs)
    with subprocess.Popen(
        grading,
        cwd=course,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - a background job is deaf
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(2)]
        process.send_signal(signal.SIGINT)
        rest, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    stopped = re.search(r"stopped: (\d+) of 10 are in the gradebook; the same command goes on", "".join(lines) + rest)
    assert stopped
    done = int(stopped.group(1))
    assert 2 <= done < count
    told = grader("grade", "tiny", at=course)
    assert told.status == 0, told.err
    assert f"({done} unchanged)" in told.out
    assert len(re.findall(r"student\d\d +45 +45 +45 +all right", told.out)) == count


LOOPING = """
def mean_squares(values):
    return (values * values).mean(axis=1)


def signs(values):
    while True:
        pass
"""


def test_a_raised_limit_runs_a_looping_submission_again_and_words_do_not(graded: Path) -> None:
    hand_in(graded, "loop", LOOPING)
    problem, overview = graded / "assignments/tiny/signs.py", graded / "assignments/tiny/assignment.py"

    def graded_after(file: Path, old: str, new: str) -> tuple[int, list[Row]]:
        """How many results were kept, and all that was ever stored of the looping one."""
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        told = grader("grade", "tiny", at=graded)
        assert told.status == 0, told.err
        found = re.search(r"\((\d+) unchanged\)", told.out)
        assert found is not None, told.out
        return int(found[1]), rows_of(graded / "gradebook.db", "tiny", "loop")

    limits = "limits=Limits(cpu_seconds={}), hints=HINTS"
    problem.write_text(
        problem.read_text(encoding="utf-8").replace("Generator,", "Generator, Limits,"), encoding="utf-8"
    )
    kept, first = graded_after(problem, "hints=HINTS", limits.format("1"))
    assert (kept, len(first)) == (0, 1)
    assert b"timed_out" in first[0].report

    kept, raised = graded_after(problem, limits.format("1"), limits.format("1.5"))
    assert (kept, len(raised)) == (0, 2)
    assert raised[1].run_key != first[0].run_key

    kept, hinted = graded_after(problem, "Follow the one zero by hand.", "Follow the zero.")
    assert (kept, len(hinted)) == (4, 3)
    assert hinted[2].run_key == raised[1].run_key
    assert hinted[2].score_key != raised[1].score_key

    kept, titled = graded_after(overview, "A tiny assignment [", "Another title [")
    assert (kept, titled) == (4, hinted)


def test_weak_cases_are_told_to_who_grades(graded: Path) -> None:
    program = "def no_mistake(values):\n    '''None at all.'''\n    return signs(values)\n"
    file = graded / "reference/tiny/mistakes/signs.py"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n\n@mistake(signs)\n{program}", encoding="utf-8")
    told = grader("grade", "tiny", at=graded)
    words = "tiny: signs: weak cases: no_mistake: expected a private case that it fails, found none"
    assert words in told.out
