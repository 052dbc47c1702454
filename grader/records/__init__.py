"""The full record of a graded submission: how it is kept, and how it is scored again without running."""

from grader.records.brief import Brief, attempt_of, decode_brief
from grader.records.record import RECORD, Record, decode, encode
from grader.records.rescore import rescored
from grader.records.totals import Totals, totals_of

__all__ = [
    "RECORD",
    "Brief",
    "Record",
    "Totals",
    "attempt_of",
    "decode",
    "decode_brief",
    "encode",
    "rescored",
    "totals_of",
]
