"""Whatever comes through the answer pipe ends as one verdict."""

from __future__ import annotations

import json
import struct
from functools import cache
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from fuzz.counting import bounded
from grader.bank.build import case_bank
from grader.bank.secret import TEST_SECRET
from grader.grade import GradingSession, InProgress
from grader.model.bank import CaseBank
from grader.model.outcome import Outcome, RunResult
from grader.model.result import Verdict
from grader.model.submission import Submission
from grader.report.document import class_document
from grader.run import Level
from grader.run.host.outcomes import from_response
from grader.run.protocol.responses import LOG_BYTES_KEPT, Log, Response, ResponseReader, Status
from grader.run.protocol.wire import HEADER, MARK

COURSE = Path(__file__).parents[1] / "fixtures" / "course"
NONCE, OTHER = bytes(range(16)), bytes(range(16, 32))
LIMIT = 1 << 20
KINDS = ["value", "raised", "missing", "timed_out", "grader_error", "passed", "skipped", "", "crashed", "forbidden"]

numbers = st.one_of(st.integers(-(2**63), 2**64 - 1), st.floats(), st.sampled_from([0, 1, -1, 2**31, 2**62, 10**12]))
numbers_of_requests = st.integers(0, 2**32 - 1)
plain = st.one_of(st.none(), st.booleans(), numbers, st.text(max_size=30), st.binary(max_size=30))
arrays = st.tuples(
    st.just(4),
    st.integers(-2, 20),
    st.lists(st.one_of(st.integers(-3, 6), st.sampled_from([2**31, 2**62])), max_size=4),
    st.one_of(st.integers(-16, 64), st.just(2**62)),
    st.booleans(),
).map(list)
leaves = st.one_of(
    plain,
    arrays,
    st.tuples(st.just(5), st.text("0123456789abcdefx-", max_size=12)).map(list),
    st.tuples(st.just(6), numbers, numbers).map(list),
    st.tuples(st.just(7), st.text(max_size=9)).map(list),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from([1, 2]), st.lists(inner, max_size=6)).map(list),
        st.tuples(st.just(3), st.dictionaries(st.text(max_size=6), inner, max_size=4)).map(list),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)
texts = st.lists(st.text(max_size=20), max_size=3)
replies = st.tuples(
    st.sampled_from(KINDS),
    trees,
    texts,
    st.text(max_size=60),
    st.text(max_size=60),
    st.one_of(st.none(), st.integers(-5, 2**40)),
    texts,
    st.booleans(),
    texts,
    texts,
).map(list)
bodies = st.one_of(
    st.binary(max_size=400),
    st.builds(lambda reply, tail: msgspec.msgpack.encode(reply) + tail, replies, st.binary(max_size=128)),
    st.builds(lambda reply, cut: msgspec.msgpack.encode(reply)[:cut], replies, st.integers(0, 200)),
    st.builds(msgspec.msgpack.encode, trees),
)


@cache
def session() -> GradingSession:
    """A judge of the tiny course; nothing is run."""
    bank: CaseBank = case_bank(COURSE, "tiny", secret=TEST_SECRET)
    return GradingSession.open(bank, Level.NONE)


def judged(outcome: Outcome) -> None:
    """Every case ends so, and the report can be written."""
    bank = session().bank
    cases = tuple(structs.replace(outcome, case=task.case) for task in bank.tasks)
    report = session().report(InProgress(Submission("s", None, "d"), started=0.0, result=RunResult(cases)))
    verdicts = [case.verdict for problem in report.problems for case in problem.cases]
    assert len(verdicts) == len(bank.tasks)
    assert all(isinstance(verdict, Verdict) for verdict in verdicts)
    assert Verdict.GRADER_ERROR not in verdicts, report.notes
    assert report.status == "graded"
    json.dumps(class_document([report]), allow_nan=False).encode()


