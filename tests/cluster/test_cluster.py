"""A real scheduler and two workers as processes: nothing is lost or graded twice, and whatever is wrong is said."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from distributed import Client
from faults.grading import command, descendants, environment, grade, make_class

from grader.bank.build import case_bank
from grader.bank.secret import TEST_SECRET
from grader.batch import grade_class
from grader.cluster import ClusterExecutor, _require_agreement, facts_of_worker, open_cluster, run_checked, versions
from grader.collect import collect_class
from grader.execution import grade_all
from grader.gradebook import Gradebook
from grader.model.errors import ClusterError
from grader.run import Level, probe

from .processes import HERE, free_port, left_after, scheduler, worker

pytestmark = [
    pytest.mark.xdist_group("faults"),
    pytest.mark.skipif(sys.platform != "linux", reason="signals and /proc of Linux"),
    pytest.mark.skipif(not probe().level.is_fit_for_grading, reason="isolation here is too weak to grade"),
]

STUDENTS = 200


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_class(tmp_path_factory.mktemp("cluster"), STUDENTS)


def test_a_worker_killed_among_two_hundred_costs_no_result_and_no_second_row(course: Path, tmp_path: Path) -> None:
    bank = case_bank(course, "tiny", secret=TEST_SECRET)
    work = collect_class(course / "submissions" / "tiny", slug="tiny")
    with scheduler() as (address, _), worker(address) as first, worker(address):
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        with open_cluster(address, jobs=1, named=None) as cluster, Gradebook.open(tmp_path / "book.db") as book:
            assert (cluster.jobs, cluster.workers) == (2, 2)
            found = []
            for graded in grade_class(
                work, bank, level=cluster.level, gradebook=book, executor=cluster.executor, jobs=cluster.jobs
            ):
                found.append(graded.report)
                if len(found) == 50:
                    servers = descendants(first.pid)
                    first.kill()
            assert servers, "the killed worker had a fork server of its own"
            assert not left_after(10, servers)
            assert Counter(report.status for report in found) == {"graded": STUDENTS}
            assert max(Counter(report.id for report in found).values()) == 1
            assert len(list(book.entries("tiny"))) == STUDENTS
            twins = [work[0], work[0]]
            reports = list(grade_all(twins, bank, level=cluster.level, executor=cluster.executor, jobs=2))
            assert len({report.seconds for report in reports}) == 2, "two equal submissions are two runs"


def test_ctrl_c_keeps_what_is_done_and_the_same_command_goes_on(course: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.db"
    words = command("--gradebook", str(book), "--cluster", "local", "--jobs", "2")
    process = subprocess.Popen(
        words, cwd=course, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    lines = []
    with process:
        assert process.stdout
        assert process.stderr
        for line in process.stdout:
            lines.append(line)
            if re.match(r"20/", line):
                family = descendants(process.pid)
                os.killpg(process.pid, signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr.read() == ""
    assert "the same command goes on" in lines[-1]
    assert not left_after(10, family)
    again = grade(course, "--cluster", "local", "--jobs", "2", gradebook=book)
    assert again.returncode == 0, again.stderr
    kept = int(re.findall(r"\((\d+) unchanged\)", again.stdout)[0])
    assert 20 <= kept < STUDENTS
    with Gradebook.open(book) as stored:
        assert len(list(stored.entries("tiny"))) == STUDENTS


def test_a_scheduler_that_goes_away_is_said_and_loses_nothing(course: Path, tmp_path: Path) -> None:
    bank = case_bank(course, "tiny", secret=TEST_SECRET)
    work = collect_class(course / "submissions" / "tiny", slug="tiny")
    with scheduler() as (address, process), worker(address), Gradebook.open(tmp_path / "book.db") as book:
        with open_cluster(address, jobs=1, named=None) as cluster:
            reports = grade_class(work, bank, level=cluster.level, gradebook=book, executor=cluster.executor)
            for _ in range(5):
                assert next(reports).fresh
            process.kill()
            with pytest.raises(ClusterError, match="the scheduler went away; what is graded is in the gradebook"):
                list(reports)
        entries = list(book.entries("tiny"))
        assert 5 <= len(entries) < STUDENTS
        assert all(each.status == "graded" for each in entries)


def test_an_address_without_a_scheduler_is_said(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = grade(course, "--cluster", "nowhere://x")
    assert done.returncode == 2
    assert "expected a Dask scheduler, found none" in done.stderr
    monkeypatch.setattr("grader.cluster._CONNECT_SECONDS", 1)
    with (
        pytest.raises(ClusterError, match="expected a Dask scheduler, found none"),
        open_cluster(f"tcp://{HERE}:{free_port()}", jobs=1, named=None),
    ):
        pass


def test_a_scheduler_without_workers_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.cluster._CONNECT_SECONDS", 2)
    with (
        scheduler() as (address, _),
        pytest.raises(ClusterError, match=r"expected workers, found none in 2 s; start one: dask worker"),
        open_cluster(address, jobs=1, named=None),
    ):
        pass


def test_a_cluster_whose_workers_are_all_gone_is_given_up() -> None:
    with scheduler() as (address, _), Client(address, set_as_default=False) as client:
        executor = ClusterExecutor(client, address, alone_seconds=2)
        with executor, pytest.raises(ClusterError, match="no worker for 2 s"):
            executor.submit(len, "abc").result(30)


@pytest.mark.parametrize("name", ["grader", "numpy", "torch", "python"])
def test_a_worker_of_another_version_is_refused_by_name(name: str) -> None:
    facts = facts_of_worker(Level.NONE)
    other = type(facts)({**facts.versions, name: "0.1"}, facts.findings)
    with pytest.raises(ClusterError, match=rf"worker tcp://b:2: {name}: expected .*, found 0\.1"):
        _require_agreement({"tcp://a:1": facts, "tcp://b:2": other})
    with pytest.raises(ClusterError, match=f"joined late: {name}: expected 0.1, found"):
        run_checked({**versions(), name: "0.1"}, len, "abc")
