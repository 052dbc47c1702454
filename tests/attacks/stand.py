"""The stand: grades one attack after the other at one level, and looks for every trace that it may have left."""

from __future__ import annotations

import ctypes
import io
import json
import os
import shutil
import socket
import tempfile
import time
from multiprocessing import resource_tracker
from pathlib import Path
from textwrap import dedent
from typing import Self

from rich.console import Console, RenderableType

from attacks.entry import NONE, Attack, Evidence
from grader.bank.build import case_bank
from grader.bank.evaluate import Course
from grader.bank.secret import TEST_SECRET
from grader.collect import collect_one
from grader.grade import GradingSession, environment
from grader.model.bank import CaseBank
from grader.model.result import Report
from grader.report.document import class_document
from grader.report.redact import Audience, redact
from grader.report.terminal import ClassLine, check_table, class_table, explanations, student_page
from grader.run import Level, Runner

COURSE = Path(__file__).with_name("course")
CANARY = "canary-" + "of-the-judge-4711"
REFERENCE_CANARY = "canary-" + "in-the-reference"
MARK = "grader-attack-"  # every file that an attack leaves begins with it
#: What an environment may hold that is no submission's business.
SECRETS = (
    "GRADER_SECRET", "GITHUB_TOKEN", "GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY", "SSH_AUTH_SOCK",
    "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "AWS_SECRET_ACCESS_KEY",
)  # fmt: skip
RIGHT = {
    "attacked": "def attacked(x):\n    return 2 * x\n",
    "patient": "def patient(x):\n    return 3 * x\n",
    "honest": "def honest(x):\n    return x + 1\n",
}
NEIGHBOUR = "\n".join(RIGHT.values()).replace("3 * x", "3 * x + 1e-3")
_PR_SET_CHILD_SUBREAPER = 36
_LONGEST_SECONDS = 120.0
_BURIAL_SECONDS = 5.0


def bank_in(course: Path) -> CaseBank:
    """The range's cases, of the published test secret."""
    return case_bank(course, "range", secret=TEST_SECRET)


