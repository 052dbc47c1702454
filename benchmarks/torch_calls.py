"""200 small calls of torch in a function that may not convolve: in a worker, over the same file in plain Python.

The function says itself what CPU time its calls took, in both.

Run by `waits.py`, with the interpreter of the build that is measured; prints the ratio of the medians.
"""

from __future__ import annotations

import subprocess
import sys
from statistics import median

import numpy as np

from grader.model.outcome import Arguments, Program, Task
from grader.run import Runner

CALLS, CASES, ROUNDS = 200, 20, 5
SOURCE = f"""
import time

import torch

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


def small(x):
    started = time.thread_time()
    for _ in range({CALLS // 4}):
        y = x * 2.0
        x = torch.tanh(y + 1.0) - y
    return time.thread_time() - started
"""
TIMED = f"""
print(*[small(torch.ones(4, 4)) for _ in range({CASES})])
"""


def main() -> None:
    """By turns, so that both meet the same machine; the ratio of each round, and of these the median."""
    program = Program("small.py", {"small.py": SOURCE.encode()}, "small", framework="torch")
    arguments = Arguments({"x": np.ones((4, 4))})
    forbidden = ("torch.nn.functional.conv2d",)
    tasks = [Task(f"p/s/public/{at}", "small", (arguments,), forbidden=forbidden) for at in range(CASES)]
    with Runner() as runner:
        prepared = runner.prepare(tasks)
        ratios = []
        for _ in range(ROUNDS):
            found = runner.run(program, prepared)
            seconds = [outcome.value for outcome in found.outcomes if isinstance(outcome.value, float)]
            assert len(seconds) == CASES, found
            ratios.append(median(seconds) / _plain())
    print(median(ratios))


def _plain() -> float:
    """Median seconds of a call in an interpreter of its own."""
    done = subprocess.run([sys.executable, "-c", SOURCE + TIMED], capture_output=True, text=True, check=True)
    return median(map(float, done.stdout.split()))


if __name__ == "__main__":
    main()
