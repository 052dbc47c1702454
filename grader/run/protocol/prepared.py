"""A bank's tasks as frames, encoded once and sent to every submission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.model.codec import Buffers, Encoder, body
from grader.model.outcome import Arguments, Task
from grader.model.values import PLAIN, Form, Layout
from grader.run.protocol.responses import FRAME_SLACK_BYTES, WALL_OVER_CPU, Bounds, Frame
from grader.run.protocol.wire import MIB, Call, Compute, Load, encode


@dataclass(frozen=True, slots=True)
class PreparedTask:
    """A task, what is sent for it, and what it may take."""

    task: Task
    frame: Frame
    bounds: Bounds
    is_private: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """All tasks of a bank, ready to be sent."""

    tasks: tuple[PreparedTask, ...]

    @property
    def memory_mib(self) -> int:
        """The largest budget among the tasks: a process has one limit."""
        return max((item.task.budget.memory_mib for item in self.tasks), default=1024)

    @property
    def cpu_seconds(self) -> int:
        """The kernel's own limit, far above what the host enforces: all budgets together."""
        return int(sum(item.bounds.cpu_seconds for item in self.tasks)) + 1


def prepare(tasks: Sequence[Task]) -> Prepared:
    """Encode every task. Raises TypeError for an input that cannot travel."""
    return Prepared(tuple(_prepared(task) for task in tasks))


def _prepared(task: Task) -> PreparedTask:
    budget = task.budget
    encoder = Inputs()
    calls = [_call(arguments, encoder) for arguments in task.calls]
    request = Compute(task.function, calls, budget.output_mib * MIB, list(task.forbidden))
    bounds = Bounds(
        cpu_seconds=budget.cpu_seconds,
        wall_seconds=WALL_OVER_CPU * budget.cpu_seconds,
        reply_bytes=budget.output_mib * MIB + FRAME_SLACK_BYTES,
    )
    return PreparedTask(task, frame(request, encoder.buffers), bounds, task.is_private)


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
