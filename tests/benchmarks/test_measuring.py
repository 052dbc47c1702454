"""What the benchmarks rest on: different texts, all CPU time, exponents of growth, honest shares."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import clocks
import growth
import homework
import pytest

from grader.run import Level, probe

BENCHMARKS = Path(homework.__file__).parent


@pytest.mark.parametrize("framework", ["numpy", "torch"])
def test_no_two_submissions_have_the_same_text(framework: str) -> None:
    texts = [homework.submission(framework, number, seed=seed) for seed in (0, 1) for number in range(100)]
    bodies = {text.split('"""', 2)[2] for text in texts}  # without the student's number
    assert len(bodies) == len(texts)
    for text in texts:
        compile(text, "speed.py", "exec")


LIVES = """
import time
while time.process_time() < 0.3:
    sum(range(10_000))
"""
REAPS = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {LIVES!r}], check=True)"


@pytest.mark.parametrize("work", [LIVES, REAPS], ids=["its own", "its dead child's"])
def test_cpu_time_below_a_living_process_counts(work: str) -> None:
    clock = clocks.Clock()
    command = [sys.executable, "-c", f"{work}\nprint('done', flush=True); input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        assert child.stdout.readline() == "done\n"
        living = clock.cost()
        child.communicate("go\n")
    assert living.cpu_ms >= 280  # the kernel shows dead children's time in hundredths
    dead = clock.cost(10)
    assert 10 * dead.cpu_ms >= living.cpu_ms - 20  # of this process's own dead children, shared over ten


def grown(*seconds: dict[str, float]) -> growth.Growth:
    return growth.Growth("numpy", (10, 100, 1000), (tuple(seconds),))


def test_a_quadratic_stage_is_seen_through_a_fixed_cost() -> None:
    rounds = [{"judge": 1e-6 * n * n, "run": 0.01 + 1e-3 * n, "fork": 0.005} for n in (10, 100, 1000)]
    exponents = grown(*[{**stages, "total": sum(stages.values())} for stages in rounds]).exponents()
    assert exponents["judge"] == pytest.approx(2.0)
    assert exponents["run"] == pytest.approx(1.0, abs=0.05)
    assert "fork" not in exponents  # too small a share of the largest


def test_growth_beside_a_reference_is_one_where_both_grow_alike() -> None:
    copies = [1.0, 30.0, 2000.0]
    exponents = grown(*[{"transfer": 7 * copy, "total": 7 * copy} for copy in copies]).exponents(copies)
    assert exponents == {"transfer": pytest.approx(1.0), "total": pytest.approx(1.0)}


@pytest.mark.skipif(probe(Level.FULL).level is not Level.FULL, reason="level full cannot be had here")
def test_the_speed_benchmark_measures_loops_and_ours(tmp_path: Path) -> None:
    file = tmp_path / "speed.json"
    options = ["--rounds", "1", "--submissions", "3", "--no-peers", "--no-document", "--json", str(file)]
    done = subprocess.run(
        [sys.executable, BENCHMARKS / "speed.py", *options], capture_output=True, text=True, check=True
    )
    last = done.stdout.splitlines()[-1]
    assert re.fullmatch(
        r"speed: numpy full/loop=\d+\.\d\d pytest/full=n/a gradescope/full=n/a "
        r"torch full/loop=\d+\.\d\d pytest/full=n/a gradescope/full=n/a",
        last,
    )
    found = json.loads(file.read_text("utf-8"))
    assert found["line"] == last
    for framework in ("numpy", "torch"):
        rows = {row["name"]: row for row in found["rows"] if row["framework"] == framework}
        assert rows["plain loop, one process"]["wall_to_plain"] == 1.0
        assert rows["ours, full"]["submissions"] == 3
        assert rows["ours, full"]["wall_to_full"] == 1.0
        stages = [stage for stage in found["stages"] if stage["framework"] == framework]
        assert sum(stage["share"] for stage in stages) == pytest.approx(1.0)
        assert sum(stage["wall_ms"] for stage in stages) == pytest.approx(rows["ours, full"]["wall_ms"], rel=0.25)
