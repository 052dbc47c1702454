"""One program's run with partners that are made up: what the host's side decides by itself."""

from __future__ import annotations

import numpy as np

from grader.model.codec import PARTS, Buffers, ListNode, RecordNode, TupleNode, body
from grader.model.outcome import Kind, Outcome, Program, RunResult
from grader.run.host.attempt import Attempt
from grader.run.protocol.prepared import prepare
from grader.run.protocol.responses import BY_CLOCK, Bounds, Frame, Response, Status
from grader.run.protocol.wire import Load, Reply, decode_request, encode

from .running import task


class Scripted:
    """A partner that ends its exchanges as a list says, and remembers what it was asked."""

    asked: list[object]

    def __init__(self, ends: list[Response], asked: list[object]) -> None:
        self._ends = ends
        self._submitted: list[object] = []
        self.asked = asked
        self.apart: list[bool] = []  # of each request, whether it waits for all before it

    @property
    def all_sent(self) -> bool:
        return False

    def submit(self, frame: Frame, bounds: Bounds, *, apart: bool = False) -> None:
        self.apart.append(apart)
        self._submitted.append(decode_request(memoryview(frame.data)[: frame.tree_bytes]))

    def send(self) -> None:
        pass

    def pump(self) -> None:
        pass

    def next(self) -> Response:
        self.asked.append(self._submitted.pop(0))
        return self._ends.pop(0)

    def kill(self) -> None:
        pass

    def exit_status(self) -> int:
        return -11

    def close(self) -> None:
        pass


def run(*ends: Response, cases: int = 1) -> tuple[list[Outcome], list[object]]:
    result, asked = result_of(*ends, cases=cases)
    return list(result.outcomes), asked


def result_of(
    *ends: Response, cases: int = 1, careful: bool = True, suspect: str = ""
) -> tuple[RunResult, list[object]]:
    left, asked = list(ends), list[object]()
    program = Program("entry.py", {"entry.py": b""}, "entry")
    tasks = [task("f", np.ones(2), case=f"p/s/public/{number}") for number in range(cases)]
    attempt = Attempt(
        program,
        prepare(tasks),
        lambda: Scripted(left, asked),
        import_seconds=1.0,
        careful=careful,
        suspect=suspect,
    )
    attempt.drive()
    return attempt.result(), asked


def answer(reply: Reply, filling: int = 0) -> Response:
    _, tree_bytes, parts = body(encode(reply), Buffers())
    return Response(Status.ANSWERED, b"".join(parts) + bytes(filling), tree_bytes)


DIED, IMPORTED = Response(Status.DIED, why="it ended"), answer(Reply("value"))


def test_a_file_on_which_the_compiler_crashes_does_not_compile() -> None:
    (outcome,), asked = run(DIED, DIED)
    assert outcome.kind is Kind.DOES_NOT_COMPILE
    assert "compiler crashes" in outcome.message
    assert [request.compile_only for request in asked if isinstance(request, Load)] == [False, True]


def test_a_file_that_crashes_when_it_runs_has_crashed() -> None:
    (outcome,), _ = run(DIED, IMPORTED)
    assert outcome.kind is Kind.CRASHED
    assert "while importing the file" in outcome.message


def test_answers_beyond_what_the_host_can_hold_are_too_large() -> None:
    large, small = answer(Reply("value", value=1.0), filling=200 << 20), answer(Reply("value", value=2.0))
    outcomes, _ = run(IMPORTED, large, large, large, small, cases=4)
    assert [outcome.kind for outcome in outcomes] == [Kind.VALUE, Kind.VALUE, Kind.OUTPUT_TOO_LARGE, Kind.VALUE]


def test_many_small_parts_count_for_what_they_take_in_memory() -> None:
    parts = answer(Reply("value", value=ListNode([1] * PARTS)))
    outcomes, _ = run(IMPORTED, *[parts] * 150, cases=150)
    kinds = [outcome.kind for outcome in outcomes]
    assert kinds[0] is Kind.VALUE
    assert kinds[-1] is Kind.OUTPUT_TOO_LARGE


