"""From a response to the outcome that is stored; everything a worker said is checked and cut again."""

from __future__ import annotations

import contextlib
import signal

import msgspec
from msgspec import structs

from grader.languages import said
from grader.model.codec import PARTS, Reader, TooManyParts, Unreadable
from grader.model.outcome import Kind, Outcome
from grader.run.host.stages import Stages
from grader.run.protocol.responses import Response, Status
from grader.run.protocol.wire import Reply, decode_reply
from grader.run.worker.failures import CLASSES, MESSAGE_CHARACTERS, TRACEBACK_CHARACTERS

_MIB = 1 << 20
_NAME_CHARACTERS, _NOTES = 100, 20
#: What a worker may say of itself. The others are the host's own findings.
_SAYABLE = {
    kind.value: kind
    for kind in (
        Kind.VALUE, Kind.RAISED, Kind.NOT_IMPLEMENTED, Kind.MISSING, Kind.DOES_NOT_COMPILE, Kind.FORBIDDEN,
        Kind.WRONG_TYPE, Kind.TIMED_OUT, Kind.OUT_OF_MEMORY, Kind.OUTPUT_TOO_LARGE,
    )
}  # fmt: skip


def from_response(
    case: str, response: Response, status: int | None = None, stages: Stages | None = None, *, limit: float
) -> Outcome:
    """The outcome of one case; `status` is the exit status of a worker that died, `limit` the seconds that it had."""
    if response.status is Status.ANSWERED:
        return _from_reply(case, response, stages)
    if response.status is Status.TIMED_OUT:
        outcome = Outcome(case, Kind.TIMED_OUT, message=said("it took longer than {seconds:g} s", seconds=limit))
    elif response.status is Status.TOO_LARGE:
        outcome = Outcome(case, Kind.OUTPUT_TOO_LARGE, message=said("the answer is larger than this problem allows"))
    elif response.status is Status.DIED:
        outcome = _from_death(case, status)
    else:
        outcome = Outcome(case, Kind.NO_ANSWER, message=said("no answer came: {why}", why=response.why))
    return structs.replace(outcome, stdout=response.printed, seconds=response.seconds)


def _from_death(case: str, status: int | None) -> Outcome:
    if status is not None and status >= 0:
        why = said("the process ended itself with exit status {status}", status=status)
        return Outcome(case, Kind.NO_ANSWER, message=said("no answer came: {why}", why=why))
    if status is None:
        return Outcome(case, Kind.CRASHED, message=said("the process crashed"))
    name = str(-status)
    with contextlib.suppress(ValueError):
        name = f"{-status}, {signal.Signals(-status).name}"
    return Outcome(case, Kind.CRASHED, message=said("the process crashed (signal {signal})", signal=name))


def read(response: Response) -> Reply | None:
    """The reply in a response, or None for one that cannot be decoded."""
    try:
        return decode_reply(memoryview(response.data)[: response.tree_bytes])
    except (msgspec.DecodeError, RecursionError, MemoryError, ValueError, OverflowError):
        return None


def _from_reply(case: str, response: Response, stages: Stages | None) -> Outcome:
    reply = read(response)
    if stages is not None and reply is not None:
        stages.add_case(reply)
    kind = _SAYABLE.get(reply.kind) if reply else None
    printed, seconds = response.printed, response.seconds
    if reply is None or kind is None:
        words = said("no answer came: {why}", why=said("what came could not be read"))
        return Outcome(case, Kind.NO_ANSWER, message=words, stdout=printed, seconds=seconds)
    value = None
    if kind is Kind.VALUE:
        try:
            value = Reader(response.data, response.tree_bytes).value(reply.value)
        except TooManyParts:
            words = said("the answer's lists hold more than {count} values; return arrays", count=PARTS)
            return Outcome(case, Kind.OUTPUT_TOO_LARGE, message=words, stdout=printed, seconds=seconds)
        except (Unreadable, RecursionError, MemoryError, ValueError, OverflowError):
            words = said("no answer came: {why}", why=said("its value could not be read"))
            return Outcome(case, Kind.NO_ANSWER, message=words, stdout=printed, seconds=seconds)
    return Outcome(
        case,
        kind,
        value=value,
        stdout=printed,
        seconds=seconds,
        exceptions=_texts(reply.exceptions, CLASSES),
        message=reply.message[: MESSAGE_CHARACTERS + 500],
        traceback=reply.traceback[:TRACEBACK_CHARACTERS],
        line=reply.line if reply.line is None or 0 < reply.line < 1 << 31 else None,
        modified=_texts(reply.modified, 100),
        shared=reply.shared,
        notes=tuple(note[:1000] for note in reply.notes[:_NOTES]) if reply.notes else (),
    )


def _texts(items: list[str], count: int) -> tuple[str, ...]:
    return tuple(item[:_NAME_CHARACTERS] for item in items[:count]) if items else ()
