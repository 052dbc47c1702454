"""The watcher's screen: bar, one line a problem, the first failure explained, hints, keys; it keeps still."""

from __future__ import annotations

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.progress_bar import ProgressBar
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from grader.frameworks import NUMPY
from grader.judge.score import add
from grader.model.bank import PRIVATE, PUBLIC
from grader.practice.state import State
from grader.report.terminal import explained
from grader.report.words import WHOLE_FILE, harmless, is_unwritten, shown, what_went_wrong

KEYS = (
    ("h", "hint"),
    ("n", "next problem"),
    ("l", "list"),
    ("r", "run all"),
    ("d", "debugger"),
    ("↑↓", "scroll"),
    ("q", "quit"),
)
#: A run of so many seconds is said to be long.
_LONG_SECONDS = 3
_BAR = 16  # characters; what stands beside it fits into 80 columns then
_INDENT = (0, 2, 0, 2)


class Screen:
    """Exactly as high as the terminal, whatever is to be said."""

    def __init__(self, state: State) -> None:
        self._state = state

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Head and keys keep their places; what is between is cut where it would not fit."""
        width = options.update(height=None)
        head = console.render_lines(self._head(), width)
        foot = console.render_lines(self._foot(), width)
        room = max(options.size.height - len(head) - len(foot) - 1, 0)
        body = console.render_lines(self._body(), width)
        self._state.last_top = max(len(body) - room + 1, 0) if len(body) > room else 0
        if len(body) > room:
            body = self._cut(console, width, body, room)
        blank = [Segment(" " * options.max_width)]
        lines = [*head, *body, *[blank] * (room - len(body)), *foot]
        for number, line in enumerate(lines):
            yield from line
            if number < len(lines) - 1:
                yield Segment.line()

    def _cut(
        self, console: Console, width: ConsoleOptions, body: list[list[Segment]], room: int
    ) -> list[list[Segment]]:
        """The part of the body that is seen, and how much more there is."""
        top = min(self._state.top, self._state.last_top)
        below = len(body) - top - (room - 1)
        words = f"  ↓ {below} more lines" if below > 0 else "  ↑ the end"
        return [*body[top : top + max(room - 1, 0)], *console.render_lines(Text(words, "dim"), width)][:room]

    def _head(self) -> RenderableType:
        state = self._state
        done = len(state.results) - len(state.failed())
        count = len(state.bank.problems)
        bar = Table.grid(padding=(0, 2))
        for least in (len(state.bank.slug), 12, len(f"{count}/{count} problems")):
            bar.add_column(no_wrap=True, min_width=least)
        bar.add_column(no_wrap=True, overflow="ellipsis")
        bar.add_row(
            Text(state.bank.slug, "bold"),
            ProgressBar(total=count, completed=done, width=_BAR),
            Text(f"{done}/{count} problems", "green" if done == count else ""),
            Text(_facts(state), "dim"),
        )
        return Group(bar) if state.listing else Group(bar, Text(""), _problems(state))

    def _body(self) -> RenderableType:
        state = self._state
        if state.report is None:
            slow = "" if state.framework is NUMPY else f"; loading {state.framework.title} takes some seconds, once"
            return Padding(Text(f"the first run also starts the sandbox{slow}", "dim"), (1, 2, 0, 2))
        if state.listing:
            return _cases(state)
        case = state.case()
        if case is None:
            hidden = sum(problem.count(PRIVATE) for problem in state.bank.problems)
            words = (
                f"Every public case passes. {hidden} private cases wait: before you hand in, read the handout once "
                "more for what the public cases do not try."
            )
            return Padding(Text(words, "bold green"), (1, 2, 0, 2))
        if is_unwritten(state.results[state.current]):
            parts: list[RenderableType] = [_not_yet(state)]
        else:
            parts = [explained(state.results[state.current], case, title=state.title(), language=state.language)]
        broken = case.verdict in WHOLE_FILE and not is_unwritten(state.results[state.current])
        return Group(*parts, *([] if broken else _hints(state)))

    def _foot(self) -> RenderableType:
        state = self._state
        keys = Text("  ", no_wrap=True, overflow="ellipsis")
        for key, words in KEYS:
            keys.append(key, "bold")
            keys.append(f" {words}  ", "dim")
        notes = [
            Text(f"  note: {harmless(note, limit=300)}", "yellow")
            for note in (state.report.notes if state.report else ())
        ]
        return Group(*notes[:2], Text(f"  {_says(state)}", "green", no_wrap=True, overflow="ellipsis"), keys)


def _facts(state: State) -> str:
    if state.running is not None or state.report is None:
        seconds = int(state.running_seconds())
        return "running …" + (f" {seconds} s" if seconds else "")
    total = add([result.splits[PUBLIC] for result in state.results.values()])
    ran = "all" if len(state.changed) == len(state.bank.problems) else ", ".join(state.changed)
    return f"public {shown(total)}/{total.points} · ran {ran} in {state.report.seconds:.2f} s"


def _says(state: State) -> str:
    """One line above the keys, so that the screen keeps still whether something is said or not."""
    if state.report is not None and state.running_seconds() >= _LONG_SECONDS:
        return "a function takes long; every case is stopped when its time is over"
    return state.says


def _problems(state: State) -> Table:
    table = Table.grid(padding=(0, 2))
    for problem in state.bank.problems:
        table.add_row(*_line(problem.name, state))
    return table


def _line(name: str, state: State) -> list[RenderableType]:
    result = state.results.get(name)
    here = "▶" if name == state.current else " "
    if result is None:
        return [Text(f"{here} ·", "dim"), Text(name, "dim")]
    cases = [case for case in result.cases if case.split == PUBLIC]
    good = sum(case.passed for case in cases)
    whole = good == len(cases)
    score = result.splits[PUBLIC]
    return [
        Text(f"{here} {'✓' if whole else '✗'}", "green" if whole else "red"),
        Text(name, "bold" if name == state.current else ""),
        Text(f"{good}/{len(cases)}", justify="right"),
        Text(f"{shown(score)}/{score.points}", justify="right"),
        Text(
            "" if whole else harmless(what_went_wrong(result, state.language), limit=60),
            "yellow",
            no_wrap=True,
            overflow="ellipsis",
        ),
    ]


def _not_yet(state: State) -> RenderableType:
    """Where to write it, and where it is told what it must do."""
    line = state.lines.get(state.current)
    where = f"{state.bank.module}.py, line {line}" if line else "your file"
    return Padding(
        Group(
            Text.assemble(
                (state.current, "bold"), f": {what_went_wrong(state.results[state.current], state.language)}"
            ),
            Text(state.bank.problem(state.current).summary),
            Text(f"Write it in {where}, and save. README.md says what it must do.", "dim"),
        ),
        (1, 2, 0, 2),
    )


def _hints(state: State) -> list[RenderableType]:
    steps = state.hint_steps()
    shown_steps = [
        Padding(Text(f"hint {number}/{len(steps)}: {step}", "cyan"), _INDENT)
        for number, step in enumerate(steps[: state.hints], 1)
    ]
    return [Text(""), *shown_steps] if shown_steps else []


def _cases(state: State) -> RenderableType:
    """Every public case with what it tries; with many, the arrow keys move."""
    table = Table.grid(padding=(0, 2))
    for result in state.in_order():
        for case in result.cases:
            scenario = state.bank.problem(case.problem).scenario_of[case.scenario]
            mark = Text("✓", "green") if case.passed else Text("✗", "red")
            table.add_row(mark, case.case, Text(scenario.title, "dim", no_wrap=True, overflow="ellipsis"))
    return Padding(table, (1, 2, 0, 2))