def test_more_parts_than_an_answer_needs_are_too_large() -> None:
    (outcome,), _ = run(IMPORTED, answer(Reply("value", value=ListNode([ListNode([1] * PARTS)]))))
    assert outcome.kind is Kind.OUTPUT_TOO_LARGE
    assert "return arrays" in outcome.message


def test_a_noun_of_a_bank_is_no_answer() -> None:
    node = RecordNode("Raises", [TupleNode(["ValueError"])])
    (outcome,), _ = run(IMPORTED, answer(Reply("value", value=ListNode([node]))))
    assert outcome.kind is Kind.NO_ANSWER


def test_private_inputs_wait_until_the_public_cases_are_answered() -> None:
    """What a program says of a public case a student reads: it must not know a private input by then."""
    partner = Scripted([IMPORTED, *[answer(Reply("value", value=1.0))] * 4], [])
    names = ("a/s/public/0", "b/s/public/0", "a/s/private/0", "b/s/private/0")
    prepared = prepare([task("f", np.ones(2), case=name) for name in names])
    program = Program("entry.py", {"entry.py": b""}, "entry")
    Attempt(program, prepared, lambda: partner, import_seconds=1.0).drive()
    assert partner.apart == [False, False, False, True, False]  # the import, two public cases, two private ones


SENSE, NONSENSE = answer(Reply("value", value=1.0)), Response(Status.ANSWERED, b"nonsense", 8)


def test_after_an_answer_without_sense_another_worker_goes_on() -> None:
    result, asked = result_of(IMPORTED, NONSENSE, IMPORTED, SENSE, cases=2)
    assert [outcome.kind for outcome in result.outcomes] == [Kind.NO_ANSWER, Kind.VALUE]
    assert not result.doubtful
    assert sum(isinstance(request, Load) for request in asked) == 2


def test_without_care_an_answer_without_sense_makes_the_result_doubtful() -> None:
    result, asked = result_of(IMPORTED, NONSENSE, SENSE, cases=2, careful=False)
    assert result.doubtful
    assert sum(isinstance(request, Load) for request in asked) == 1
    result, _ = result_of(IMPORTED, SENSE, SENSE, cases=2, careful=False)
    assert not result.doubtful


TOO_SLOW, ASLEEP = Response(Status.TIMED_OUT), Response(Status.TIMED_OUT, why=BY_CLOCK)


def test_a_first_look_decides_nothing_about_what_takes_long() -> None:
    result, asked = result_of(IMPORTED, SENSE, TOO_SLOW, cases=3)
    assert result.put_off == {"f": "p/s/public/1"}
    assert result.outcomes == ()
    assert sum(isinstance(request, Load) for request in asked) == 1


def test_a_second_look_gives_a_worker_of_its_own_to_what_took_long() -> None:
    result, asked = result_of(IMPORTED, SENSE, IMPORTED, TOO_SLOW, cases=3, suspect="p/s/public/1")
    assert [outcome.kind for outcome in result.outcomes] == [Kind.VALUE, Kind.TIMED_OUT, Kind.SKIPPED]
    assert [isinstance(request, Load) for request in asked] == [True, False, True, False]


def test_what_took_long_by_the_clock_alone_is_asked_once_more() -> None:
    result, _ = result_of(IMPORTED, ASLEEP, IMPORTED, SENSE, cases=1, suspect="p/s/public/0")
    assert [outcome.kind for outcome in result.outcomes] == [Kind.VALUE]


def test_another_call_that_takes_long_is_confirmed_alone() -> None:
    """Nothing but the suspect was known to take long: what comes behind it shares a worker with others at first."""
    result, asked = result_of(IMPORTED, SENSE, SENSE, TOO_SLOW, IMPORTED, SENSE, cases=3, suspect="p/s/public/0")
    assert [outcome.kind for outcome in result.outcomes] == [Kind.VALUE] * 3
    assert sum(isinstance(request, Load) for request in asked) == 2
