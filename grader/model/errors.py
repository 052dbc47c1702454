"""The grader's own exceptions, a sentence each."""

from __future__ import annotations


class GraderError(Exception):
    """Anything that the person at the keyboard can read and act on; the command line prints it and exits."""

    exit_status = 2


class SpecError(GraderError):
    """A course's file says something that the grader cannot use: file, problem, field, expected."""


class BankError(GraderError):
    """Bytes that are no frozen cases, or in the layout of another version of the grader."""


class SubmissionError(GraderError):
    """A submission that cannot be read; it is scored as such, never as the grader's fault."""


class SecretError(GraderError):
    """There is no secret, or not the one that the gradebook was written with."""


class GradebookError(GraderError):
    """The gradebook is not one, is of a newer version, or cannot be written."""


class GraderFault(GraderError):
    """The grader itself broke; the submission stays ungraded."""

    exit_status = 3
