"""`grader check --watch`: check again whenever a file is saved; the runner stays open, only what changed runs."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import replace

from rich.console import Console
from rich.live import Live

from grader.collect import collect_one
from grader.model.result import Report
from grader.model.submission import Submission
from grader.practice.changes import fingerprints
from grader.practice.files import Files
from grader.practice.keys import DOWN, UP, next_keys, pressed_keys
from grader.practice.lines import function_lines
from grader.practice.screen import Screen
from grader.practice.session import PracticeSession
from grader.practice.state import State

#: How long a saved file may wait until it is noticed; it is read when it stays the same for so long.
_TICK_SECONDS = 0.06
_QUIT = ("q", "Q", "\x03", "\x04")
_ESCAPE = "\x1b"


class Run(threading.Thread):
    """A thread that checks some problems of what was saved, while the watcher still answers keys."""

    def __init__(self, practice: PracticeSession, submission: Submission, todo: Sequence[str]) -> None:
        super().__init__(daemon=True)  # whoever quits does not wait for a function that never ends
        self._grading = practice.grading
        self._submission = submission
        self._todo = tuple(todo)
        self._report: Report | None = None
        self._error: BaseException | None = None
        self.start()

    def run(self) -> None:
        """In the thread: by the runner that is open."""
        try:
            bank = self._grading.bank.only(problems=self._todo)
            grading = replace(self._grading, bank=bank, prepared=self._grading.runner.prepare(bank.tasks))
            self._report = grading.grade(self._submission)
        except BaseException as error:  # raised again where it can be told
            self._error = error

    def result(self) -> Report | None:
        """The report, once it is there.

        Raises:
            BaseException: whatever the check raised.
        """
        if self.is_alive():
            return None
        if self._error is not None:
            raise self._error
        return self._report


class Watcher:
    """One student's folder under watch."""

    def __init__(self, practice: PracticeSession, *, language: str) -> None:
        self._practice = practice
        self._state = State(practice.bank, language, framework=practice.framework)
        self._marks: dict[str, str] = {}
        self._files = Files(practice.place.folder)
        self._running: Run | None = None

    def run(self) -> int:
        """Until q or Ctrl-C; 0 if everything passed at the end, else 1."""
        console = Console()
        self._check()
        try:
            while self._show(console) == "d":
                self._debug()
        except KeyboardInterrupt:
            pass
        say, failed = self._state.words, self._state.failed()
        words = (
            say("still failing: {problems}", problems=", ".join(failed)) if failed else say("every public case passes")
        )
        if self._state.report is None:
            words = say("stopped before the first answer")
        console.print(f"{self._state.bank.slug}: {words}", markup=False, highlight=False)
        return 1 if failed or self._state.report is None else 0

    def _show(self, console: Console) -> str:
        """Keep the screen until the debugger or the end is wanted; which of them."""
        with pressed_keys(), Live(Screen(self._state), console=console, screen=True, auto_refresh=False) as live:
            live.refresh()
            return self._serve(live, console)

    def _serve(self, live: Live, console: Console) -> str:
        """Answer keys, saved files, a run that has ended, and a changed window."""
        shown = self._looks(console)
        while True:
            for key in next_keys(_TICK_SECONDS):
                if key in _QUIT:
                    return "q"
                if key == "d" and self._state.case() is not None and self._running is None:
                    return "d"
                self._press(key)
            self._take()
            if self._running is None and (self._files.changed() or self._state.again):
                self._check()
            if self._looks(console) != shown:
                shown = self._looks(console)
                live.refresh()

    def _looks(self, console: Console) -> object:
        """What the screen depends on: while it stays the same, nothing is drawn."""
        return console.size, self._state.version, int(self._state.running_seconds())

    def _press(self, key: str) -> None:
        state = self._state
        if key == "h":
            state.hint()
        elif key == "n":
            state.next()
        elif key == "l" or (key == _ESCAPE and state.listing):
            state.toggle_list()
        elif key in (UP, DOWN):
            state.scroll(-1 if key == UP else 1)
        elif key == "r":
            self._marks = {}
            state.again = True

    def _take(self) -> None:
        """What a run has found, once it has ended."""
        report = self._running.result() if self._running else None
        if report is not None:
            self._running = None
            self._state.take(report)

    def _debug(self) -> None:
        """The debugger in a process of its own, so that nothing of it stays."""
        case = self._state.case()
        if case is not None:
            path = str(self._practice.place.path)
            # -P: a student's file called random.py is not to be taken for the library's
            command = [sys.executable, "-P", "-m", "grader.cli", "debug", case.case, path, "--pdb"]
            command += ["--language", self._state.language]
            subprocess.run(command, check=False)  # noqa: S603  our own command
            with contextlib.suppress(EOFError):
                input("\n" + self._state.words("Enter goes back to watching "))

    def _check(self) -> None:
        """Read the files; start a run of the problems that can have changed."""
        state = self._state
        state.again = False
        self._files.note()
        names = [problem.name for problem in state.bank.problems]
        submission = collect_one(self._practice.place.path, slug=self._practice.place.slug, functions=names)
        state.lines = function_lines(self._practice.place.entry())
        marks = (
            fingerprints(submission.program, names) if submission.program else dict.fromkeys(names, submission.refusal)
        )
        todo = tuple(name for name in names if marks[name] != self._marks.get(name))
        self._marks = marks
        if todo:
            state.start(time.monotonic())
            self._running = Run(self._practice, submission, todo)
        else:
            state.say(state.words("saved: nothing has changed that a problem depends on"))


def watch(practice: PracticeSession, *, language: str) -> int:
    """Watch until the student quits; the exit status."""
    return Watcher(practice, language=language).run()
