"""What breaks round the grader: after each fault nothing is lost, nothing stands twice, and the next call finishes."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.grading import STUDENTS, command, descendants, environment, grade, make_class, results, start
from faults.killing import kill_often
from grader.bank.build import case_bank
from grader.bank.secret import TEST_SECRET
from grader.collect import collect_class
from grader.grade import GradingSession
from grader.model.submission import Submission
from grader.pool import process_pool
from grader.run import Level, probe

pytestmark = [
    pytest.mark.xdist_group("faults"),
    pytest.mark.skipif(sys.platform != "linux", reason="signals, mounts and /proc of Linux"),
]


def level() -> Level:
    found = probe().level
    if found not in (Level.FULL, Level.CONFINED):
        pytest.skip(f"the best level here is {found}")
    return found


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_class(tmp_path_factory.mktemp("small"), 6)


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_of_as_many_processes_as_there_are_cores_has_its_own(jobs: int) -> None:
    before = os.sched_getaffinity(0)
    if len(before) < 2:
        pytest.skip("there is one core")
    two = set(sorted(before)[:2])
    os.sched_setaffinity(0, two)
    try:
        with process_pool(jobs) as pool:
            asked = [pool.submit(cores_for_a_while) for _ in range(2 * jobs)]
            found = {answer.result() for answer in asked}
    finally:
        os.sched_setaffinity(0, before)
    assert found == ({frozenset([core]) for core in two} if jobs == 2 else {frozenset(two)})


def cores_for_a_while() -> frozenset[int]:
    """Where this process may run; it takes long enough for another to be asked, too."""
    time.sleep(0.5)
    return frozenset(os.sched_getaffinity(0))


def test_a_batch_killed_at_random_moments_loses_nothing(tmp_path: Path) -> None:
    level()
    assert len(kill_often(tmp_path, 8, seed=11)) == 8


@pytest.fixture
def session(small: Path) -> Iterator[GradingSession]:
    with GradingSession.open(case_bank(small, "tiny", secret=TEST_SECRET), level()) as opened:
        yield opened


def work(course: Path) -> list[Submission]:
    return collect_class(course / "submissions" / "tiny", slug="tiny")


def test_a_killed_fork_server_is_replaced(session: GradingSession, small: Path) -> None:
    first, *rest = work(small)
    usual = session.grade(first)
    for submission in rest[:2]:
        os.kill(session.runner._servers["numpy"]._process.pid, signal.SIGKILL)  # type: ignore[attr-defined]
        assert session.grade(submission).status == "graded"
    assert [case.verdict for case in session.grade(first).problems[0].cases] == [
        case.verdict for case in usual.problems[0].cases
    ]


def test_a_fork_server_killed_at_work_is_replaced(session: GradingSession, small: Path) -> None:
    session.grade(work(small)[0])
    stop = threading.Event()

    def kill() -> None:
        for _ in range(3):
            time.sleep(0.03)
            for server in list(session.runner._servers.values()):
                os.kill(server._process.pid, signal.SIGKILL)  # type: ignore[attr-defined]
        stop.set()

    killer = threading.Thread(target=kill)
    killer.start()
    while not stop.is_set():
        report = session.grade(work(small)[1])
        assert report.status in {"graded", "ungraded"}
    killer.join()
    assert session.grade(work(small)[1]).status == "graded"


def test_killed_workers_and_servers_of_a_batch_lose_nothing(tmp_path: Path) -> None:
    """A killed judge process, too, costs nobody a result; what the grader failed on is finished by the next call."""
    level()
    course = make_class(tmp_path)
    process = start(course, "--jobs", "2")
    deadline = time.monotonic() + 120
    while process.poll() is None and not stored(course / "gradebook.db"):  # not yet while the level is tried out
        time.sleep(0.01)
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.1)
        for pid in sorted(descendants(process.pid), reverse=True)[:1]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
    assert process.poll() in {0, 3}
    found = results(course / "gradebook.db")
    assert len(found) == STUDENTS
    again = grade(course)
    assert again.returncode == 0, again.stderr
    assert set(results(course / "gradebook.db").values()) == {"graded"}


def stored(gradebook: Path) -> int:
    try:
        return len(results(gradebook))
    except sqlite3.Error:  # not made yet
        return 0


def in_mount_namespace(script: str, course: Path) -> subprocess.CompletedProcess[str]:
    """Run a shell script where file systems may be mounted; skips by name where that cannot be had."""
    unshare = shutil.which("unshare")
    flags = ["--mount"] if os.geteuid() == 0 else ["--mount", "--user", "--map-root-user"]
    if not unshare or subprocess.run([unshare, *flags, "true"], check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here, not even in a namespace of one's own")
    return subprocess.run(
        [unshare, *flags, "sh", "-uc", script],
        cwd=course,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def grade_words(*more: str, verb: str = "grade") -> str:
    return " ".join(command(*more, verb=verb))


def test_a_full_disk_under_the_gradebook_loses_nothing(small: Path) -> None:
    script = f"""
        mkdir -p room && mount -t tmpfs -o size=120k tmpfs room
        {grade_words("--gradebook", "room/book.db")} >room.out 2>&1; echo first $?
        tail -c 600 room.out
        mount -o remount,size=20m room
        {grade_words("--gradebook", "room/book.db")} >room.out 2>&1; echo second $?
        cp room/book.db after.db; rm room.out; umount room; rmdir room
    """
    done = in_mount_namespace(script, small)
    assert "first 0" not in done.stdout, done.stdout
    assert "Traceback" not in done.stdout
    assert "the disk is full; make room and call again" in done.stdout, done.stdout
    assert "second 0" in done.stdout, done.stdout + done.stderr
    assert list(results(small / "after.db").values()) == ["graded"] * 6


def test_a_full_disk_under_json_says_so_and_keeps_the_former_file(small: Path) -> None:
    script = f"""
        mkdir -p room && mount -t tmpfs -o size=16k tmpfs room
        echo former >room/results.json
        {grade_words("--gradebook", "json.db", "--json", "room/results.json")} >room.out 2>&1; echo first $?
        tail -c 300 room.out; cat room/results.json; ls -A room
        mount -o remount,size=20m room
        {grade_words("--gradebook", "json.db", "--json", "room/results.json")} >room.out 2>&1; echo second $?
        head -c 30 room/results.json; rm room.out; umount room; rmdir room
    """
    done = in_mount_namespace(script, small)
    assert "first 2" in done.stdout, done.stdout
    assert "cannot be written (No space left on device)" in done.stdout
    assert "former\nresults.json\n" in done.stdout, done.stdout
    assert "second 0" in done.stdout, done.stdout
    assert '"schema": 1' in done.stdout


def test_a_full_disk_under_the_report_leaves_no_half_page(small: Path) -> None:
    book = ("--gradebook", "report.db")
    script = f"""
        mkdir -p room && mount -t tmpfs -o size=28k tmpfs room
        {grade_words(*book)} >/dev/null || echo not graded
        {grade_words("--to", "room/pages", *book, verb="report")} >report.out 2>&1; echo first $?
        cat report.out; find room -name '.*'; grep -rL '</html>' room
        mount -o remount,size=20m room
        {grade_words("--to", "room/pages", *book, verb="report")} >report.out 2>&1; echo second $?
        cat report.out; find room -name '.*'; grep -rl '</html>' room | wc -l
        umount room; rmdir room
    """
    done = in_mount_namespace(script, small)
    first, _, second = done.stdout.partition("second ")
    assert re.fullmatch(
        r"first 2\ngrader: room/pages/\S+\.html: cannot be written \(No space left on device\); what was .* stays\n",
        first,
    ), done.stdout
    assert second.startswith("0\nwrote room/pages/index.html"), done.stdout
    assert second.endswith(f"\n{6 + 1}\n"), done.stdout


@pytest.mark.parametrize(
    ("verb", "more"),
    [
        ("report", "--to room/pages"),
        ("export", "--format csv --to room/out.csv"),
        ("grade", "--json room/out.json"),
        ("grade", "--gradebook room/new.db"),
    ],
    ids=["report", "export", "json", "gradebook"],
)
def test_a_folder_that_can_only_be_read_is_named(small: Path, verb: str, more: str) -> None:
    book = "" if "--gradebook" in more else "--gradebook read.db"
    script = f"""
        mkdir -p room && mount -t tmpfs -o size=1m tmpfs room
        mkdir -p room/pages/students && mount -o remount,ro room
        {grade_words("--gradebook", "read.db")} >/dev/null || echo not graded
        {grade_words(*more.split(), *book.split(), verb=verb)} 2>&1; echo ended $?
        find room -type f; umount room; rmdir room
    """
    done = in_mount_namespace(script, small)
    assert "ended 2\n" in done.stdout, done.stdout
    assert re.search(
        r"grader: room/\S+: .*(Read-only file system|unable to open|cannot be (written|opened))", done.stdout
    )
    assert "Traceback" not in done.stdout
    assert done.stdout.endswith("ended 2\n"), done.stdout


def test_a_full_disk_under_the_scratch_folders_is_no_students_fault(small: Path) -> None:
    if probe(Level.CONFINED).level is not Level.CONFINED:
        pytest.skip("level confined, whose scratch folders lie on a disk, cannot be had here")
    for folder in (small / "submissions" / "tiny").iterdir():
        (folder / "table.csv").write_bytes(bytes(200_000))
    how = ("--gradebook", "scratch.db", "--isolation", "confined", "--jobs", "1")
    script = f"""
        mount -t tmpfs -o size=100k,mode=1777 tmpfs /mnt
        TMPDIR=/mnt {grade_words(*how)} 2>&1; echo first $?
        mount -o remount,size=20m /mnt
        TMPDIR=/mnt {grade_words(*how)} 2>&1; echo second $?
        find /mnt -mindepth 1
    """
    done = in_mount_namespace(script, small)
    first, _, second = done.stdout.partition("first ")
    assert re.search(r"No space left on device, writing 200000 bytes: '/mnt/\S+/table.csv'", first), done.stdout
    assert "the grader failed on: student00" in first, done.stdout
    assert "Traceback" not in done.stdout
    assert second.startswith("3\n"), done.stdout
    assert second.endswith("second 0\n"), done.stdout
    assert set(results(small / "scratch.db").values()) == {"graded"}


def test_a_read_only_course_is_graded(small: Path, tmp_path: Path) -> None:
    script = f"""
        mount --bind . . && mount -o remount,bind,ro . && cd .. && cd {small}
        touch here 2>/dev/null && echo writable
        {grade_words("--gradebook", str(tmp_path / "book.db"))}; echo ended $?
    """
    done = in_mount_namespace(script, small)
    assert "writable" not in done.stdout
    assert "ended 0" in done.stdout, done.stdout + done.stderr
    assert len(results(tmp_path / "book.db")) == 6


def test_a_read_only_gradebook_is_told_before_anything_runs(small: Path) -> None:
    done = grade(small, gradebook=Path("/proc/version"))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
