"""More attacks that are in no catalogue: on the kernel, on time and memory, on the rooms of a worker."""

from __future__ import annotations

import platform
from pathlib import Path

from attacks.beyond import ANY, _soon
from attacks.beyond_2 import OTHERS
from attacks.entry import WALLED, Attack, Evidence
from attacks.stand import Stand
from grader.model.bank import PRIVATE
from grader.model.values import array_of
from grader.run.linux import seccomp

CALLS = Path(__file__).parents[1] / "run" / "calls" / f"{platform.machine()}.txt"


def _unlisted() -> list[int]:
    """Every system call of this machine that no worker needs."""
    if not CALLS.exists():  # a processor without a table, where no level is had that bounds anything
        return []
    known = [line.split() for line in CALLS.read_text(encoding="ascii").splitlines()]
    allowed = seccomp.calls(platform.machine())
    return [int(number) for number, name in known if name not in allowed]


def _links_in_the_way(stand: Stand) -> None:
    """A folder that turns into a link and back while its room is emptied: what the link names is left alone."""
    kept = stand.home / "kept"
    kept.mkdir(exist_ok=True)
    for number in range(20):
        (kept / f"{number}.txt").write_text("kept", encoding="utf-8")
    source = f"""
        import os, tempfile, threading
        os.chdir(tempfile.gettempdir())
        os.symlink({str(kept)!r}, 'link')
        for number in range(40):
            os.makedirs(f'd/{{number}}/e')
        def swap():
            while True:
                for one, other in (('d', 'away'), ('link', 'd'), ('d', 'link'), ('away', 'd')):
                    os.rename(one, other)
        def attacked(x):
            for _ in range(3):
                threading.Thread(target=swap, daemon=True).start()
            return 2 * x
    """
    for _ in range(5):
        assert stand.graded(stand.write("links", source)).report.status == "graded"
        assert len(list(kept.iterdir())) == 20
        assert kept.stat().st_mode & 0o777 == 0o755


def _room_replaced(stand: Stand) -> None:
    """Where a worker may do so it removes its rooms, or puts a link there: the next one finds new ones."""
    sources = [
        "import os, shutil, tempfile\ntop = tempfile.gettempdir()\nHOW\ndef attacked(x):\n    return 2 * x\n".replace(
            "HOW", how
        )
        for how in (
            "shutil.rmtree(top)",
            "os.rmdir(top)\nos.symlink('@HOME@', top)",
            "os.rename(top, top + '2')\nopen(top, 'w').close()",
            "os.rename(os.getcwd(), os.getcwd() + '2')\nos.mkdir(os.path.dirname(top) + '/submission')",
        )
    ]
    for source in sources:
        assert stand.graded(stand.write("room", source)).report.status == "graded"
        stand._require_peace()
    assert {path.name for path in stand.home.iterdir()} >= {"solution.py", "docker.sock"}


