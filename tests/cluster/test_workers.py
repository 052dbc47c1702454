"""Workers that differ from this machine, as processes: refused by name, or the weakest of them decides."""

from __future__ import annotations

import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from distributed import Client
from faults.grading import ROOT, environment, grade, make_class

from grader import __version__
from grader.cluster import Cluster, open_cluster
from grader.model.errors import ClusterError
from grader.run import Level, probe

from .processes import SHUT_IN, scheduler, worker

pytestmark = [
    pytest.mark.xdist_group("faults"),
    pytest.mark.skipif(sys.platform != "linux", reason="signals and /proc of Linux"),
    pytest.mark.skipif(probe().level is not Level.FULL, reason="the best worker here is weak itself"),
    pytest.mark.filterwarnings("ignore::distributed.versions.VersionMismatchWarning"),  # of the test's own client
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A scheduler with one worker like this machine."""
    with scheduler() as (found, _), worker(found):
        yield found


@contextmanager
def opened(address: str, workers: int) -> Iterator[Cluster]:
    """The cluster, when so many workers are there."""
    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=60)
    with open_cluster(address, jobs=1, named=None) as cluster:
        yield cluster


def test_equal_calls_are_different_runs(address: str) -> None:
    with opened(address, 1) as cluster:
        first, second = (cluster.executor.submit(uuid.uuid4) for _ in range(2))
        assert first.result(60) != second.result(60)


def test_a_worker_of_another_grader_and_numpy_is_refused_before_anything_runs(tmp_path: Path, address: str) -> None:
    course, other = make_class(tmp_path, 2), tmp_path / "other"
    shutil.copytree(ROOT / "grader", other / "grader", ignore=shutil.ignore_patterns("__pycache__"))
    file = other / "grader" / "__init__.py"
    file.write_text(file.read_text("utf-8").replace(f'"{__version__}"', '"9.9.9"'), "utf-8")
    (other / "numpy").symlink_to(Path(np.__file__).parent)
    (other / "numpy-1.0.0.dist-info").mkdir()
    with worker(address, PYTHONPATH=str(other), PYTHONSAFEPATH="1"):
        with pytest.raises(ClusterError) as refused, opened(address, 2):
            pass
        ended = grade(course, "--cluster", address)
    words = str(refused.value)
    assert words.count("worker tcp://127.0.0.1:") == 1
    assert f"grader: expected {__version__} (code" in words
    assert "found 9.9.9 (code" in words
    assert f"numpy: expected {np.__version__}, found 1.0.0" in words
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "found 9.9.9" in ended.stderr
    assert not (course / "gradebook.db").exists()


def test_the_weakest_worker_decides_on_the_isolation(address: str) -> None:
    with worker(address, SHUT_IN, PYTHONPATH=f"{ROOT}:{ROOT / 'tests'}"):
        with opened(address, 2) as cluster:
            assert cluster.level is Level.CONFINED
            assert "isolation confined is that of the weakest worker, tcp://127.0.0.1:" in cluster.weakness
            assert Level.FULL.advice in cluster.weakness
        with (
            pytest.raises(ClusterError, match=r"worker tcp://127\.0\.0\.1:\d+: isolation full does not work there"),
            open_cluster(address, jobs=1, named=Level.FULL),
        ):
            pass


def test_without_dask_the_command_says_what_to_install(course: Path) -> None:
    (course / "submissions" / "tiny").mkdir(parents=True)
    program = "import sys; sys.modules['distributed'] = None; from grader.cli import main; sys.exit(main())"
    ended = subprocess.run(
        [sys.executable, "-c", program, "grade", "tiny", "--cluster", "local"],
        cwd=course, env=environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 2
    assert 'pip install "dl-grader[cluster]"' in ended.stderr
