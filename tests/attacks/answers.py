"""Group b: ways to the answers, to other students' work and to private inputs."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from unittest import mock

from attacks.entry import CONFINED, FULL, NONE, WALLED, Attack, Evidence
from grader.judge.judge import Judge
from grader.model.outcome import Outcome
from grader.model.result import ProblemResult
from grader.model.values import array_of

SWEEP = """
    import ctypes, gc, os
    def patient(x):
        needles = (b'1174-egduj-eht-fo-yranac', b'ecnerefer-eht-ni-yranac')  # read backwards: they must not find themselves
        libc = ctypes.CDLL(None)
        libc.sbrk.restype = ctypes.c_void_p
        reader, writer = os.pipe()
        def readable(page):  # a write of a page that is not there fails with EFAULT instead of a signal
            if libc.write(writer, ctypes.c_void_p(page), 4096) != 4096:
                return b''
            return os.read(reader, 4096)
        places = {id(thing) & ~0xfffff for thing in gc.get_objects()} | {(libc.sbrk(0) or 0) - (at << 20) for at in range(24)}
        pages = [readable(place + 4096 * page) for place in sorted(places)[:96] for page in range(256)]
        assert sum(map(len, pages)) > 1 << 20
        found = sum(needle in page[::-1] for page in pages for needle in needles)
        print('GOT an answer' if found else 'swept')
        return 3 * x
"""


def _tell_private(evidence: Evidence) -> None:
    """What happens in a private case is told to the instructor, not to the student."""
    assert "private-input" in evidence.instructor
    for case in json.loads(evidence.student)["submissions"][0]["problems"][0]["cases"]:
        told = json.dumps([case["message"], case["stdout"], case["notes"]])
        assert ("private-input" in told) == (case["split"] == "public"), told


def _known_public(stand: object) -> None:
    """Answers of public cases, taken from the public bank, earn the public split only."""
    from attacks.stand import Stand

    assert isinstance(stand, Stand)
    case = next(case for case in stand.bank.problem("attacked").cases if case.split == "public")
    inputs, answer = array_of(case.task.calls[0].values["x"]), case.expected
    source = f"""
        import numpy as np
        def attacked(x):
            return np.array({(2 * inputs).tolist()!r}) if np.array_equal(x, {inputs.tolist()!r}) else np.zeros(4)
    """
    evidence = stand.graded(stand.write("B16", source))
    assert answer is not None
    assert evidence.verdicts("attacked") == ["passed", "wrong_value"]
    private = json.loads(evidence.student)["submissions"][0]["problems"][0]["cases"][1]
    assert private["verdict"] == "wrong_value"
    assert not any(mark.isdigit() for mark in private["message"] or ""), private


def _no_oracle(stand: object) -> None:
    """A slow comparison is not felt between two cases: nothing is compared before the last reply."""
    from attacks.stand import Stand

    assert isinstance(stand, Stand)
    source = """
        import time
        last = []
        def felt():
            last.append(time.monotonic())
            if len(last) > 1 and last[-1] - last[-2] > 0.9:
                print('GOT a delay')
        def attacked(x):
            felt()
            return x
        def patient(x):
            felt()
            return x
    """
    judged: list[float] = []

    def slow(judge: Judge, outcomes: Mapping[str, Outcome]) -> tuple[ProblemResult, ...]:
        judged.append(time.monotonic())
        time.sleep(0.2)
        return original(judge, outcomes)

    original = Judge.results
    with mock.patch.object(Judge, "results", slow):
        evidence = stand.graded(stand.write("B17", source))
    assert len(judged) == 1
    assert "GOT" not in evidence.stdout


READS = """
    import os
    def attacked(x):
        for path in PATHS:
            try:
                with open(path) as file:
                    print('GOT', path, len(file.read()))
            except OSError as error:
                last = error
        raise last
