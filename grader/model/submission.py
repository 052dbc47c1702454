"""A student's work as bytes, read once by the trusted side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from grader.model.outcome import Program


@dataclass(frozen=True, slots=True)
class Submission:
    """What one student handed in; without a program, `refusal` says why in words that the student can act on."""

    student: str  # the name that is shown, unique in its class
    program: Program | None
    digest: str  # of the extracted entry and of every other file
    refusal: str = ""
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()  # for a reviewer
    attempt: int = 1  # how often it was handed in, where the download says so
    source: str = ""  # absolute path of the folder, file or archive that was collected
    id: str = ""  # the student's own, which stays when the name changes; the name itself where nothing else is known
    members: tuple[str, ...] = ()  # names of all who handed it in together, where the download says so
    handed_in: datetime | None = None  # with its time zone, where the download says so
    late_seconds: float | None = None  # likewise
    is_late: bool = False  # says the download, which may not tell by how much
    member_ids: tuple[str, ...] = ()  # in the order of `members`, where the download tells all of them

    def __post_init__(self) -> None:
        """Everything that is stored under an id has one.

        Raises:
            ValueError: the time has no zone, so it could not be compared with a deadline.
        """
        if not self.id:
            object.__setattr__(self, "id", self.student)
        if self.handed_in is not None and self.handed_in.tzinfo is None:
            raise ValueError(f"{self.student}: handed_in has no time zone ({self.handed_in.isoformat()})")