@given(bodies, st.integers(0, 600))
def test_any_body_is_one_verdict(body: bytes, tree_bytes: int) -> None:
    with bounded("wire: bodies", mib=64):
        judged(
            from_response(
                "p/s/public/0", Response(Status.ANSWERED, body, min(tree_bytes or len(body), len(body))), limit=1.0
            )
        )


@given(bodies)
def test_a_whole_tree_is_one_verdict(body: bytes) -> None:
    with bounded("wire: trees", mib=64):
        judged(from_response("p/s/public/0", Response(Status.ANSWERED, body, len(body)), limit=1.0))


@given(
    st.one_of(
        st.binary(max_size=100),
        st.builds(
            lambda a, b, body: HEADER.pack(a, b, NONCE) + body,
            st.integers(0, 2**64 - 1),
            st.integers(0, 2**64 - 1),
            st.binary(max_size=64),
        ),
        st.builds(
            lambda body, extra: HEADER.pack(len(body), len(body), NONCE) + body + extra, bodies, st.binary(max_size=4)
        ),
        st.builds(
            lambda bodies, nonces: b"".join(
                HEADER.pack(len(body), len(body), nonce) + body for body, nonce in zip(bodies, nonces, strict=False)
            ),
            st.lists(bodies, max_size=4),
            st.lists(st.sampled_from([NONCE, OTHER]), max_size=4),
        ),
    ),
    st.integers(1, 50),
)
def test_any_stream_gives_ends_in_order_until_something_is_wrong(stream: bytes, step: int) -> None:
    with bounded("wire: streams", mib=8):
        incoming = ResponseReader()
        for nonce in (NONCE, OTHER):
            incoming.expect(nonce, LIMIT)
        ends: list[Response] = []
        for at in range(0, len(stream), step):
            if ends and ends[-1].status is not Status.ANSWERED:
                break
            ends += incoming.feed(stream[at : at + step])
        assert len(ends) <= 3
        assert all(response.status is Status.ANSWERED for response in ends[:-1])
        assert all(len(response.data) <= LIMIT for response in ends)


@given(st.lists(st.one_of(st.binary(max_size=40), st.builds(MARK.pack, st.just(NONCE), numbers_of_requests))))
def test_any_log_is_text_of_bounded_size(pieces: list[bytes]) -> None:
    with bounded("wire: log", mib=8):
        log = Log()
        log.begin(NONCE)
        for piece in pieces:
            log.add(piece * 3000)
        texts = [log.take(number, last=number == 3) for number in range(4)]
        assert all(len(text) < 9 * LOG_BYTES_KEPT for text in texts)


@given(
    st.lists(st.binary(max_size=20).filter(lambda text: NONCE[0] not in text), min_size=1, max_size=5),
    st.integers(1, 30),
)
def test_each_text_is_found_by_its_mark_however_it_arrives(texts: list[bytes], step: int) -> None:
    stream = b"".join(text + MARK.pack(NONCE, number) for number, text in enumerate(texts))
    log = Log()
    log.begin(NONCE)
    for at in range(0, len(stream), step):
        log.add(stream[at : at + step])
    found = [log.take(number, last=False) for number in range(len(texts))]
    assert found == [text.decode("utf-8", "backslashreplace") for text in texts]


def test_the_header_is_of_the_size_that_these_tests_think() -> None:
    assert struct.calcsize("<QQ16s") == HEADER.size


@given(
    st.lists(
        st.sampled_from([b"\x92\x02\x91", b"\x92\x01\x91", b"\x92\x03\x81\xa1a", b"\x91", b"\xdc\x00\x02"]),
        max_size=3000,
    )
)
def test_any_depth_is_one_verdict(parts: list[bytes]) -> None:
    with bounded("wire: depth", mib=64):
        body = b"\x92\xa5value" + b"".join(parts) + b"\xc0"
        judged(from_response("p/s/public/0", Response(Status.ANSWERED, body, len(body)), limit=1.0))