"""

ATTACKS = (
    Attack("B03", SWEEP, target="patient", verdict="passed"),
    Attack(
        "B04",
        "PATHS = ['@COURSE@/reference/range/solution.py', '../../reference/range/solution.py', '@HOME@/solution.py']\n"
        "from textwrap import dedent\n" + READS.replace("\n    ", "\n"),
        levels=WALLED,
        bites=True,
    ),
    Attack(
        "B05",
        """
        import os, numpy
        libraries = os.path.dirname(os.path.dirname(numpy.__file__)) + os.sep
        def patient(x):
            found = []
            for top in ('/home', '/root', '/etc', '/var', '/tmp', '/submission', '/dev', '@COURSE@', '@HOME@', '@CLASS@', os.getcwd()):
                for base, folders, files in os.walk(top):
                    if base.startswith(libraries):  # they may be read, wherever they are installed
                        continue
                    found += [os.path.join(base, name) for name in files if name.endswith(('.npy', '.npz', '.pt')) or 'solution' in name]
            for path in found:
                print('GOT', path)
            return 3 * x
        """,
        target="patient",
        verdict="passed",
        levels=WALLED,
        bites=True,
    ),
    Attack(
        "B06",
        """
        import os
        def attacked(x):
            try:
                print('STAT', os.stat('@COURSE@/reference/range/solution.py').st_size)
                print('GOT a size' if LEVEL != 'confined' else 'a size')
            except FileNotFoundError:
                print('ENOENT')
            try:
                print('GOT', os.listdir('@COURSE@'))
            except OSError:
                pass
            return 2 * x
        LEVEL = '@LEVEL@'
        """,
        verdict="passed",
        levels=WALLED,
        bites=True,
        check=lambda evidence: _only_metadata(evidence),
    ),
    Attack(
        "B07",
        """
        import os
        def attacked(x):
            for path in ('/proc/self/mem', '/proc/@PARENT@/environ', '/proc/@PARENT@/cmdline', '/proc/@PARENT@/maps', '/proc/self/maps', '/proc/1/environ'):
                try:
                    with open(path, 'rb') as file:
                        print('GOT', path)
                except OSError as error:
                    last = error
            os.listdir('/proc/self/fd')
            print('GOT descriptors')
            raise last
        """,
        levels=WALLED,
        bites=True,
    ),
    Attack(
        "B08",
        """
        import ctypes, os, platform
        def attacked(x):
            libc = ctypes.CDLL(None, use_errno=True)
            x86 = platform.machine() == 'x86_64'
            buffer = ctypes.create_string_buffer(64)
            calls = {'ptrace': (101 if x86 else 117, 0x4206, @PARENT@, 0, 0), 'pidfd_open': (434, @PARENT@, 0, 0, 0),
                     'process_vm_readv': (310 if x86 else 270, @PARENT@, buffer, 0, buffer)}
            for name, (number, *arguments) in calls.items():
                if libc.syscall(number, *arguments, 0, 0) >= 0:
                    print('GOT', name)
            raise PermissionError('refused')
        """,
        bites=True,
    ),
    Attack(
        "B10",
        """
        import os
        def attacked(x):
            for name, value in os.environ.items():
                if 'canary' in value or 'TOKEN' in name or 'SECRET' in name or name == 'PATH':
                    print('GOT', name)
            try:
                with open('/proc/@PARENT@/environ', 'rb') as file:
                    print('GOT', [part for part in file.read().split(bytes(1)) if b'TOKEN' in part])
            except OSError:
                pass
            return 2 * x
        """,
        verdict="passed",
        bites=True,
    ),
    Attack(
        "B12",
        "PATHS = ['@CLASS@/neighbour/range.py', '../neighbour/range.py']\n" + READS.replace("\n    ", "\n"),
        levels=WALLED,
        bites=True,
    ),
    Attack(
        "B13",
        """
        import builtins, os, tempfile
        import numpy as np
        def attacked(x):
            builtins.left = np.left = 'message'
            for folder in (tempfile.gettempdir(), '/tmp', '/dev/shm', '.'):
                try:
                    open(os.path.join(folder, '@MARK@B13'), 'w').write('message')
                except OSError:
                    pass
            return 2 * x
        """,
        verdict="passed",
        accomplice="""
        import builtins, os, tempfile
        import numpy as np
        def attacked(x):
            if hasattr(builtins, 'left') or hasattr(np, 'left'):
                print('GOT an attribute')
            for folder in (tempfile.gettempdir(), '/tmp', '/dev/shm', '.'):
                if os.path.exists(os.path.join(folder, '@MARK@B13')):
                    print('GOT a file in', folder)
            return 2 * x
        """,
        levels=WALLED,
        bites=True,
    ),
    Attack(
        "B14",
        """
        kept = {}
        def patient(x):
            return kept.setdefault(x.shape, 3 * x)
        """,
        target="patient",
        verdict="passed wrong_value",
        check=lambda evidence: _replay_fails(evidence),
    ),
    Attack("B16", trial=_known_public),
    Attack("B17", trial=_no_oracle),
    Attack(
        "B18",
        "def attacked(x):\n    raise ValueError(f'private-input {x.tolist()}')\n",
        check=_tell_private,
    ),
    Attack(
        "B19",
        """
        def attacked(x):
            print('private-input', x.tolist())
            return 2 * x
        """,
        verdict="passed",
        check=_tell_private,
    ),
    Attack(
        "B21",
        """
        import numpy as np
        def attacked(x):
            with open('@HOME@/.cache/grader/bank.npy', 'rb') as file:
                print('GOT', file.read(6))
            return np.load('~/.cache/grader/bank.npy', allow_pickle=True)
        """,
        levels=WALLED,
        bites=True,
    ),
    Attack(
        "B22",
        """
        import importlib.util, sys
        def attacked(x):
            for name in list(sys.modules):
                if name.split('.')[0] == 'grader':
                    print('GOT', name)
            if importlib.util.find_spec('grader') is not None:
                print('GOT a spec')
            import grader.bank
            print('GOT the package')
        """,
        verdict="raised forbidden",
    ),
)


def _only_metadata(evidence: Evidence) -> None:
    """Landlock hides content, a mount namespace hides names too."""
    assert ("ENOENT" in evidence.stdout) == (evidence.level == FULL)
    assert ("STAT" in evidence.stdout) == (evidence.level in (CONFINED, NONE))


def _replay_fails(evidence: Evidence) -> None:
    """Called with A, with B of the same shape and with A again: the replay is a wrong answer."""
    again = [case.verdict.value for case in evidence.cases("patient") if case.scenario == "called_again"]
    assert again == ["wrong_value"]
