"""Programs that want out, in, or more than their share; each ends as its own failure and harms nothing."""

from __future__ import annotations

import os
import sys
import sysconfig

import pytest

from grader.model.outcome import Budget, Kind
from grader.run import Level, Runner

from .running import Bench, attack

FATAL = {Kind.CRASHED, Kind.NO_ANSWER, Kind.TIMED_OUT, Kind.OUT_OF_MEMORY}


REFUSED = {
    "fork": "import os\ndef f():\n    return os.fork()",
    "subprocess": "import subprocess, sys\ndef f():\n    return subprocess.run([sys.executable, '-c', '1']).returncode",
    "system": "import os\ndef f():\n    os.execv('/bin/true', ['true'])",
    "socket": "import socket\ndef f():\n    socket.socket()",
    "unix socket": "import socket\ndef f():\n    socket.socketpair()",
    "kill all": "import os\ndef f():\n    os.kill(-1, 9)",
    "kill parent": "import os\ndef f():\n    os.kill(os.getppid() or 2, 9)",
    "kill group": "import os\ndef f():\n    os.kill(0, 9)",
    "kill init": "import os\ndef f():\n    os.kill(1 if os.getpid() != 1 else 2, 9)",
    "limits of others": "import os, resource\ndef f():\n    resource.prlimit(os.getppid() or 2, resource.RLIMIT_NOFILE, (5, 5))",
    "priority": "import os\ndef f():\n    os.setpriority(os.PRIO_PROCESS, 0, 5)",
    "affinity": "import os\ndef f():\n    os.sched_setaffinity(0, {0})",
    "new user": "import os\ndef f():\n    os.setuid(12345)",
    "multiprocessing": "import multiprocessing\ndef f():\n    multiprocessing.get_context('fork').Process(target=print).start()",
    "terminal": "import fcntl\ndef f():\n    fcntl.ioctl(0, 0x5412, b'x')",
    "signal by descriptor": "import fcntl, os\ndef f():\n    fcntl.fcntl(3, fcntl.F_SETOWN, 1)",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_reaches_out_is_refused(forked: Bench, name: str) -> None:
    outcome = forked.outcome(REFUSED[name])
    assert outcome.kind is Kind.RAISED
    assert set(outcome.exceptions) & {"OSError", "PermissionError"}, outcome


RAW_CALLS = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "memfd_create": (319, 279), "io_uring_setup": (425, 425), "bpf": (321, 280),
    "userfaultfd": (323, 282), "perf_event_open": (298, 241), "keyctl": (250, 219), "add_key": (248, 217), "shmget": (29, 194),
    "semget": (64, 190), "msgget": (68, 186), "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438), "personality": (135, 92), "mincore": (27, 232), "inotify_init1": (294, 26), "chroot": (161, 51),
    "fchmodat": (268, 53), "utimensat": (280, 88), "setxattr": (188, 5), "landlock_create_ruleset": (444, 444),
    "execveat": (322, 281), "ptrace_x32": (0x40000000 + 521, 117), "mq_open": (240, 180), "rt_sigqueueinfo": (129, 138),
}  # fmt: skip


def test_raw_system_calls_are_refused(forked: Bench) -> None:
    column = 0 if os.uname().machine == "x86_64" else 1
    numbers = {name: pair[column] for name, pair in RAW_CALLS.items()}
    source = f"""
        import ctypes
        def f():
            libc = ctypes.CDLL(None, use_errno=True)
            found = {{}}
            for name, number in {numbers!r}.items():
                result = libc.syscall(number, 0, 0, 0, 0, 0, 0)
                found[name] = ctypes.get_errno() if result == -1 else -1
            return found
    """
    found = forked.value(source)
    assert {name: code for name, code in found.items() if code != 1} == {}


