"""The watcher's screen: bar, one line a problem, the first failure explained, hints, keys; it keeps still."""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.progress_bar import ProgressBar
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from grader.frameworks import NUMPY
from grader.judge.score import add
from grader.languages import said
from grader.model.bank import PRIVATE, PUBLIC
from grader.practice.state import State
from grader.report.terminal import explained
from grader.report.words import WHOLE_FILE, harmless, is_unwritten, shown, told, what_went_wrong

KEYS = (
    ("h", said("hint")),
    ("n", said("next problem")),
    ("l", said("list")),
    ("r", said("run all")),
    ("d", said("debugger")),
    ("↑↓", said("scroll")),
    ("q", said("quit")),
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
        say = self._state.words
        words = say("  ↓ {count} more lines", count=below) if below > 0 else say("  ↑ the end")
        return [*body[top : top + max(room - 1, 0)], *console.render_lines(Text(words, "dim"), width)][:room]

    def _head(self) -> RenderableType:
        state = self._state
        done = len(state.results) - len(state.failed())
        count = len(state.bank.problems)
        bar = Table.grid(padding=(0, 2))
        widest = cell_len(state.words("{done}/{count} problems", done=count, count=count))
        for least in (len(state.bank.slug), 12, widest):
            bar.add_column(no_wrap=True, min_width=least)
        bar.add_column(no_wrap=True, overflow="ellipsis")
        bar.add_row(
            Text(state.bank.slug, "bold"),
            ProgressBar(total=count, completed=done, width=_BAR),
            Text(state.words("{done}/{count} problems", done=done, count=count), "green" if done == count else ""),
            Text(_facts(state), "dim"),
        )
        return Group(bar) if state.listing else Group(bar, Text(""), _problems(state))

    def _body(self) -> RenderableType:
        state, say = self._state, self._state.words
        if state.report is None:
            words = say("the first run also starts the sandbox")
            if state.framework is not NUMPY:
                slow = say("loading {library} takes some seconds, once", library=state.framework.title)
                words += f"{say('; ')}{slow}"
            return Padding(Text(words, "dim"), (1, 2, 0, 2))
        if state.listing:
            return _cases(state)
        case = state.case()
        if case is None:
            hidden = sum(problem.count(PRIVATE) for problem in state.bank.problems)
            words = say(
                "Every public case passes. {count} private cases wait: before you hand in, read the handout once "
                "more for what the public cases do not try.",
                count=hidden,
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
            keys.append(f" {self._state.words.again(words)}  ", "dim")
        notes = [
            Text("  " + state.words("note: {note}", note=told(note, state.language, limit=300)), "yellow")
            for note in (state.report.notes if state.report else ())
        ]
        return Group(*notes[:2], Text(f"  {_says(state)}", "green", no_wrap=True, overflow="ellipsis"), keys)


def _facts(state: State) -> str:
    say = state.words
    if state.running is not None or state.report is None:
        so_far = int(state.running_seconds())
        return say("running …") + (f" {so_far} s" if so_far else "")
    total = add([result.splits[PUBLIC] for result in state.results.values()])
    ran = say("all") if len(state.changed) == len(state.bank.problems) else ", ".join(state.changed)
    score = say("public {score}", score=f"{shown(total)}/{total.points}")
    seconds = f"{state.report.seconds:.2f}"
    return f"{score} · {say('ran {problems} in {seconds} s', problems=ran, seconds=seconds)}"


def _says(state: State) -> str:
    """One line above the keys, so that the screen keeps still whether something is said or not."""
    if state.report is not None and state.running_seconds() >= _LONG_SECONDS:
        return state.words("a function takes long; every case is stopped when its time is over")
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
    say = state.words
    if line:
        write = say(
            "Write it in {file}, line {line}, and save. README.md says what it must do.",
            file=f"{state.bank.module}.py",
            line=line,
        )
    else:
        write = say("Write it in your file, and save. README.md says what it must do.")
    return Padding(
        Group(
            Text.assemble(
                (state.current, "bold"), f": {what_went_wrong(state.results[state.current], state.language)}"
            ),
            Text(state.bank.problem(state.current).summary),
            Text(write, "dim"),
        ),
        (1, 2, 0, 2),
    )


def _hints(state: State) -> list[RenderableType]:
    say, steps = state.words, state.hint_steps()
    shown_steps = [
        Padding(
            Text(say("hint {number}/{count}: {hint}", number=number, count=len(steps), hint=step), "cyan"),
            _INDENT,
        )
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
            title = Text(state.words.of(scenario.title), "dim", no_wrap=True, overflow="ellipsis")
            table.add_row(mark, case.case, title)
    return Padding(table, (1, 2, 0, 2))
