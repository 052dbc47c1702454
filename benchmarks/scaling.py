"""How the cost of grading grows: with the class, jobs, cases, problems and the size of arrays.

Run by `make scaling`; prints tables. Costs are CPU milliseconds of all processes together; wall clocks are given too,
but on a busy machine only their ratios within one line mean something.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import homework
import numpy as np
from contestants import cpu_seconds

from grader.bank.build import build
from grader.bank.secret import TEST_SECRET
from grader.batch import entry, grade_class
from grader.collect import collect_class, iterate_class
from grader.grade import Desk, run_key
from grader.gradebook import Gradebook
from grader.load import load_assignment
from grader.model.bank import CaseBank
from grader.model.outcome import Arguments, Budget, Program, Task
from grader.run import Level, Runner

MIB = 1 << 20


def main() -> None:
    """Print all tables, or, in a process of its own, grade one class and say what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--class-of", type=int)
    parser.add_argument("--classes", type=int, nargs="*", default=[400, 4000])
    options = parser.parse_args()
    if options.class_of:
        print(*_one_class(options.class_of))
        return
    print("class size: CPU ms and wall ms a head, peak memory of the judge in MiB")
    for size in options.classes:
        done = subprocess.run(
            [sys.executable, __file__, "--class-of", str(size)], capture_output=True, text=True, check=True
        )
        print(f"  {size:6}  {done.stdout.strip()}")
    print("jobs: wall ms a head")
    for jobs in (1, 2):
        print(f"  {jobs:6}  {_by_jobs(jobs, 200):.2f}")
    print("cases: CPU ms and wall ms a case")
    for count in (10, 100, 1000):
        print(f"  {count:6}  {_cases(count)}")
    print("problems: CPU ms and wall ms a case, ten cases a problem")
    for count in (1, 10, 100):
        print(f"  {count:6}  {_cases(10 * count, functions=count)}")
    print("bytes of the array that is sent and of the one that comes back: wall ms, GB a second both ways")
    for size in (1 << 10, MIB, 100 * MIB):
        print(f"  {size:10}  {_arrays(size)}")


def _bank() -> CaseBank:
    return build(load_assignment(homework.COURSE, homework.SLUG), secret=TEST_SECRET)


def _one_class(size: int) -> tuple[str, ...]:
    bank = _bank()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "class")
        homework.write_class(folder, "numpy", size)
        with Gradebook.open(Path(place, "gradebook.db")) as book, Desk.open(bank, Level.FULL) as desk:
            submissions = iterate_class(folder, slug=homework.SLUG)
            desk.grade(next(submissions))
            cpu, wall = cpu_seconds(), time.perf_counter()
            for submission in submissions:
                book.store(entry(desk.grade(submission), bank, run_key(submission, bank, Level.FULL)))
            wall, cpu = time.perf_counter() - wall, cpu_seconds() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{1000 * cpu / size:.2f}", f"{1000 * wall / size:.2f}", f"{peak:.0f}"


def _by_jobs(jobs: int, size: int) -> float:
    """A class less its first fifth, in which the judges start."""
    bank = _bank()
    with tempfile.TemporaryDirectory() as place, Gradebook.open(Path(place, "gradebook.db")) as book:
        homework.write_class(Path(place, "class"), "numpy", size)
        work = collect_class(Path(place, "class"), slug=homework.SLUG)
        started, counted = 0.0, 0
        for number, _ in enumerate(grade_class(work, bank, level=Level.FULL, jobs=jobs, gradebook=book)):
            if number == size // 5:
                started, counted = time.perf_counter(), size - number - 1
        return 1000 * (time.perf_counter() - started) / counted


def _cases(count: int, *, functions: int = 1) -> str:
    source = "import numpy as np\n" + "".join(
        f"def f{at}(x):\n    return np.exp(x) / np.exp(x).sum()\n" for at in range(functions)
    )
    x = np.linspace(-1, 1, 128)
    tasks = [
        Task(f"p{at % functions}/s/public/{at}", f"f{at % functions}", (Arguments({"x": x}),)) for at in range(count)
    ]
    wall, cpu = _run(source, tasks, repeat=max(3, 2000 // count))
    return f"{1000 * cpu / count:.3f}  {1000 * wall / count:.3f}"


def _arrays(size: int) -> str:
    budget = Budget(cpu_seconds=20.0, memory_mib=2048, output_mib=2 * size // MIB + 1)
    task = Task("p/s/public/0", "f", (Arguments({"x": np.ones(size // 8)}),), budget)
    more = 2 if size > MIB else 100
    few, _ = _run("def f(x):\n    return x + 1\n", [task], repeat=3)
    many, _ = _run("def f(x):\n    return x + 1\n", [task] * (1 + more), repeat=3)
    wall = (many - few) / more
    return f"{1000 * wall:.3f}  {2 * size / wall / 1e9:.2f}"


def _run(source: str, tasks: list[Task], *, repeat: int) -> tuple[float, float]:
    """Wall and CPU seconds of one program, the least of several."""
    with Runner(Level.FULL, ("numpy",)) as runner:
        prepared = runner.prepare(tasks)
        program = Program("speed.py", {"speed.py": source.encode()}, "speed")
        runner.run(program, prepared)
        cpu, walls = cpu_seconds(), []
        for _ in range(repeat):
            wall = time.perf_counter()
            runner.run(program, prepared)
            walls.append(time.perf_counter() - wall)
        return min(walls), (cpu_seconds() - cpu) / repeat


if __name__ == "__main__":
    main()
