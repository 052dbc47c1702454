"""Verdicts and scores: what a report is made of.

A submission makes some hundred of these, so they are msgspec's frozen structs: a frozen dataclass takes forty times as
long to make.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from fractions import Fraction

import numpy as np
from msgspec import Struct


class Verdict(Enum):
    """How one case ended."""

    PASSED = "passed"
    WRONG_VALUE = "wrong_value"
    WRONG_SHAPE = "wrong_shape"
    WRONG_TYPE = "wrong_type"
    MODIFIED_INPUTS = "modified_inputs"
    NOT_IMPLEMENTED = "not_implemented"
    MISSING = "missing"
    DOES_NOT_COMPILE = "does_not_compile"
    RAISED = "raised"
    FORBIDDEN = "forbidden"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    OUTPUT_TOO_LARGE = "output_too_large"
    NO_ANSWER = "no_answer"
    SKIPPED = "skipped"
    GRADER_ERROR = "grader_error"


class Window(Struct, frozen=True):
    """What lies round the worst element, in the plane of the last two axes: 2-D float64 arrays of the same shape."""

    start: tuple[int, int]  # row and column of its first element within the plane
    expected: np.ndarray
    actual: np.ndarray

    @property
    def error(self) -> np.ndarray:
        """How far each element is off; NaN where either is NaN or both are the same infinity."""
        with np.errstate(all="ignore"):
            error: np.ndarray = np.abs(self.actual - self.expected)
        return error


class Difference(Struct, frozen=True):
    """Where an answer is worst, in numbers: an excerpt of bounded size, which can be sent, stored and shown."""

    path: str  # which part of the answer, "" for all of it
    index: tuple[int, ...]
    expected: float
    actual: float
    tolerances: float  # the error as a multiple of the tolerance
    bad_share: float  # of the elements of this part
    shape: tuple[int, ...]  # of this part
    window: Window | None = None  # None where there is no plane: a lone number, complex numbers

    @property
    def error(self) -> float:
        """How far the worst element is off."""
        return abs(self.actual - self.expected)


class Half(Struct, frozen=True):
    """What a metric gives on the rows of one half, and what the baselines reach there, the least first."""

    half: str  # "public", "private", or "all" where the rows are not split
    value: float
    rows: int
    baselines: Mapping[str, float]


class Measured(Struct, frozen=True):
    """An answer that a metric judges: it earns a share of its case's points."""

    metric: str
    halves: tuple[Half, ...]
    credit: float | None  # from 0 to 1, to four decimals; None where it is not told, since the private half is in it


class CaseResult(Struct, frozen=True):
    """One judged case."""

    case: str
    verdict: Verdict
    message: str = ""
    difference: Difference | None = None
    pattern: str = ""
    misconception: str = ""  # name of the known mistake that gives exactly this
    notes: tuple[str, ...] = ()
    stdout: str = ""
    traceback: str = ""
    line: int | None = None
    seconds: float = 0.0
    measured: Measured | None = None

    @property
    def problem(self) -> str:
        """The problem's name."""
        return self.case.split("/")[0]

    @property
    def scenario(self) -> str:
        """The scenario's name."""
        return self.case.split("/")[1]

    @property
    def split(self) -> str:
        """`public` or `private`."""
        return self.case.split("/")[2]

    @property
    def passed(self) -> bool:
        """Whether the case earns all its points."""
        return self.verdict is Verdict.PASSED

    @property
    def credit(self) -> Fraction | int:
        """The share of its points that the case earns; what a verdict other than a value's costs, it costs whole."""
        if self.passed or self.measured is None or self.verdict is not Verdict.WRONG_VALUE:
            return int(self.passed)
        return Fraction(round((self.measured.credit or 0.0) * 10_000), 10_000)


class Score(Struct, frozen=True):
    """Points earned, exactly, out of points."""

    earned: Fraction
    points: int


class ProblemResult(Struct, frozen=True):
    """One problem's cases, its scores by split, and at most one explanation."""

    problem: str
    cases: tuple[CaseResult, ...]
    total: Score
    splits: Mapping[str, Score]
    misconception: str = ""
    as_if: bool = False  # few-valued answers allow only "as if"
    sentence: Mapping[str, str] = {}  # the tutor's, by language
    title: Mapping[str, str] = {}  # of the misconception in a few words, by language


class Report(Struct, frozen=True):
    """One submission's result: everything that any format shows."""

    assignment: str
    id: str  # of the student, the same whatever name is shown
    student: str  # the name that is shown
    status: str  # "graded" or "ungraded"
    digest: str
    framework: str
    isolation: str
    problems: tuple[ProblemResult, ...]
    total: Score
    splits: Mapping[str, Score]
    members: tuple[str, ...] = ()  # names of all who handed it in together, where the download says so
    handed_in: datetime | None = None  # with its time zone
    late_seconds: float | None = None
    is_late: bool = False  # says the download, which may not tell by how much
    member_ids: tuple[str, ...] = ()  # in the order of `members`, where the download tells all of them
    attempt: int = 1
    source: str = ""  # absolute path of the folder or archive in which it lay
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    environment: Mapping[str, str] = {}
    secret_fingerprint: str = ""
    seconds: float = 0.0
    stages: Mapping[str, float] = {}  # seconds by stage, not stored