def test_the_environment_is_an_allow_list(everywhere: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADER_SECRET", "canary-1234")
    with Runner(everywhere.level) as fresh:
        environment = Bench(fresh).value("import os\ndef f():\n    return dict(os.environ)")
    assert not [name for name in environment if "GRADER" in name or "PATH" in name]
    assert "canary-1234" not in str(environment)


PATHS = ["/etc/passwd", "/proc/self/mem", "/proc/1/environ", "/proc/self/maps", "/proc/self/fd", "/root", "/home", __file__, "../../etc/passwd", "/dev/shm/x", "/dev/tty", "/var/run/docker.sock"]  # fmt: skip


def test_foreign_paths_cannot_be_opened(walled: Bench) -> None:
    source = f"""
        import os
        def f():
            opened = []
            for path in {PATHS!r}:
                try:
                    (os.listdir if os.path.isdir(path) else open)(path)
                    opened.append(path)
                except OSError:
                    pass
            return opened
    """
    assert walled.value(source) == [] or (walled.level is Level.FULL and walled.value(source) == ["/root"])


def test_a_search_of_everything_finds_no_data(runner_of: object, bench: Bench) -> None:
    if bench.level is not Level.FULL:
        pytest.skip("names of foreign files are hidden at level full only")
    source = """
        import os
        def f():
            found = []
            for base, folders, files in os.walk('/'):
                found += [os.path.join(base, name) for name in files]
            return found
    """
    found = bench.value(source, budget=Budget(cpu_seconds=10))
    libraries = (
        sys.base_prefix + "/lib/",
        sysconfig.get_path("stdlib"),
        sysconfig.get_path("purelib"),
        "/usr/lib",
        "/lib",
        "/opt/lib",
    )
    allowed = (*libraries, "/dev/", "/proc/cpuinfo", "/sys/devices/system/cpu/", "/submission/entry.py")
    assert [path for path in found if not path.startswith(allowed)] == []
    assert [path for path in found if "/grader/" in path or "/pytest/" in path] == []
    assert "/submission/entry.py" in found


def test_other_packages_are_not_there(walled: Bench) -> None:
    source = """
        import importlib.util, importlib, sys
        def f():
            got = []
            for name in ('grader', 'grader.model', 'msgspec', 'pydantic', 'rich', 'pytest', 'torch', 'click', 'pip'):
                try:
                    importlib.import_module(name)
                    got.append(name)
                except ModuleNotFoundError:
                    pass
            assert importlib.util.find_spec('grader') is None
            assert importlib.util.find_spec('scipy') is None
            return got
    """
    assert walled.value(source) == []


def test_writing_outside_the_two_folders_fails(walled: Bench) -> None:
    source = """
        import os, sys, tempfile, numpy
        def f():
            written = []
            for folder in (os.path.dirname(os.getcwd()), os.path.dirname(numpy.__file__), os.path.dirname(os.__file__), '/', '/dev', '/etc', '/usr', sys.path[1]):
                try:
                    open(os.path.join(folder, 'evil.pth'), 'w')
                    written.append(folder)
                except OSError:
                    pass
            with tempfile.NamedTemporaryFile('w+') as file:
                file.write('kept')
                file.seek(0)
                return written, file.read()
    """
    assert walled.value(source) == ([], "kept")


def test_the_memory_holds_no_canary_of_the_judge(bench: Bench) -> None:
    canary = "CANARY" + "-of-the-judge-77"
    bench.canary = canary  # type: ignore[attr-defined]
    source = """
        import gc, sys
        def f():
            seen = 0
            for thing in gc.get_objects():
                if isinstance(thing, dict) and any(isinstance(v, str) and v.startswith('CANARY') for v in list(thing.values())):
                    seen += 1
            frame = sys._getframe()
            names = []
            while frame is not None:
                names.append(frame.f_code.co_name)
                seen += sum('CANARY' in str(value)[:1000] for value in frame.f_locals.values() if isinstance(value, str))
                frame = frame.f_back
            return seen
    """
    assert bench.value(source) == 0


def test_nothing_is_left_for_the_next_submission(walled: Bench) -> None:
    leave = """
        import os, tempfile, numpy, builtins, random
        def f():
            folder = tempfile.gettempdir()
            for at in range(20):
                open(os.path.join(folder, f'left{at}'), 'w').write('x' * 1000)
            os.mkdir(os.path.join(folder, 'locked'), 0)
            os.symlink('/', os.path.join(folder, 'link'))
            numpy.left = builtins.left = random.left = 1
            numpy.seterr(all='raise')
            return 1
    """
    look = """
        import os, tempfile, numpy, builtins, random
        def f():
            state = os.stat(tempfile.gettempdir())
            return (os.listdir(tempfile.gettempdir()), os.listdir('.'), state.st_nlink,
                    [hasattr(place, 'left') for place in (numpy, builtins, random)], numpy.geterr()['over'])
    """
    assert walled.value(leave, files={"secret_helper.py": b"x = 1\n", "deep/er/data.txt": b"1"}) == 1
    files, own, _, left, over = walled.value(look)
    assert files == []
    assert own == ["entry.py"]
    assert left == [False] * 3
    assert over == "warn"


def test_a_former_submission_is_not_in_the_memory_of_the_server(bench: Bench) -> None:
    needle = b"x = 'needle-" + b"in-a-haystack-4711'\n"
    bench.value(needle + b"def f():\n    return 1\n", files={"helper.py": needle})
    source = """
        import ctypes, gc
        def f():
            target = 'needle-' + 'in-a-haystack-4711'
            return sum(isinstance(thing, (str, bytes)) and target in str(thing)[:100000] for thing in gc.get_objects())
    """
    assert bench.value(source) == 0


PROTOCOL = {
    "exits with status 0": ("import os\ndef f():\n    os._exit(0)", {Kind.NO_ANSWER}),
    "exits with status 1": ("import os\ndef f():\n    os._exit(1)", {Kind.NO_ANSWER}),
    "closes every descriptor": ("import os\ndef f():\n    os.closerange(0, 1024)", {Kind.NO_ANSWER}),
    "points the answer pipe elsewhere": ("import os\ndef f():\n    os.dup2(1, 4)", {Kind.NO_ANSWER, Kind.TIMED_OUT}),
    "answers early": ("import os\ndef f():\n    os.write(4, b'x' * 100)\n    return 1", {Kind.NO_ANSWER}),
    "claims a huge length": ("import os, struct\ndef f():\n    os.write(4, struct.pack('<QQ16s', 2**63, 10, b''))", {Kind.NO_ANSWER}),
    "crashes": ("import ctypes\ndef f():\n    ctypes.string_at(0)", {Kind.CRASHED}),
    "loops": ("def f():\n    while True: pass", {Kind.TIMED_OUT}),
    "sleeps through signals": (
        ("import signal, time\ndef f():\n    for s in range(1, 32):\n        try: signal.signal(s, signal.SIG_IGN)\n"
        "        except (OSError, ValueError): pass\n    while True: time.sleep(1)"),
        {Kind.TIMED_OUT},
    ),
    "burns CPU in threads": (
        ("import hashlib, threading\ndef f():\n    def g():\n        a = bytes(10**6)\n        while True: hashlib.sha256(a)\n"
        "    for _ in range(3): threading.Thread(target=g).start()\n    g()"),
        {Kind.TIMED_OUT},  # hashing lets go of the GIL, so several cores burn
    ),
    "asks for input": ("def f():\n    return input()", {Kind.RAISED}),
    "SystemExit": ("import sys\ndef f():\n    sys.exit(0)", {Kind.RAISED}),
    "KeyboardInterrupt": ("def f():\n    raise KeyboardInterrupt", {Kind.RAISED}),
    "GeneratorExit": ("def f():\n    raise GeneratorExit", {Kind.RAISED}),
    "endless recursion": ("def f():\n    return f()", {Kind.RAISED}),
    "eats all memory": ("def f():\n    x = []\n    while True: x.append(bytearray(50_000_000))", {Kind.OUT_OF_MEMORY}),
    "one huge array": ("import numpy as np\ndef f():\n    return np.ones((10**5, 10**6))", {Kind.OUT_OF_MEMORY}),
    "shared anonymous memory": ("import mmap\ndef f():\n    return len(mmap.mmap(-1, 3 << 30))", {Kind.RAISED, Kind.OUT_OF_MEMORY}),
    "a message that hangs": (
        "class E(Exception):\n    def __str__(self):\n        while True: pass\ndef f():\n    raise E",
        {Kind.TIMED_OUT},
    ),
    "a message that fails": ("class E(Exception):\n    def __str__(self): raise E\ndef f():\n    raise E", {Kind.RAISED}),
    "a huge message": ("def f():\n    raise ValueError('x' * 10**8)", {Kind.RAISED}),
    "a cycle of causes": (
        "def f():\n    a, b = ValueError(), ValueError()\n    a.__context__ = b; b.__context__ = a; a.__cause__ = b\n    raise a",
        {Kind.RAISED},
    ),
    "a hanging answer": ("class L(list):\n    def __iter__(self):\n        while True: pass\ndef f():\n    return L()", {Kind.TIMED_OUT}),
    "an exception that lies about its name": (
        "class Passed(Exception): pass\nPassed.__module__ = 'grader'; Passed.__qualname__ = '\\x1b[2J[bold]PASS'\ndef f():\n    raise Passed('[green]ok')",
        {Kind.RAISED},
    ),
    "patches what the worker uses": (
        "import os, struct, sys, time, builtins\ndef f():\n    os.write = os.writev = lambda *a: 10**9\n    return 5",
        {Kind.TIMED_OUT, Kind.NO_ANSWER},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PROTOCOL)
def test_a_hostile_case_harms_only_itself(bench: Bench, name: str) -> None:
    source, kinds = PROTOCOL[name]
    patient = Kind.OUT_OF_MEMORY in kinds or Kind.RAISED in kinds
    kind, message = attack(bench, source, cpu_seconds=1.0 if patient else 0.15)
    assert kind in kinds, message
    assert len(message) < 5000


@pytest.mark.parametrize("name", ["exits with status 0", "crashes", "loops", "SystemExit"])
def test_a_hostile_case_harms_only_itself_without_isolation(runner_of: object, name: str) -> None:
    source, kinds = PROTOCOL[name]
    bench = Bench(runner_of(Level.NONE))  # type: ignore[operator]
    kind, _ = attack(bench, source, cpu_seconds=0.1)
    assert kind in kinds


def test_a_second_answer_is_a_broken_protocol(forked: Bench) -> None:
    source = """
        import os
        original = os.writev
        def twice(descriptor, parts):
            parts = [bytes(part) for part in parts]
            return original(descriptor, parts + parts) // 2
        def f():
            os.writev = twice
            return 1
    """
    kind, _ = attack(forked, "from textwrap import dedent\n" + __import__("textwrap").dedent(source))
    assert kind is Kind.NO_ANSWER
