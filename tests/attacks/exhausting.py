"""Group e, first part: time, processes, threads, signals."""

from __future__ import annotations

from attacks.entry import Attack, Evidence


def _soon(seconds: float) -> object:
    def check(evidence: Evidence) -> None:
        assert evidence.seconds < seconds, f"took {evidence.seconds:.1f} s"

    return check


def _import_times_out(evidence: Evidence) -> None:
    assert "importing" in evidence.words or "the import took longer" in evidence.words, evidence.words[:300]


IMPORTING = {"patient": "timed_out", "honest": "timed_out"}

ATTACKS = (
    Attack("E01", "def attacked(x):\n    while True:\n        pass\n", verdict="timed_out"),
    Attack(
        "E03",
        "import threading\ndef attacked(x):\n    lock = threading.Lock()\n    lock.acquire()\n    lock.acquire()\n",
        verdict="timed_out",
    ),
    Attack(
        "E04",
        "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\n",
        verdict="timed_out",
        also=IMPORTING,
        check=_import_times_out,
    ),
    Attack(
        "E05",
        """
        import os, time
        def attacked(x):
            for _ in range(200):
                if os.fork() == 0:
                    time.sleep(2)
                    os._exit(0)
            print('GOT 200 processes')
            return 2 * x
        """,
        bites=True,
    ),
    Attack(
        "E06",
        """
        import threading, time
        def attacked(x):
            threading.stack_size(65536)
            for number in range(4000):
                threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
                if number == 2000:
                    print('GOT 2000 threads')
            return 2 * x
        """,
        says="can't start new thread",
        bites=True,
    ),
    Attack(
        "E17",
        """
        import sys
        def attacked(x):
            sys.setrecursionlimit(10**9)
            nested = []
            for _ in range(10**5):
                nested = [nested]
            def deeper(n):
                return max(deeper(n + 1), key=lambda item: item)
            return repr(nested) + deeper(0)
        """,
        verdict="crashed raised out_of_memory timed_out",
    ),
    Attack(
        "E18",
        "import os, signal\ndef attacked(x):\n    os.kill(os.getpid(), signal.SIGSTOP)\n    while True:\n        pass\n",
        verdict="timed_out",
    ),
    Attack(
        "E19",
        """
        import atexit, signal, time
        class Hangs:
            def __del__(self):
                time.sleep(1e6)
        kept = Hangs()
        atexit.register(time.sleep, 1e6)
        for number in range(1, 65):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        def attacked(x):
            return 2 * x
        """,
        verdict="passed",
        check=lambda evidence: _soon(20)(evidence),  # type: ignore[operator]
    ),
    Attack(
        "E22",
        """
        import hashlib, os, threading, time
        import torch
        torch.set_num_threads(64)
        def burn():  # hashing lets go of the lock: as many cores burn as there are
            end = time.thread_time() + 0.25
            while time.thread_time() < end:
                hashlib.sha256(bytes(10**6))
        def attacked(x):
            try:
                os.sched_setaffinity(0, range(os.cpu_count()))
                print('GOT other processors')
            except OSError:
                pass
            burning = [threading.Thread(target=burn) for _ in range(4)]
            for thread in burning:
                thread.start()
            for thread in burning:
                thread.join()
            return 2 * x
        """,
        verdict="timed_out",  # no thread takes the 0.3 s, and on enough cores the clock shows no more: their sum counts
    ),
    Attack(
        "E23",
        "import os, time\ndef attacked(x):\n    while True:\n        os.write(4, b'x')\n        time.sleep(0.2)\n",
        verdict="no_answer timed_out",
    ),
    Attack(
        "E24",
        "def patient(x):\n    raise ValueError('x' * 10**8)\n",
        target="patient",
        verdict="raised out_of_memory",
        check=lambda evidence: _cut(evidence),
    ),
    Attack(
        "E25",
        """
        import logging, warnings
        import numpy as np
        logging.basicConfig(level=logging.DEBUG)
        def patient(x):
            warnings.simplefilter('always')
            for _ in range(3000):
                np.divide(x, 0)
                logging.debug('x' * 1000)
            return 3 * x
        """,
        target="patient",
        verdict="passed",
        check=lambda evidence: _cut(evidence),
    ),
)


def _cut(evidence: Evidence) -> None:
    """Text is cut, whoever wrote it."""
    for case in evidence.cases("patient"):
        assert len(case.message) < 6000
        assert len(case.stdout) < 70_000
