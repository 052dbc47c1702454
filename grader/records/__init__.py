"""The full record of a graded submission: how it is kept, and how it is scored again without running."""

from grader.records.record import RECORD, Record, decode, encode
from grader.records.rescore import rescored

__all__ = ["RECORD", "Record", "decode", "encode", "rescored"]
