"""The grader's own exceptions, a sentence each."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

Result = TypeVar("Result")
Parameters = ParamSpec("Parameters")


class GraderError(Exception):
    """Anything that the person at the keyboard can read and act on; the command line prints it and exits."""

    exit_status = 2


class SpecError(GraderError):
    """A course's file says something that the grader cannot use: file, problem, field, expected."""


class BankError(GraderError):
    """Bytes that are no frozen cases, or in the layout of another version of the grader."""


class SpecErrors:
    """What is unusable in a course, gathered so that its author reads all of it in one run."""

    def __init__(self) -> None:
        self._messages: dict[str, None] = {}  # in order; what two files suffer from is said once

    def add(self, message: str) -> None:
        """Gather one message."""
        self._messages[message] = None

    def attempt(
        self, step: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Result | None:
        """The step's result; None where it raised a SpecError, whose message is gathered."""
        try:
            return step(*args, **kwargs)
        except SpecError as error:
            self.add(str(error))
            return None

    def raise_gathered(self) -> None:
        """End here if anything was gathered.

        Raises:
            SpecError: one message a line.
        """
        if self._messages:
            raise SpecError("\n".join(self._messages))


class SubmissionError(GraderError):
    """A submission that cannot be read; it is scored as such, never as the grader's fault."""


class SecretError(GraderError):
    """There is no secret, or not the one that the gradebook was written with."""


class GradebookError(GraderError):
    """The gradebook is not one, is of a newer version, or cannot be written."""


class ClusterError(GraderError):
    """A cluster has no scheduler or no worker, lost them, or its workers differ from this machine."""


class GraderFault(GraderError):
    """The grader itself broke; the submission stays ungraded."""

    exit_status = 3
