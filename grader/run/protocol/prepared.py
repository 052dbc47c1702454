"""A bank's tasks as frames, encoded once and sent to every submission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.model.codec import Buffers, Encoder, body
from grader.model.outcome import Arguments, Task
from grader.model.values import PLAIN, Form, Layout
from grader.run.protocol.responses import FRAME_SLACK_BYTES, WALL_OVER_CPU, Bounds, Frame
from grader.run.protocol.wire import MIB, Call, Compute, Load, encode

#: The share of a call's CPU time that a first or last look has, but never less than thirty times the reference needs.
_LOOK = 1 / 8


@dataclass(frozen=True, slots=True)
class PreparedTask:
    """A task, what is sent for it, and what it may take."""

    task: Task
    frame: Frame
    bounds: Bounds
    first_look: Bounds  # a call that takes longer is put off, and decides nothing
    last_look: Bounds  # of a function that has timed out in another scenario; decides, so that it has the whole clock
    is_private: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """All tasks of a bank, ready to be sent."""

    tasks: tuple[PreparedTask, ...]
    memory_mib: int  # the largest budget among the tasks: a process has one limit
    cpu_seconds: int  # the kernel's own limit, far above what the host enforces: all budgets together
    functions: tuple[str, ...]  # all that the program may be asked for
    forbidden: tuple[str, ...]  # all that some function may not use

    def of(self, function: str) -> Prepared:
        """One function's tasks alone, for a worker that is told the same of the program as any other."""
        return replace(self, tasks=tuple(item for item in self.tasks if item.task.function == function))


def prepare(tasks: Sequence[Task]) -> Prepared:
    """Encode every task. Raises TypeError for an input that cannot travel."""
    budgets = [task.budget for task in tasks]
    return Prepared(
        tuple(_prepared(task) for task in tasks),
        memory_mib=max((budget.memory_mib for budget in budgets), default=1024),
        cpu_seconds=int(sum(budget.cpu_seconds for budget in budgets)) + 1,
        functions=tuple(sorted({task.function for task in tasks})),
        forbidden=tuple(sorted({name for task in tasks for name in task.forbidden})),
    )


def _prepared(task: Task) -> PreparedTask:
    budget = task.budget
    encoder = Inputs()
    calls = [_call(arguments, encoder) for arguments in task.calls]
    request = Compute(task.function, calls, budget.output_mib * MIB, list(task.forbidden))
    whole = budget.cpu_seconds
    bounds = Bounds(
        cpu_seconds=whole,
        wall_seconds=WALL_OVER_CPU * whole,
        reply_bytes=budget.output_mib * MIB + FRAME_SLACK_BYTES,
    )
    look = min(max(_LOOK * whole, budget.enough_seconds), whole)
    return PreparedTask(
        task,
        frame(request, encoder.buffers),
        bounds,
        first_look=replace(bounds, cpu_seconds=look, wall_seconds=WALL_OVER_CPU * look),
        last_look=replace(bounds, cpu_seconds=look),
        is_private=task.is_private,
    )


class Inputs(Encoder):
    """A case's inputs into a tree."""

    what = "an input"


def _call(arguments: Arguments, encoder: Encoder) -> Call:
    return Call(
        list(arguments.values),
        [encoder.node(value) for value in arguments.values.values()],
        [_form(arguments.form(name)) for name in arguments.values],
    )


def _form(form: Form) -> tuple[Layout, bool] | None:
    return None if form == PLAIN else (form.layout, form.writeable)


def frame(request: Load | Compute, buffers: Buffers) -> Frame:
    """One request as bytes."""
    length, tree_bytes, parts = body(encode(request), buffers)
    return Frame(length, tree_bytes, b"".join(parts))
