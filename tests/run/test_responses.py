"""Answers and printed text as they arrive in pieces: whose they are, and what spoils them."""

from __future__ import annotations

import pytest

from grader.run.protocol.responses import Log, Response, ResponseReader, Status
from grader.run.protocol.wire import HEADER, MARK

FIRST, SECOND = b"1" * 16, b"2" * 16


def reply(nonce: bytes, body: bytes) -> bytes:
    return HEADER.pack(len(body), len(body), nonce) + body


def incoming() -> ResponseReader:
    made = ResponseReader()
    for nonce in (FIRST, SECOND):
        made.expect(nonce, 100)
    return made


def summary(found: list[Response]) -> list[tuple[Status, bytes]]:
    return [(response.status, bytes(response.data)) for response in found]


@pytest.mark.parametrize("step", [1, 7, 31, 32, 33, 1000])
def test_two_answers_in_any_pieces_are_two_answers(step: int) -> None:
    stream = reply(FIRST, b"one") + reply(SECOND, b"two")
    pipe = incoming()
    found = [each for at in range(0, len(stream), step) for each in pipe.feed(stream[at : at + step])]
    assert summary(found) == [(Status.ANSWERED, b"one"), (Status.ANSWERED, b"two")]
    assert not pipe.is_midway


def test_the_same_answer_twice_is_no_answer() -> None:
    (only,) = incoming().feed(reply(FIRST, b"wrong") + reply(FIRST, b"right"))
    assert only.status is Status.BROKEN


def test_an_answer_out_of_turn_spoils_the_one_whose_turn_it_is() -> None:
    (only,) = incoming().feed(reply(SECOND, b"two"))
    assert only.status is Status.BROKEN
    first, second = incoming().feed(reply(FIRST, b"one") + reply(b"x" * 16, b"guessed"))
    assert (first.status, second.status) == (Status.ANSWERED, Status.BROKEN)


def test_bytes_behind_the_last_answer_spoil_it() -> None:
    found = incoming().feed(reply(FIRST, b"one") + reply(SECOND, b"two") + b"more")
    assert [each.status for each in found] == [Status.ANSWERED, Status.BROKEN]


def test_an_answer_beyond_its_limit_is_refused_by_its_header() -> None:
    (only,) = incoming().feed(HEADER.pack(2**62, 8, FIRST))
    assert only.status is Status.TOO_LARGE


def test_text_without_a_mark_belongs_to_whoever_is_last() -> None:
    log = Log()
    log.begin(FIRST)
    log.add(b"of the first" + MARK.pack(FIRST, 0) + b"written past Python")
    assert log.take(0, last=False) == "of the first"
    assert log.take(1, last=True) == "written past Python"


def test_a_mark_for_what_is_over_counts_for_what_is_at_hand() -> None:
    log = Log()
    log.begin(FIRST)
    assert log.take(0, last=False) == ""
    assert log.add(b"late" + MARK.pack(FIRST, 0))
    assert log.take(1, last=False) == "late"