def _with_hooks(folder: Path) -> None:
    hooks = folder / ".git" / "hooks"
    hooks.mkdir(parents=True)
    for name in ("post-checkout", "pre-commit", "post-index-change"):
        (hooks / name).write_text("#!/bin/sh\ntouch /tmp/grader-attack-hook\n", encoding="utf-8")
        (hooks / name).chmod(0o755)
    (folder / ".git" / "config").write_text(
        '[core]\n\tfsmonitor = "touch /tmp/grader-attack-monitor"\n', encoding="utf-8"
    )
    (folder / ".git" / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")


def _only_pipes(evidence: Evidence) -> None:
    assert "OPEN [0, 1, 2, 3, 4]" in evidence.stdout, evidence.stdout


def _plain(evidence: Evidence) -> None:
    everything = evidence.terminal + evidence.instructor + evidence.student
    assert "\x1b" not in everything
    assert "\u202e" not in evidence.terminal


def _told(stand: Stand) -> None:
    """What a student reads of public cases was said before a private input was there to be said."""
    source = """
        import os, threading, time
        import numpy as np
        seen = []
        def tell():
            while True:
                time.sleep(0.0005)
                os.write(1, repr(seen).encode())
        threading.Thread(target=tell, daemon=True).start()
        def told(x, answer):
            seen.append(x.tolist())
            print('seen', seen)
            if len(seen) > 5:
                raise ValueError(str(seen))
            return answer
        def attacked(x):
            return told(x, 2 * x)
        def patient(x):
            return told(x, np.array(seen).ravel())
        def honest(x):
            return told(x, x + 1)
    """
    evidence = stand.graded(stand.write("told", source))
    private = [value for problem in stand.bank.problems for case in problem.cases if case.split == PRIVATE
               for call in case.task.calls for value in array_of(call.values["x"]).tolist()]  # fmt: skip
    public = [value for problem in stand.bank.problems for case in problem.cases if case.split != PRIVATE
              for call in case.task.calls for value in array_of(call.values["x"]).tolist()]  # fmt: skip
    assert any(str(value) in evidence.student for value in public), "nothing was told at all"
    assert any(str(value) in evidence.instructor for value in private)
    assert not (found := [value for value in private if str(value) in evidence.student]), (
        f"private inputs are told: {found}"
    )


def _told_by_an_import(stand: Stand) -> None:
    """A worker in place of one that died among private cases imports the file before it is given a private input."""
    cases = [case for problem in stand.bank.problems for case in problem.cases]
    public = sum(len(case.task.calls) for case in cases if case.split != PRIVATE)
    source = f"""
        import os, select, struct, sys
        frame, ahead = sys._getframe(), b''
        while frame is not None:
            ahead += getattr(frame.f_locals.get('self'), '_data', b'')  # what the worker has read ahead
            frame = frame.f_back
        ahead += os.read(3, 1 << 16) if select.select([3], [], [], 0.2)[0] else b''
        calls = 0
        def attacked(x):
            global calls
            calls += 1
            if calls > {public}:
                os.kill(os.getpid(), 9)
            return 2 * x
        def honest(x):
            return attacked(x)
        def patient(x):
            return attacked(x)
        floats = [struct.unpack_from('<d', ahead, at)[0] for at in range(0, len(ahead) - 7)]
        raise ValueError([value for value in floats if 1e-6 < abs(value) < 1e6])
    """
    evidence = stand.graded(stand.write("importing", source))
    private = [value for case in cases if case.split == PRIVATE
               for call in case.task.calls for value in array_of(call.values["x"]).tolist()]  # fmt: skip
    assert "fails and is left out" in evidence.student
    assert not (found := [value for value in private if str(value) in evidence.student]), (
        f"private inputs are told: {found}"
    )


ATTACKS = (
    Attack(
        "Y24 an answer that dies slowly",
        """
        import time, weakref
        class Slow:
            def __array__(self, *a, **k):
                weakref.finalize(self, time.sleep, 1e6)
                return Slow()
            def __del__(self):
                while True:
                    pass
        def attacked(x):
            return [Slow() for _ in range(3)]
        """,
        verdict="timed_out",
    ),
    Attack(
        "Y25 hooks into every call",
        """
        import gc, sys, threading
        def hook(frame, event, argument):
            for value in list(frame.f_locals.values()):
                if type(value) is list:
                    value.append(None)
            return hook
        gc.callbacks.append(lambda *a: None)
        gc.set_threshold(1)
        threading.settrace(hook)
        def attacked(x):
            sys.settrace(hook)
            sys.setprofile(hook)
            return 2 * x
        """,
        verdict=ANY,
        also=OTHERS,
        check=_soon,
    ),
    Attack(
        "Y26 no descriptors but its own",
        """
        import fcntl, os, stat
        def attacked(x):
            found = []
            for number in range(4096):
                try:
                    found.append((number, stat.S_IFMT(os.fstat(number).st_mode)))
                except OSError:
                    pass
            print('OPEN', [number for number, _ in found])
            assert [kind for _, kind in found] == [stat.S_IFCHR] + 4 * [stat.S_IFIFO]
            for number, mode in ((3, b'w'), (4, None)):
                try:
                    os.write(3, b'x') if mode else os.read(4, 1)
                    print('GOT the other end')
                except OSError:
                    pass
            return 2 * x
        """,
        verdict="passed",
        levels=WALLED,
        check=_only_pipes,
    ),
    Attack(
        "Y27 requests read by somebody else",
        """
        import os, threading
        def steal():
            os.read(3, 1 << 20)
            os._exit(0)
        def attacked(x):
            threading.Thread(target=steal, daemon=True).start()
            return 2 * x
        """,
        verdict="passed timed_out no_answer",
        also=OTHERS,
        check=_soon,
    ),
    Attack(
        "Y28 every system call that nobody needs",
        f"""
        import ctypes
        def attacked(x):
            libc = ctypes.CDLL(None, use_errno=True)
            for number in {_unlisted()}:
                for arguments in ((0,) * 6, (1,) * 6, (-1,) * 6):
                    if libc.syscall(number, *arguments) != -1 or ctypes.get_errno() != 1:
                        print('GOT call', number, arguments, ctypes.get_errno())
            return 2 * x
        """,
        verdict="passed",
    ),
    Attack(
        "Y29 the doors of 32 bits",
        """
        import ctypes, mmap, platform
        def run(code):
            memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
            memory.write(code)
            return ctypes.CFUNCTYPE(ctypes.c_long)(ctypes.addressof(ctypes.c_char.from_buffer(memory)))()
        def attacked(x):
            if platform.machine() == 'x86_64':
                for number in (20, 2, 11, 5, 102, 359):  # getpid, fork, execve, open, socketcall, socket
                    code = b'\\x53\\x31\\xdb\\x31\\xc9\\x31\\xd2\\xb8' + number.to_bytes(4, 'little') + b'\\xcd\\x80\\x5b\\xc3'
                    if (found := ctypes.c_int32(run(code)).value) != -1:
                        print('GOT 32 bits', number, found)
                libc = ctypes.CDLL(None, use_errno=True)
                for number in (39, 57, 59, 2, 41, 520, 521, 545):  # the table of x32
                    if libc.syscall(0x40000000 | number, 0, 0, 0) != -1 or ctypes.get_errno() != 1:
                        print('GOT x32', number)
            return 2 * x
        """,
        verdict="passed crashed",  # a kernel without them answers with SIGSEGV
        also=OTHERS,
    ),
    Attack(
        "Y30 every kind of descriptor, timer and signal, as many as there are",
        """
        import ctypes, os, select, signal
        def attacked(x):
            libc = ctypes.CDLL(None, use_errno=True)
            signal.pthread_sigmask(signal.SIG_BLOCK, range(34, 64))
            for _ in range(20000):
                os.kill(os.getpid(), 40)
            timer = ctypes.create_string_buffer(8)
            counts = [0, 0, 0]
            kept = []
            makers = (os.pipe, select.epoll, lambda: libc.timer_create(1, None, timer) and os.open('/nowhere', 0))
            for at, make in enumerate(makers):
                try:
                    for _ in range(20000):
                        kept.append(make())
                        counts[at] += 1
                except OSError:
                    pass
            print('GOT no end of them' if max(counts) > 2000 else counts)
            for thing in kept[:100]:
                if isinstance(thing, tuple):
                    os.close(thing[0]), os.close(thing[1])
            return 2 * x
        """,
        verdict="passed raised no_answer",
        also=OTHERS,
    ),
    Attack(
        "Y31 memory of every kind",
        """
        import mmap
        def patient(x):
            kept, whole = [], 0
            for flags in (mmap.MAP_PRIVATE, mmap.MAP_SHARED, mmap.MAP_PRIVATE | 0x4000, mmap.MAP_PRIVATE | 0x40, mmap.MAP_SHARED | 0x40000):
                try:
                    while whole < 2000:
                        kept.append(mmap.mmap(-1, 16 << 20, flags=flags | mmap.MAP_ANONYMOUS))
                        whole += 16
                except (OSError, ValueError, MemoryError):
                    pass
            if whole > 400:
                print('GOT', whole, 'MiB')
            kept.clear()
            return 3 * x
        """,
        target="patient",
        verdict="passed",
    ),
    Attack("Y39 private inputs told in public cases", trial=_told),
    Attack("Y47 private inputs told by an import", trial=_told_by_an_import),
    Attack("Y32 links in the way of the broom", trial=_links_in_the_way),
    Attack("Y33 the room itself taken away", trial=_room_replaced),
    Attack("Y34 a repository with hooks", "def attacked(x):\n    return 2 * x\n", verdict="passed", build=_with_hooks),
    Attack(
        "Y35 lines of the source that move the cursor",
        "def attacked(x):\n    assert 0, '\x1b[2J\x07 \u202e \u2066 <b>' # \x1b]0;x\x07 \u202e\n",
        verdict="raised",
        check=_plain,
    ),
    Attack(
        "Y36 its streams broken",
        """
        import os, sys
        class Broken:
            encoding = property(lambda s: 1 / 0)
            def write(self, text):
                raise SystemExit(3)
            flush = close = write
        sys.stdout.close()
        sys.stdout = sys.stderr = sys.__stdout__ = Broken()
        os.dup2(0, 1)
        os.close(2)
        def attacked(x):
            return 2 * x
        """,
        verdict="passed",
    ),
    Attack(
        "Y37 sleeping to the last moment",
        "import time\ndef attacked(x):\n    time.sleep(0.9)\n    return 2 * x\n",
        verdict="passed",
    ),
    Attack(
        "Y38 CPU burnt between two answers",
        """
        import hashlib, threading
        def burn():
            while True:
                hashlib.sha256(bytes(10**6))
        for _ in range(6):
            threading.Thread(target=burn, daemon=True).start()
        def attacked(x):
            return 2 * x
        """,
        verdict="passed timed_out",
        also=OTHERS,
        check=_soon,
    ),
)
