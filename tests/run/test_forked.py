"""The host's end of a worker, with a worker that is played by the test at the other ends of its pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from grader.run.host.forked import ForkedWorker
from grader.run.protocol.responses import Bounds, Frame, Status
from grader.run.protocol.wire import HEADER, MARK

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers have a pidfd")

BOUNDS = Bounds(cpu_seconds=5.0, wall_seconds=5.0, reply_bytes=1000)
PUBLIC, PRIVATE = Frame(6, 6, b"public"), Frame(7, 7, b"private")


@dataclass
class Played:
    """A link and the other ends."""

    link: ForkedWorker
    requests: int
    replies: int
    log: int
    token: bytes = b""

    def asked(self) -> list[bytes]:
        """What has been sent since the last time."""
        try:
            data = os.read(self.requests, 1 << 16)
        except BlockingIOError:
            return []
        found = []
        while data:
            length, _, nonce = HEADER.unpack_from(data)
            self.token = self.token or nonce
            self.nonce = nonce
            found.append(data[HEADER.size : HEADER.size + length])
            data = data[HEADER.size + length :]
        return found

    def answer(self, number: int) -> None:
        """The last request that was asked, and ring."""
        os.write(self.replies, HEADER.pack(2, 2, self.nonce) + b"ok")
        os.write(self.log, MARK.pack(self.token, number))


@pytest.fixture
def played() -> Iterator[Played]:
    process = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    their_requests, requests = os.pipe()
    replies, their_replies = os.pipe()
    log, their_log = os.pipe()
    os.set_blocking(their_requests, False)
    link = ForkedWorker(
        pid=process.pid,
        pidfd=os.pidfd_open(process.pid),
        requests=requests,
        replies=replies,
        log=log,
        status=process.wait,
    )
    yield Played(link, their_requests, their_replies, their_log)
    link.close()
    process.communicate()
    for descriptor in (their_requests, their_replies, their_log):
        os.close(descriptor)


def test_what_is_apart_is_not_sent_before_all_else_is_answered(played: Played) -> None:
    played.link.submit(PUBLIC, BOUNDS)
    played.link.submit(PRIVATE, BOUNDS, apart=True)
    played.link.submit(PRIVATE, BOUNDS)
    played.link.send()
    played.link.pump()
    assert played.asked() == [b"public"]
    assert not played.link.all_sent
    played.answer(0)
    assert played.link.next().status is Status.ANSWERED
    assert played.asked() == [b"private", b"private"]
    assert played.link.all_sent


def test_a_pump_sends_on_without_waiting(played: Played) -> None:
    played.link.submit(PUBLIC, BOUNDS)
    played.link.submit(PRIVATE, BOUNDS, apart=True)
    played.link.send()
    assert played.asked() == [b"public"]
    played.answer(0)
    played.link.pump()
    assert played.asked() == [b"private"]
    played.answer(1)
    assert [played.link.next().status for _ in range(2)] == [Status.ANSWERED, Status.ANSWERED]
