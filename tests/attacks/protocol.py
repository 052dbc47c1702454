"""Group f: attempts to speak for the judge."""

from __future__ import annotations

import os
import signal

from attacks.entry import FULL, LIMITED, Attack, Evidence
from attacks.stand import Stand


def _server_stopped(stand: Stand) -> None:
    """A server that is gone is replaced; the submission at hand is graded all the same."""
    (server,) = [each for name, each in stand.session.runner._servers.items() if name == "numpy"]
    os.kill(server._process.pid, signal.SIGKILL)  # type: ignore[attr-defined]
    evidence = stand.graded(stand.neighbour)
    assert evidence.report.status == "graded"
    assert evidence.verdicts("honest") == ["passed"] * 3


def _quoted(evidence: Evidence) -> None:
    """What is printed is shown as what was printed, and counts nowhere."""
    assert "10/10 passed" in evidence.terminal
    assert evidence.report.total.earned == 20


def _by_the_judges_clock(evidence: Evidence) -> None:
    assert all(case.seconds > 0.1 for case in evidence.cases("attacked"))


def _named_by_the_judge(evidence: Evidence) -> None:
    assert "raises an exception" in evidence.terminal
    assert "\x1b" not in evidence.terminal + evidence.instructor


FRAME = """
    import os, struct, sys
    def nonce():
        frame = sys._getframe()
        while frame is not None:
            for value in frame.f_locals.values():
                if isinstance(value, bytes) and len(value) == 16:
                    return value
            frame = frame.f_back
        return b'x' * 16
"""

ATTACKS = (
    Attack(
        "F02",
        """
        import sys
        def attacked(x):
            sys.exit(0)
        def patient(x):
            raise (KeyboardInterrupt if x[0] > 0 else GeneratorExit)
        """,
        also={"patient": "raised"},
    ),
    Attack(
        "F04",
        FRAME
        + "    def attacked(x):\n        os.write(4, struct.pack('<QQ16s', 9, 9, b'x' * 16) + b'\\x95\\xa5value' * 9)\n        return 2 * x\n",
        verdict="no_answer",
    ),
    Attack(
        "F05",
        """
        import os
        original = os.writev
        def twice(descriptor, parts):
            parts = [bytes(part) for part in parts]
            original(descriptor, parts + parts)
            return sum(map(len, parts))
        def attacked(x):
            os.writev = twice
            return 2 * x
        """,
        verdict="no_answer",
    ),
    Attack(
        "F06",
        "import os\ndef attacked(x):\n    os.closerange(0, 1024)\ndef patient(x):\n    os.dup2(1, 4)\n    os.close(3)\n",
        verdict="no_answer",
        also={"patient": "no_answer timed_out"},
    ),
    Attack(
        "F07",
        FRAME
        + """
    def attacked(x):
        os.write(4, struct.pack('<QQ16s', 2**63, 10, nonce()))
        os._exit(0)
    def patient(x):
        tree = b'\\x92\\xa5value\\x95\\x04\\x0b\\x92\\xcf' + struct.pack('>Q', 2**62) + b'\\x00\\x00\\xc2'
        os.write(4, struct.pack('<QQ16s', len(tree), len(tree), nonce()) + tree)
        os._exit(0)
""",
        verdict="no_answer output_too_large",
        also={"patient": "no_answer"},
    ),
    Attack(
        "F08", "import os, time\ndef attacked(x):\n    os.write(4, b'half')\n    time.sleep(1e6)\n", verdict="timed_out"
    ),
    Attack(
        "F09",
        FRAME
        + """
    def attacked(x):
        npy = b'\\x93NUMPY\\x02\\x00' + struct.pack('<I', 2**31) + b'(' * 10000
        os.write(4, struct.pack('<QQ16s', len(npy), len(npy), nonce()) + npy)
        os._exit(0)
""",
        verdict="no_answer",
    ),
    Attack(
        "F12",
        """
        class Passed(Exception):
            pass
        Passed.__module__ = 'grader.model.result'
        Passed.__qualname__ = Passed.__name__ = chr(27) + '[2JVerdict.PASSED' + chr(7) + chr(0x202e)
        def attacked(x):
            raise Passed('passed')
        """,
        check=_named_by_the_judge,
    ),
    Attack(
        "F13",
        """
        def attacked(x):
            first, second = ValueError('first'), ValueError('second')
            first.__context__, second.__context__ = second, first
            first.__notes__ = ['note'] * 10**6
            group = first
            for _ in range(500):
                group = ExceptionGroup('deeper', [group])
            raise group from second
        """,
    ),
    Attack(
        "F14",
        """
        import builtins, os, struct, sys, io
        def nothing(*arguments, **named):
            return 10**9
        def attacked(x):
            builtins.print = nothing
            sys.stdout = sys.stderr = io.StringIO()
            struct.pack = struct.Struct = nothing
            os.write = os.writev = os.read = nothing
            return 2 * x
        """,
        verdict="passed timed_out no_answer crashed",
    ),
    Attack(
        "F15",
        FRAME
        + """
    def attacked(x):
        body = b'{"kind": NaN, "kind": "value"' + b'[' * 100000 + b'\\xff\\xfe'
        os.write(4, struct.pack('<QQ16s', len(body), len(body), nonce()) + body)
        os._exit(0)
    def patient(x):
        body = b'\\x92\\xa5value' + b'\\x92\\x02\\x91' * 100000 + b'\\xc0'
        os.write(4, struct.pack('<QQ16s', len(body), len(body), nonce()) + body)
        os._exit(0)
""",
        verdict="no_answer",
        also={"patient": "no_answer"},
    ),
    Attack(
        "F16",
        """
        import json
        def attacked(x):
            print('10/10 passed')
            print('<testsuite tests="10" failures="0"/>', '::set-output name=score::100', json.dumps({'score': 100}))
            return 0 * x
        """,
        verdict="wrong_value",
        check=_quoted,
    ),
    Attack(
        "F17",
        """
        import time
        kept = time.sleep, time.perf_counter
        time.time = time.perf_counter = time.monotonic = time.process_time = time.thread_time = lambda: 0.0
        def attacked(x):
            start = kept[1]()
            while kept[1]() < start + 0.15:
                pass
            return 2 * x
        """,
        verdict="passed",
        check=_by_the_judges_clock,
    ),
    Attack(
        "F18",
        """
        import os, signal
        def attacked(x):
            for target in (@PARENT@, os.getppid() or 1, 1, -1, 0):
                if target == os.getpid():
                    continue
                try:
                    os.kill(target, signal.SIGCONT)
                    print('GOT', target)
                except OSError as error:
                    last = error
            raise last
        """,
        bites=True,
    ),
    Attack(
        "F19",
        """
        import os, signal
        def attacked(x):
            if os.getppid() == 0:
                raise PermissionError('the server has no number here')
            os.kill(os.getppid(), signal.SIGSTOP)
        """,
        verdict="raised timed_out",
        trial=_server_stopped,
        levels=(FULL, "confined", LIMITED),
    ),
    Attack(
        "F20",
        """
        class Hangs(list):
            def __len__(self):
                while True:
                    pass
            __iter__ = __len__
        def attacked(x):
            return Hangs([1, 2])
        """,
        verdict="timed_out",
    ),
)
