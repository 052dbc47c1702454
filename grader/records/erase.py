"""A record of a group without one of its members."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from msgspec.structs import replace

from grader.records.record import decode, encoded


@dataclass(frozen=True, slots=True)
class Rest:
    """What remains of a result that belongs to others as well."""

    id: str
    student: str
    report: bytes


def without_member(
    data: bytes, *, owner: str, student: str, ids: Collection[str], names: Collection[str]
) -> Rest | None:
    """The record without whoever has one of these ids or names; None where nobody else handed it in.

    `owner` is the id under which it is stored: where that is erased, the next member's takes its place.
    """
    record = decode(data, student=student)
    known = record.member_ids or ("",) * len(record.members)
    kept = [
        (told, name) for told, name in zip(known, record.members, strict=False) if told not in ids and name not in names
    ]
    if not kept:
        return None
    name = " & ".join(each for _, each in kept)
    own = (kept[0][0] or kept[0][1]) if owner in ids else owner
    rest = replace(
        record,
        id=own,
        student=name,
        members=tuple(each for _, each in kept) if len(kept) > 1 else (),
        member_ids=tuple(told for told, _ in kept) if record.member_ids and len(kept) > 1 else (),
    )
    return Rest(own, name, encoded(rest))