class Stand:
    """One level, one fork server a framework, many attacks."""

    def __init__(self, level: str, base: Path) -> None:
        self.level = level
        self.base = base
        self.course = base / "course"
        self.home = base / "home"
        shutil.copytree(COURSE, self.course, ignore=shutil.ignore_patterns(".grader", "__pycache__"))
        self._furnish()
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)  # what a daemon leaves behind becomes ours
        self.bank = bank_in(self.course)
        self._earlier = set(self._descendants())
        runner = Runner(Level(level), self.bank.libraries, import_seconds=1.0)
        callables = Course.of(self.bank.public_source).callables
        self.session = GradingSession(
            self.bank, runner, runner.prepare(self.bank.tasks), callables, environment(), Level(level)
        )
        self.neighbour = self.write("neighbour", NEIGHBOUR)
        self._usual = self._neighbour_result()

    def _furnish(self) -> None:
        """Secrets in every place where one may lie."""
        (self.home / ".cache" / "grader").mkdir(parents=True)
        (self.home / ".cache" / "grader" / "bank.npy").write_bytes(b"\x93NUMPY" + CANARY.encode())
        (self.home / "solution.py").write_text(f"# {CANARY}\n", encoding="utf-8")
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.unix = socket.socket(socket.AF_UNIX)
        self.unix.bind(str(self.home / "docker.sock"))
        self.unix.listen()
        for name in SECRETS:
            os.environ[name] = str(self.home / f"{name}-canary")
            Path(os.environ[name]).write_text(CANARY, encoding="utf-8")

    def close(self) -> None:
        """End the servers, forget the secrets."""
        self.session.close()
        self.listener.close()
        self.unix.close()
        for name in SECRETS:
            os.environ.pop(name, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def bank_points(self) -> int:
        """What a right submission earns."""
        return sum(problem.points for problem in self.bank.problems)

    def write(self, student: str, source: str, attack: Attack | None = None) -> Path:
        """A folder as a student hands it in; functions that the source does not define are the right ones."""
        folder = self.base / "class" / student
        folder.mkdir(parents=True, exist_ok=True)
        if attack and attack.build:
            attack.build(folder)
        for name, content in (attack.files if attack else {}).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape"))
        if source:
            text = self._filled(dedent(source))
            missing = [code for name, code in RIGHT.items() if f"def {name}(" not in text]
            (folder / "range.py").write_text("\n".join([text, *missing]), encoding="utf-8")
        return folder

    def _filled(self, text: str) -> str:
        places = {
            "COURSE": self.course, "HOME": self.home, "CLASS": self.base / "class", "PARENT": os.getpid(),
            "LEVEL": self.level, "PORT": self.listener.getsockname()[1], "MARK": MARK, "CANARY": CANARY[:-6] + "'+'" + CANARY[-6:],
        }  # fmt: skip
        for name, value in places.items():
            text = text.replace(f"@{name}@", str(value))
        return text

    def graded(self, folder: Path) -> Evidence:
        """Grade one folder, and show the result to everybody."""
        started = time.monotonic()
        submission = collect_one(folder, slug="range", student=folder.name)
        (report,) = self.session.grade_all([submission])  # as a class is graded
        return self.shown(report, time.monotonic() - started)

    def shown(self, report: Report, seconds: float) -> Evidence:
        """A report in every format."""
        student = redact(report, self.bank, Audience.STUDENT)
        texts = [json.dumps(class_document([one]), allow_nan=False) for one in (report, student)]
        parts: list[RenderableType] = [
            class_table([ClassLine.of(report)]),
            check_table(student, self.bank),
            *student_page(report),
        ]
        parts += [*explanations(report), *explanations(report, split="private")]
        stdout = "\n".join(case.stdout for problem in report.problems for case in problem.cases)
        return Evidence(self.level, report, texts[0], texts[1], rendered(parts), stdout, seconds)

    def try_out(self, attack: Attack) -> str:
        """Empty if the attack ends as its entry says, else what is wrong."""
        try:
            if attack.trial:
                attack.trial(self)
            if attack.source or attack.build or attack.files:
                self._try_submission(attack)
            self._require_peace()
        except AssertionError as error:
            return str(error)[:1500] or "an assertion without words"
        except Exception as error:  # the grader or the attack's own test broke: neither is as stated
            return f"{type(error).__name__}: {error}"[:1500]
        return ""

    def _try_submission(self, attack: Attack) -> None:
        folder = self.write(attack.id, attack.source, attack)
        evidence = self.graded(folder)
        if self.level != NONE:
            _require_stated(attack, evidence)
        followed = self.graded(self.write(f"{attack.id}-next", attack.accomplice)) if attack.accomplice else None
        printed = evidence.stdout + "\n".join(evidence.report.notes) + (followed.stdout if followed else "")
        if self.level == NONE:
            assert "GOT" in printed or not attack.bites, f"does not bite: {evidence.words[:600]} {printed[:600]}"
            return
        assert "GOT" not in printed, f"reached what it must not: {printed[:600]}"
        if followed:
            assert followed.report.status == "graded"
        if attack.check:
            attack.check(evidence)

    def _neighbour_result(self) -> list[tuple[str, str]]:
        report = self.graded(self.neighbour).report
        assert report.status == "graded", report.notes
        return [(case.case, case.verdict.value) for problem in report.problems for case in problem.cases]

    def _require_peace(self) -> None:
        """After an attack everything is as before."""
        if self.level == NONE:
            return
        assert self._neighbour_result() == self._usual, "the neighbour is graded otherwise than before"
        deadline = time.monotonic() + _BURIAL_SECONDS
        while (left := self._processes()) and time.monotonic() < deadline:
            time.sleep(0.02)  # what was killed is still there until its server has buried it
        assert not left, f"processes are left: {left}"
        assert not (left := self._files()), f"files are left: {left}"

    def _processes(self) -> list[str]:
        """Descendants of this process besides its fork servers, their stock, and what other tests had started before."""
        servers = {server._process.pid: server.latest for server in self.session.runner._servers.values()}  # type: ignore[attr-defined]
        helper = getattr(resource_tracker._resource_tracker, "_pid", None)
        known = {*servers, *self._earlier, helper}
        return [
            name
            for pid, (name, parent) in self._descendants().items()
            if pid not in known and (parent not in servers or pid == servers[parent])
        ]

    @staticmethod
    def _descendants() -> dict[int, tuple[str, int]]:
        """Name and parent of each that lives: a stock whose server was killed is dead, and ours to bury."""
        found: dict[int, tuple[str, int]] = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                head, _, rest = path.read_text(errors="replace").rpartition(")")
            except OSError:
                continue
            state, parent = rest.split()[:2]
            if state != "Z":
                found[int(path.parent.name)] = (head, int(parent))
        ours, ahead = {os.getpid()}, {os.getpid()}
        while ahead:
            ahead = {pid for pid, (_, parent) in found.items() if parent in ours} - ours
            ours |= ahead
        return {pid: found[pid] for pid in ours - {os.getpid()}}

    def _files(self) -> list[str]:
        import numpy as np

        places = [
            Path(tempfile.gettempdir()),
            Path("/dev/shm"),
            self.home,
            self.course,
            Path.cwd(),
            Path.home(),
            Path("/"),
        ]
        places += [Path(np.__file__).parent, Path(np.__file__).parent.parent, self.neighbour, self.base]
        return [str(path) for place in places if place.is_dir() for path in place.glob(f"{MARK}*")]


def _require_stated(attack: Attack, evidence: Evidence) -> None:
    assert evidence.report.status == "graded", f"ungraded: {evidence.report.notes}"
    assert evidence.seconds < _LONGEST_SECONDS, f"took {evidence.seconds:.0f} s"
    wanted = {**dict.fromkeys(RIGHT, "passed"), attack.target: attack.verdict, **attack.also}
    for problem, words in wanted.items():
        allowed = {*words.split(), *(["skipped"] if "timed_out" in words else [])}
        found = set(evidence.verdicts(problem))
        assert found <= allowed, f"{problem}: {sorted(found)} in place of {words}: {evidence.words[:500]}"
        earned = next(item.total.earned for item in evidence.report.problems if item.problem == problem)
        assert (earned == 0) or "passed" in allowed, f"{problem} earns {earned}"
    assert attack.says in evidence.words, f"does not say {attack.says!r}: {evidence.words[:600]}"
    everything = evidence.instructor + evidence.student + evidence.terminal
    assert CANARY not in everything, "the canary is in the output"
    assert REFERENCE_CANARY not in everything, "the reference's canary is in the output"
    assert "\x1b" not in evidence.terminal, "an escape character reaches the terminal"


def rendered(parts: list[RenderableType]) -> str:
    """As a terminal without colours shows it."""
    console = Console(file=io.StringIO(), width=200, no_color=True, force_terminal=False)
    for part in parts:
        console.print(part)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    return str(text)
