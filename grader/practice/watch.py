"""`grader check --watch`: check again whenever a file is saved; the runner stays open, only what changed runs."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.live import Live

from grader.collect import collect_one
from grader.model.result import Report
from grader.model.submission import Submission
from grader.practice.changes import fingerprints
from grader.practice.desk import Practice
from grader.practice.keys import next_key, pressed_keys
from grader.practice.place import SUFFIXES
from grader.practice.screen import Screen
from grader.practice.state import State

#: How long a key may wait before it is noticed; a saved file is noticed as soon as the system tells.
_TICK_SECONDS = 0.1
_QUIET_MS = 80  # an editor writes more than once
_QUIT = ("q", "Q", "\x03", "\x04", "\x1b")


class Watcher:
    """One student's folder under watch."""

    def __init__(self, open_desk: Practice, *, language: str) -> None:
        self._open = open_desk
        self._language = language
        self._state = State(open_desk.bank)
        self._marks: dict[str, str] = {}
        self._saved = threading.Event()
        self._stop = threading.Event()

    def run(self) -> int:
        """Until q or Ctrl-C; 0 if everything passed at the end, else 1."""
        console = Console()
        threading.Thread(target=self._watch_files, daemon=True).start()
        try:
            while self._show(console) == "d":
                self._debug()
        except KeyboardInterrupt:
            pass
        finally:
            self._stop.set()
        failed = self._state.failed()
        words = f"still failing: {', '.join(failed)}" if failed else "every public case passes"
        console.print(f"{self._state.bank.slug}: {words}", markup=False, highlight=False)
        return 1 if failed or self._state.report is None else 0

    def _watch_files(self) -> None:
        """In a thread: note that something was saved."""
        from watchfiles import watch as changes

        folder = self._open.place.folder
        wanted = changes(
            folder,
            watch_filter=lambda _, path: Path(path).suffix in SUFFIXES,
            debounce=_QUIET_MS,
            step=_QUIET_MS // 2,
            stop_event=self._stop,
            recursive=False,
            raise_interrupt=False,
        )
        for _ in wanted:
            self._saved.set()

    def _show(self, console: Console) -> str:
        """Keep the screen until the debugger or the end is wanted; which of them."""
        screen = Screen(self._state, self._language)
        with pressed_keys(), Live(screen, console=console, screen=True, auto_refresh=False) as live:
            live.refresh()
            self._check(live)
            return self._serve(live, console)

    def _serve(self, live: Live, console: Console) -> str:
        """Answer keys, saved files and a changed window."""
        size = console.size
        while True:
            key = next_key(_TICK_SECONDS)
            if key in _QUIT:
                return "q"
            if key == "d" and self._state.case() is not None:
                return "d"
            if key:
                self._press(key)
            if key == "r" or self._saved.is_set():
                self._saved.clear()
                self._check(live)
            if key or console.size != size:
                size = console.size
                live.refresh()

    def _press(self, key: str) -> None:
        state = self._state
        state.says = ""
        if key == "h":
            state.hint(self._language)
        elif key == "n":
            state.next()
        elif key == "l":
            state.listing = not state.listing
        elif key == "r":
            self._marks = {}

    def _debug(self) -> None:
        """The debugger in a process of its own, so that nothing of it stays."""
        case = self._state.case()
        if case is not None:
            path = str(self._open.place.path)
            command = [sys.executable, "-m", "grader.cli", "debug", case.case, path, "--pdb"]
            subprocess.run(command, check=False)  # noqa: S603  our own command
            with contextlib.suppress(EOFError):
                input("\nEnter goes back to watching ")

    def _check(self, live: Live) -> None:
        """Read the files; run the problems that can have changed."""
        names = [problem.name for problem in self._state.bank.problems]
        submission = collect_one(self._open.place.path, slug=self._open.place.slug, functions=names)
        marks = (
            fingerprints(submission.program, names) if submission.program else dict.fromkeys(names, submission.refusal)
        )
        todo = tuple(name for name in names if marks[name] != self._marks.get(name))
        self._marks = marks
        if not todo:
            self._state.says = "saved; nothing that a problem depends on has changed" if self._state.report else ""
        else:
            self._state.running = True
            live.refresh()
            self._state.take(self._graded(submission, todo))
        live.refresh()

    def _graded(self, submission: Submission, todo: tuple[str, ...]) -> Report:
        """Some problems, by the runner that is open."""
        desk = self._open.desk
        bank = desk.bank.only(problems=todo)
        return replace(desk, bank=bank, prepared=desk.runner.prepare(bank.tasks)).grade(submission)


def watch(open_desk: Practice, *, language: str) -> int:
    """Watch until the student quits; the exit status."""
    return Watcher(open_desk, language=language).run()
