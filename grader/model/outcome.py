"""What the worker hands to the judge: programs in, outcomes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Annotated

import msgspec

from grader.model.meaning import MEASURED, RUN_AGAIN
from grader.model.values import PLAIN, Form, Value


@dataclass(frozen=True, slots=True)
class Budget:
    """What one call may use; the import of the submission has the same budget of its own.

    Every change runs everyone again, a higher limit, too: a program that catches a MemoryError, or that does less work
    as its time runs out, answers otherwise with more of it, and no verdict tells that it did.
    """

    cpu_seconds: Annotated[float, RUN_AGAIN] = 2.0
    memory_mib: Annotated[int, RUN_AGAIN] = 1024
    output_mib: Annotated[int, RUN_AGAIN] = 64
    enough_seconds: Annotated[float, MEASURED] = 0.0  # thirty times the reference on this machine: no time-out below it


@dataclass(frozen=True, slots=True)
class Arguments:
    """One call's positional arguments by parameter name, in order, and how its arrays lie in memory."""

    values: Annotated[Mapping[str, Value], RUN_AGAIN]
    forms: Annotated[Mapping[str, Form], RUN_AGAIN] = field(default_factory=dict)

    def form(self, name: str) -> Form:
        """The form of all arrays within one argument."""
        return self.forms.get(name, PLAIN)


@dataclass(frozen=True, slots=True)
class Task:
    """One case for the worker: the function to call, its arguments (one tuple a call), and the rules."""

    case: Annotated[str, RUN_AGAIN]
    function: Annotated[str, RUN_AGAIN]
    calls: Annotated[tuple[Arguments, ...], RUN_AGAIN]
    budget: Annotated[Budget, MEASURED] = Budget()  # the stated limits, or what the reference needs here, if more
    forbidden: Annotated[tuple[str, ...], RUN_AGAIN] = ()  # torch names, or "autograd"

    @property
    def is_private(self) -> bool:
        """Whether its inputs are nobody's to see; the third part of a case's name is its split."""
        return self.case.split("/")[2:3] == ["private"]

    @property
    def scenario(self) -> str:
        """`problem/scenario`, what a time-out gives up."""
        return "/".join(self.case.split("/")[:2])


@dataclass(frozen=True, slots=True)
class Program:
    """A submission's files as bytes, and which of them is the entry; the worker never sees another path."""

    entry: str  # file name within `files`, e.g. "convolution.py"
    files: Mapping[str, bytes]  # relative POSIX paths
    module: str  # the name under which the entry is imported
    framework: str = "numpy"  # or "torch": which fork server runs it
    public: bytes = b""  # the assignment's public.py, for named callables


class Kind(Enum):
    """How a call ended, before any comparison."""

    VALUE = "value"
    RAISED = "raised"
    NOT_IMPLEMENTED = "not_implemented"
    MISSING = "missing"
    DOES_NOT_COMPILE = "does_not_compile"
    FORBIDDEN = "forbidden"
    WRONG_TYPE = "wrong_type"  # something that no value tree can hold
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    OUTPUT_TOO_LARGE = "output_too_large"
    NO_ANSWER = "no_answer"  # the worker broke the protocol or closed it
    SKIPPED = "skipped"
    GRADER_ERROR = "grader_error"


class Outcome(msgspec.Struct, frozen=True):
    """One case's end in the sandbox. All text is the submission's own and must be escaped where it is shown."""

    case: str
    kind: Kind
    value: Value = None  # for VALUE: the result, or a tuple of results where the task has several calls
    exceptions: tuple[str, ...] = ()  # class names of what was raised, the most derived first
    message: str = ""
    traceback: str = ""
    line: int | None = None  # of the submission's entry, where known
    modified: tuple[str, ...] = ()  # arguments that the call changed
    shared: bool = False  # the answer shares memory with an argument
    stdout: str = ""
    seconds: float = 0.0  # wall clock, by the parent
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()  # for a reviewer; cost no points


@dataclass(frozen=True, slots=True)
class RunResult:
    """All outcomes of one program, in the order of the tasks, and what its import said."""

    outcomes: tuple[Outcome, ...]
    notes: tuple[str, ...] = ()  # e.g. "the file failed on its last line: …"
    flags: tuple[str, ...] = ()
    import_stdout: str = ""
    import_seconds: float = 0.0
    stages: Mapping[str, float] = field(default_factory=dict)  # seconds of fork, isolate, import, run, transfer
    doubtful: bool = False  # some answers made no sense and were not read in time to replace the worker
    #: Functions of which a call took longer than a first look, and the case of that call; their cases have no outcome.
    put_off: Mapping[str, str] = field(default_factory=dict)
