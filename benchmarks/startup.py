"""How long a student waits for `grader --help` and for the first answer of `grader check`, beside bare imports.

Run by `make startup`. Every round starts each command once, in turn, so that all meet the same machine; the entry's
text differs in every round. Given are medians, and medians of the ratios within a round; CPU is that of all processes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SLUG, ENTRY = "convolution", "convolution.py"
GRADER = [str(Path(sys.executable).with_name("grader"))]
COMMANDS = {
    "import click": [sys.executable, "-c", "import click"],
    "grader --help": [*GRADER, "--help"],
    "import numpy": [sys.executable, "-c", "import numpy"],
    "grader check": [*GRADER, "check"],
}
#: name in the last line -> (what is measured, beside what, at most so many times)
RATIOS = {"help/click": ("grader --help", "import click", 1.5), "check/numpy": ("grader check", "import numpy", 4.0)}


def main() -> int:
    """Print the table and the ratios; 1 if a ratio of the times that a student waits is above its bound."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=25)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as base:
        folder = Path(base, "work")
        subprocess.run([*GRADER, "start", SLUG, "--to", folder], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        shutil.copyfile(ROOT / "submissions" / SLUG / "dmitri" / ENTRY, folder / ENTRY)
        times = measure(folder, rounds)
    print(f"{rounds} rounds, medians in ms     wall      CPU")
    for name, pairs in times.items():
        wall, cpu = (1000 * statistics.median(column) for column in zip(*pairs, strict=True))
        print(f"  {name:24} {wall:8.0f} {cpu:8.0f}")
    found = {name: ratios(times[one], times[other]) for name, (one, other, _) in RATIOS.items()}
    for name, (wall, cpu) in found.items():
        print(f"  {name:24} {wall:7.2f}x {cpu:7.2f}x   at most {RATIOS[name][2]}x")
    print("startup:", " ".join(f"{name}={wall:.2f}" for name, (wall, _) in found.items()))
    return int(any(wall > RATIOS[name][2] for name, (wall, _) in found.items()))


def measure(folder: Path, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Wall and CPU seconds of every command in every round; a first round, which fills Python's caches, is dropped."""
    text = (folder / ENTRY).read_text(encoding="utf-8")
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    for number in range(rounds + 1):
        (folder / ENTRY).write_text(f"{text}\n# round {number}\n", encoding="utf-8")
        for name, command in COMMANDS.items():
            once = timed(command, folder)
            if number:
                times[name].append(once)
    return times


def timed(command: list[str], folder: Path) -> tuple[float, float]:
    """Wall and CPU seconds of one command with all that it starts and waits for."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: a case fails, as it shall
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return wall, used.ru_utime + used.ru_stime


def ratios(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> tuple[float, float]:
    """Medians over the rounds of the ratios of wall and of CPU seconds."""
    pairs = list(zip(one, other, strict=True))
    return (
        statistics.median(above[0] / below[0] for above, below in pairs),
        statistics.median(above[1] / below[1] for above, below in pairs),
    )


if __name__ == "__main__":
    sys.exit(main())
