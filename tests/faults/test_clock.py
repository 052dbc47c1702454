"""A clock that jumps: nothing is decided by the time of day, neither as it is written nor as it runs."""

from __future__ import annotations

import ast
import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from faults.grading import RIGHT, environment, grade, make_class
from grader.run import Level, probe

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.xdist_group("faults"),
    pytest.mark.skipif(sys.platform != "linux", reason="the clocks of Linux"),
]

#: The clock of the day jumps between any two looks at it, by hours, days and years; the others go on as they are.
JUMPING = """
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
static long jump(void) {
    static unsigned looks;
    static const long seconds[] = {0, 86400, -86400, 315360000, -315360000, 3600, -7};
    return seconds[__sync_fetch_and_add(&looks, 1) % 7];
}
int clock_gettime(clockid_t clock, struct timespec *now) {
    int result = syscall(SYS_clock_gettime, clock, now);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += jump();
    return result;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return 0;
}
time_t time(time_t *result) {
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    if (result) *result = exact.tv_sec;
    return exact.tv_sec;
}
"""


@pytest.fixture
def jumping(tmp_path: Path) -> dict[str, str]:
    """An environment in which the clock jumps; proved by a look at it."""
    compiler = shutil.which("cc")
    if not compiler:
        pytest.skip("there is no C compiler to build a clock that jumps with")
    source, library = tmp_path / "jumping.c", tmp_path / "jumping.so"
    source.write_text(JUMPING, encoding="ascii")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source], check=True)
    variables = {**environment(), "LD_PRELOAD": str(library)}
    looks = "import time; a = [time.time() for _ in range(14)]; print(max(a) - min(a))"
    told = subprocess.run(
        [sys.executable, "-c", looks], env=variables, capture_output=True, text=True, check=True
    ).stdout
    if float(told) < 1e8:
        pytest.skip("this interpreter does not ask the C library for the time")
    return variables


def verdicts(gradebook: Path) -> dict[str, list[tuple[str, str]]]:
    with closing(sqlite3.connect(gradebook)) as book:
        rows = book.execute("SELECT student, report FROM result ORDER BY id").fetchall()
    documents = {student: json.loads(report) for student, report in rows}
    assert len(documents) == len(rows)
    return {
        student: [(case["case"], case["verdict"]) for problem in document["problems"] for case in problem["cases"]]
        for student, document in documents.items()
    }


def test_a_clock_that_jumps_changes_nothing(tmp_path: Path, jumping: dict[str, str]) -> None:
    """No time-out comes or stays away, nothing is lost or run twice, in one process and in two."""
    if probe().level not in (Level.FULL, Level.CONFINED):
        pytest.skip("no level here that grades unasked")
    course = make_class(tmp_path, 8)
    file = course / "assignments" / "tiny" / "assignment.py"
    text = file.read_text(encoding="utf-8").replace("import Assignment,", "import Assignment, Limits,")
    file.write_text(text.replace("problems=", "limits=Limits(cpu_seconds=0.5),\n    problems="), encoding="utf-8")
    slow = course / "submissions" / "tiny" / "student01" / "tiny.py"
    slow.write_text("import time\n" + RIGHT.replace("return np", "time.sleep(0.3)\n    return np"), encoding="utf-8")
    endless = course / "submissions" / "tiny" / "student02" / "tiny.py"
    endless.write_text(RIGHT.replace("return np", "while True: pass\n    return np"), encoding="utf-8")
    assert grade(course, gradebook=course / "usual.db").returncode == 0
    waiting = tmp_path / "waiting"
    waiting.mkdir()
    for number in range(4, 8):
        shutil.move(course / "submissions" / "tiny" / f"student{number:02}", waiting)
    first = grade(course, "--jobs", "1", variables=jumping)
    for folder in waiting.iterdir():
        shutil.move(folder, course / "submissions" / "tiny")
    second = grade(course, "--jobs", "2", variables=jumping)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert "(0 unchanged)" in first.stdout
    assert "(4 unchanged)" in second.stdout
    assert verdicts(course / "gradebook.db") == verdicts(course / "usual.db")
    assert "timed_out" in str(verdicts(course / "usual.db")["student02"])


CLOCKS = {"time", "time_ns", "now", "utcnow", "today", "fromtimestamp"}


def test_only_clocks_that_cannot_jump_decide_anything() -> None:
    """The wall clock is asked once, for the date that stands beside a result."""
    asked = []
    for path in sorted((ROOT / "grader").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
                owner = ast.unparse(node.func.value)
                if owner in {"time", "datetime", "datetime.datetime", "date"}:
                    asked.append(path.relative_to(ROOT / "grader").as_posix())
    deciding = [
        name for name in asked if name.split("/")[0] in {"run", "judge", "bank", "collect", "gradebook", "grade.py"}
    ]
    assert deciding == []
    assert asked.count("batch.py") == 1
