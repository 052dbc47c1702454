"""The watcher's screen: bar, one line a problem, the first failure explained, hints, keys; it never scrolls."""

from __future__ import annotations

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.progress_bar import ProgressBar
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from grader.judge.score import add
from grader.model.bank import PRIVATE, PUBLIC
from grader.model.result import Verdict
from grader.practice.state import State
from grader.report.terminal import explained
from grader.report.words import harmless, shown, what_went_wrong

KEYS = (("h", "hint"), ("n", "next problem"), ("l", "list"), ("r", "run all"), ("d", "debugger"), ("q", "quit"))


class Screen:
    """Exactly as high as the terminal, whatever is to be said."""

    def __init__(self, state: State, language: str) -> None:
        self._state = state
        self._language = language

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Head and keys keep their places; what is between is cut where it would not fit."""
        width = options.update(height=None)
        head = console.render_lines(self._head(), width)
        foot = console.render_lines(self._foot(), width)
        room = max(options.size.height - len(head) - len(foot) - 1, 0)
        body = console.render_lines(self._body(), width)
        if len(body) > room:
            more = Text(f"  … {len(body) - room + 1} more lines; a larger window, or: grader check", "dim")
            body = [*body[: max(room - 1, 0)], *console.render_lines(more, width)][:room]
        blank = [Segment(" " * options.max_width)]
        lines = [*head, *body, *[blank] * (room - len(body)), *foot]
        for number, line in enumerate(lines):
            yield from line
            if number < len(lines) - 1:
                yield Segment.line()

    def _head(self) -> RenderableType:
        state = self._state
        report = state.report
        facts = "running …" if state.running or report is None else _facts(state)
        done = len(state.results) - len(state.failed())
        count = len(state.bank.problems)
        bar = Table.grid(padding=(0, 1))
        for _ in range(3):
            bar.add_column(no_wrap=True)
        bar.add_column(no_wrap=True, overflow="ellipsis")
        bar.add_row(
            Text(state.bank.slug, "bold"),
            ProgressBar(total=count, completed=done, width=24),
            Text(f"{done}/{count} problems", "green" if done == count else ""),
            Text(facts, "dim"),
        )
        return Group(bar, Text(""), _problems(state))

    def _body(self) -> RenderableType:
        state = self._state
        if state.report is None:
            return Text("  the first run also starts the sandbox", "dim")
        if state.listing:
            return _cases(state)
        case = state.case()
        if case is None:
            hidden = sum(problem.count(PRIVATE) for problem in state.bank.problems)
            words = f"\n  Every public case passes. {hidden} private cases wait: read the handout once more."
            return Text(words, "bold green")
        problem = state.results[state.current]
        parts: list[RenderableType] = []
        if case.verdict is Verdict.NOT_IMPLEMENTED:
            summary = state.bank.problem(state.current).summary
            parts.append(Text.assemble("\n  ", (state.current, "bold"), f": not implemented yet. {summary}"))
        else:
            parts.append(explained(problem, case, language=self._language))
        steps = state.hint_steps(self._language)[: state.hints]
        parts += [Text(f"  hint {number}: {step}", "cyan") for number, step in enumerate(steps, 1)]
        return Group(*parts)

    def _foot(self) -> RenderableType:
        state = self._state
        keys = Text("  ")
        for key, words in KEYS:
            keys.append(key, "bold")
            keys.append(f" {words}   ", "dim")
        notes = [
            Text(f"  note: {harmless(note, limit=300)}", "yellow")
            for note in (state.report.notes if state.report else ())
        ]
        says = [Text(f"  {state.says}", "green")] if state.says else []
        return Group(*notes[:2], *says, keys)


def _facts(state: State) -> str:
    assert state.report is not None
    total = add([result.splits[PUBLIC] for result in state.results.values()])
    ran = "all" if len(state.changed) == len(state.bank.problems) else ", ".join(state.changed) or "nothing"
    return f"public {shown(total)}/{total.points} · ran {ran} in {state.report.seconds:.2f} s"


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
        Text("" if whole else harmless(what_went_wrong(result), limit=60), "yellow", no_wrap=True, overflow="ellipsis"),
    ]


def _cases(state: State) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_row("", "", "")
    for result in state.in_order():
        for case in result.cases:
            scenario = state.bank.problem(case.problem).scenario_of[case.scenario]
            mark = Text("  ✓", "green") if case.passed else Text("  ✗", "red")
            table.add_row(mark, case.case, Text(scenario.title, "dim", no_wrap=True, overflow="ellipsis"))
    return table
