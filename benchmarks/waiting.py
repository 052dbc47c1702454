"""A build with a copy of its course, and what it does while somebody waits."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import homework

SLUG, CHANGED = "convolution", "conv2d_forward"
FUNCTIONS = (
    "conv_output_size", "receptive_field", "param_count", "conv_as_matrix",
    "conv2d_forward", "conv2d_backward", "maxpool2d_forward", "maxpool2d_backward",
)  # fmt: skip
#: Of the class that hangs: two submissions in one problem, one in all.
HANG_AT = {7: ("conv2d_forward",), 19: FUNCTIONS, 28: ("receptive_field",)}


@dataclass(frozen=True)
class Build:
    """A checkout whose .venv holds what it needs."""

    root: Path

    @property
    def grader(self) -> str:
        """The command."""
        return str(self.root / ".venv" / "bin" / "grader")

    @property
    def python(self) -> str:
        """The interpreter."""
        return str(self.root / ".venv" / "bin" / "python")


@dataclass
class Place:
    """A course of a build's own, with submissions beside it."""

    folder: Path
    build: Build
    turns: int = field(default=0)  # how often something was done that must be new each time

    @classmethod
    def made(cls, folder: Path, build: Build) -> Place:
        """The build's own assignment, a secret, and the same submissions for every build."""
        for part in ("assignments", "reference"):
            shutil.copytree(build.root / part / SLUG, folder / "course" / part / SLUG)
        place = cls(folder, build)
        place.run("secret", "new")
        right = (homework.HERE.parent / "submissions" / SLUG / "ada" / f"{SLUG}.py").read_text("utf-8")
        place.hand_in("quick", right, 37)
        place.hand_in("hanging", right, 40, HANG_AT)
        place.hand_in("everywhere", right, 1, {0: FUNCTIONS})
        place.hand_in("one", right, 1)
        place.hand_in("checked", right, 1, {0: ("maxpool2d_forward",)})
        return place

    @property
    def course(self) -> Path:
        """Where commands are run."""
        return self.folder / "course"

    def hand_in(self, name: str, text: str, count: int, hanging: Mapping[int, Sequence[str]] | None = None) -> None:
        """A class of so many right submissions, some of whose functions never end."""
        for number in range(count):
            home = self.folder / name / f"student{number:02}"
            home.mkdir(parents=True)
            ends = "".join(
                f"\n\ndef {each}(*_):\n    while True:\n        pass\n" for each in (hanging or {}).get(number, ())
            )
            (home / f"{SLUG}.py").write_text(f"{text}\n# {number}\n{ends}", "utf-8")

    @property
    def environment(self) -> dict[str, str]:
        """With a cache of its own: in one file two builds would undo what each has found out of its isolation."""
        return {**os.environ, "XDG_CACHE_HOME": str(self.folder / "cache")}

    def run(self, *arguments: str) -> None:
        """A command of the build, to its end."""
        command = [self.build.grader, *arguments]
        done = subprocess.run(
            command, cwd=self.course, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode not in (0, 1):  # 1: a case fails, as it shall
            raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-500:]}")

    def seconds(self, *arguments: str) -> float:
        """What a command of the build takes by the clock."""
        started = time.perf_counter()
        self.run(*arguments)
        return time.perf_counter() - started

    def grade_seconds(self, name: str) -> float:
        """What it takes to grade a class anew, by two jobs."""
        book = self.folder / f"{name}.db"
        return self.seconds("grade", SLUG, str(self.folder / name), "--jobs", "2", "--gradebook", str(book), "--force")

    def warm(self) -> None:
        """Build the banks and fill the caches of Python and of the machine."""
        self.grade_seconds("one")
        first_words(self)


def first_words(place: Place) -> tuple[float, float]:
    """When `check` of a file in which one problem hangs tells of a problem, and when it is done; through a pipe."""
    command = [place.build.grader, "check", str(place.folder / "checked" / "student00")]
    started, first = time.perf_counter(), 0.0
    with subprocess.Popen(
        command, cwd=place.course, env=place.environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if not first and ("✓" in line or "✗" in line):
                first = time.perf_counter() - started
    return first, time.perf_counter() - started


def release(place: Place) -> float:
    """A student's folder and all that goes with it."""
    place.turns += 1
    target = str(place.folder / f"released{place.turns}")
    return place.seconds("release", SLUG, "--to", target, "--github", "--gitlab", "--gradescope")


def rebuild(place: Place) -> float:
    """The first `grade` after the title of one scenario was changed."""
    place.turns += 1
    file = place.course / "assignments" / SLUG / f"{CHANGED}.py"
    words, count = re.subn(
        r'(@scenario\(.*?\n\s+""")', rf"\g<1>{place.turns} ", file.read_text("utf-8"), count=1, flags=re.DOTALL
    )
    if not count:
        raise SystemExit(f"{file}: expected a scenario with a docstring, found none")
    file.write_text(words, "utf-8")
    took = place.grade_seconds("one")
    first_words(place)  # builds the changed public cases, for which no student waits in the next round
    return took


def torch_calls(place: Place) -> float:
    """What 200 small calls of torch take in a worker, over what they take in plain Python."""
    script = str(homework.HERE / "torch_calls.py")
    done = subprocess.run([place.build.python, script], capture_output=True, text=True, check=True, cwd=place.course)
    return float(done.stdout)
