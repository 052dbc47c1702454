"""Attacks that are in no catalogue: what was thought of past the list, and what once succeeded here."""

from __future__ import annotations

import json
from pathlib import Path

from attacks.entry import Attack, Evidence

ANY = "passed wrong_value wrong_shape wrong_type raised no_answer crashed timed_out out_of_memory output_too_large missing"


def _soon(evidence: Evidence) -> None:
    assert evidence.seconds < 40, f"took {evidence.seconds:.0f} s"


def _names(count: int, length: int) -> dict[str, bytes]:
    return {"/".join(["d" * length] * 3) + f"/{number:03}{'y' * length}.txt": b"" for number in range(count)}


def _folder_as_entry(folder: Path) -> None:
    (folder / "Range.py").write_text("def attacked(x):\n    return 2 * x\n", encoding="utf-8")
    (folder / "range.py").mkdir()
    (folder / "range.py" / "inner.py").write_text("x = 1\n", encoding="utf-8")


def _deep_notebook(folder: Path) -> None:
    right = "def attacked(x):\n    return 2 * x\ndef patient(x):\n    return 3 * x\ndef honest(x):\n    return x + 1\n"
    cells = ("if 0:\n    y = 1\n" + "elif 0:\n    y = 1\n" * 900, right)
    document = {"cells": [{"cell_type": "code", "source": cell} for cell in cells]}
    (folder / "range.ipynb").write_text(json.dumps(document), encoding="utf-8")


def _wrong(id_: str, source: str, *, verdict: str = "wrong_type wrong_shape wrong_value raised", **more: str) -> Attack:
    return Attack(id_, source, verdict=verdict, also=more)


HIDDEN_FILES = """
    import mmap, os, tempfile, time
    kept = []
    def patient(x):
        folder = tempfile.gettempdir() + '/hidden'
        os.umask(0o477 if HOW == 'unreadable' else 0)
        os.mkdir(folder)
        os.umask(0)
        for number in range(40):
            if HOW == 'unreadable':
                open(f'{folder}/{number}', 'wb').write(bytes(8 << 20))
            else:
                file = tempfile.TemporaryFile()
                file.write(bytes(8 << 20))
                file.flush()
                kept.append(file if HOW == 'open' else mmap.mmap(file.fileno(), 4096))
        time.sleep(2)
        print('GOT 320 MiB')
        return 3 * x
"""


def _hidden(id_: str, how: str) -> Attack:
    source = f"HOW = {how!r}\n" + HIDDEN_FILES.replace("\n    ", "\n")
    return Attack(id_, source, target="patient", verdict="raised crashed timed_out")


ATTACKS = (
    _hidden("X01 files in a folder that nobody may list", "unreadable"),
    _hidden("X02 files that are deleted but open", "open"),
    _hidden("X03 files that are deleted, closed and mapped", "mapped"),
    Attack(
        "X04 folders three thousand deep",
        """
        import os, tempfile, time
        def patient(x):
            os.chdir(tempfile.gettempdir())
            try:
                for _ in range(3000):
                    os.mkdir('d')
                    os.chdir('d')
            except OSError:
                pass
            time.sleep(1)
            return 3 * x
        """,
        target="patient",
        verdict="passed crashed",
        check=_soon,
    ),
    Attack(
        "X05 more names than a message holds",
        "pass\n",
        verdict="passed",
        files=_names(400, 60),
        says="are left out: at most 500 files",
    ),
    Attack(
        "X06 a folder in place of the entry",
        build=_folder_as_entry,
        verdict="missing",
        also={"patient": "missing", "honest": "missing"},
    ),
    Attack(
        "X07 hours of parsing",
        "def attacked(x):\n    return 2 * x\n",
        verdict="passed",
        check=_soon,
        files={f"h{number}.py": "# torch exec\n" + "x=1;" * 95_000 for number in range(30)},
    ),
    Attack(
        "X25 imports that take the parser gigabytes",
        "def attacked(x):\n    return 2 * x\n",
        verdict="passed",
        check=_soon,
        files={
            "h.py": "# torch exec\nimport " + ".".join("a" * 199_000),
            "i.py": "from " + "b·." * 99_000 + "c import torch, os",
        },
    ),
    Attack("X26 a notebook as deep as its elif are many", build=_deep_notebook, verdict="passed"),
    _wrong(
        "X08 an int of six thousand digits",
        "def attacked(x):\n    return 10**6000\ndef patient(x):\n    return [10**6000] * 4\n",
        patient="wrong_type wrong_value",
    ),
    _wrong(
        "X09 keys that escape", "def attacked(x):\n    return {'\\x1b[2J': x, '\\u202e': x, '': x, 'a' * 99999: x}\n"
    ),
    _wrong(
        "X10 lists in lists", "def attacked(x):\n    r = x\n    for _ in range(62):\n        r = [r]\n    return r\n"
    ),
    _wrong("X11 a list within itself", "def attacked(x):\n    r = []\n    r.append(r)\n    return r\n"),
    _wrong(
        "X12 a NaN with a payload",
        "import numpy as np\ndef attacked(x):\n    return np.frombuffer(b'\\1\\0\\0\\0\\0\\0\\xf8\\x7f' * 4)\n",
    ),
    _wrong(
        "X13 an array interface that points anywhere",
        "class A:\n    __array_interface__ = {'shape': (4,), 'typestr': '<f8', 'data': (4096, False), 'version': 3}\n"
        "def attacked(x):\n    return A()\n",
        verdict="wrong_type crashed",
    ),
    _wrong(
        "X14 subclasses that lie",
        "class S(str):\n    __str__ = __repr__ = None\n    encode = lambda s, *a: b''\n"
        "class I(int):\n    __lt__ = lambda s, o: True\n    bit_length = lambda s: -10**9\n    __int__ = lambda s: 10**5000\n"
        "def attacked(x):\n    return S('\\ud800')\ndef patient(x):\n    return I(3)\n",
        patient="wrong_type wrong_shape",
    ),
    _wrong(
        "X15 an array class that lies",
        "import numpy as np\nclass A(np.ndarray):\n    shape = property(lambda s: (4,))\n    nbytes = -5\n    tobytes = lambda s: b''\n"
        "    def __array_finalize__(s, o):\n        raise SystemExit\ndef attacked(x):\n    return (0 * x).view(A)\n",
    ),
    _wrong(
        "X16 a name of a million letters",
        "class E(Exception):\n    pass\nE.__name__ = 'a' * 10**6\ndef attacked(x):\n    raise E(chr(0) * 10**6)\n",
    ),
    Attack(
        "X17 memory overwritten",
        "import ctypes\ndef attacked(x):\n    for n in range(-5, 257):\n        ctypes.memset(id(n) + 24, 7, 4)\n    return 0 * x\n",
        verdict="crashed wrong_value raised no_answer timed_out",
    ),
    Attack(
        "X18 a thread that writes between answers",
        "import os, threading, time\ndef w():\n    while True:\n        time.sleep(0.002)\n        os.write(4, b'x' * 100)\n"
        "threading.Thread(target=w, daemon=True).start()\ndef attacked(x):\n    time.sleep(0.05)\n    return 2 * x\n",
        verdict="no_answer",
        also={"patient": ANY, "honest": ANY},
    ),
    Attack(
        "X19 hard links, priorities, processors",
        "import os, tempfile\ndef attacked(x):\n"
        "    for attempt in (lambda: os.link('range.py', tempfile.gettempdir() + '/h'), lambda: os.nice(5), lambda: os.sched_setaffinity(0, {0})):\n"
        "        try:\n            attempt()\n            print('GOT it')\n        except OSError as error:\n            last = error\n    raise last\n",
    ),
    Attack(
        "X20 the worker's own parts replaced",
        "import sys\ndef attacked(x):\n    frame = sys._getframe()\n    while frame:\n        for value in list(frame.f_locals.values()):\n"
        "            if type(value).__name__ == 'Worker':\n                value._send = None\n        frame = frame.f_back\n    return 2 * x\n",
        verdict="no_answer",
    ),
    Attack(
        "X21 a forged answer of a better kind",
        "import os, struct, sys\ndef attacked(x):\n    f = sys._getframe()\n    nonce = None\n    while f and not nonce:\n"
        "        nonce = next((v for v in f.f_locals.values() if isinstance(v, bytes) and len(v) == 16), None)\n        f = f.f_back\n"
        "    for kind in (b'passed', b'grader_error', b'skipped'):\n        tree = b'\\x91' + bytes([0xa0 + len(kind)]) + kind\n"
        "        os.write(4, struct.pack('<QQ16s', len(tree), len(tree), nonce or b'') + tree)\n    os._exit(0)\n",
        verdict="no_answer",
    ),
    Attack(
        "X22 an alarm every millisecond",
        "import signal\nsignal.signal(signal.SIGALRM, lambda *a: None)\nsignal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)\ndef attacked(x):\n    return 2 * x\n",
        verdict="passed raised",
    ),
    Attack(
        "X23 what is left in the scratch room has a name, a mode and a target",
        "import os, tempfile\ndef attacked(x):\n    d = tempfile.mkdtemp()\n    os.symlink('/etc', d + '/l')\n    os.symlink('@HOME@', d + '/m')\n"
        "    os.mkdir(d + '/z', 0)\n    open(d + '/' + chr(0xdcff), 'w').close()\n    return 2 * x\n",
        verdict="passed",
        accomplice="import os, tempfile\ndef attacked(x):\n    print('GOT' if os.listdir(tempfile.gettempdir()) else '')\n    return 2 * x\n",
    ),
    Attack(
        "X24 a module of the grader in the way",
        "def attacked(x):\n    return 2 * x\n",
        verdict="passed",
        files=dict.fromkeys(
            ("msgspec.py", "grader.py", "inspect.py", "numpy.py", "sitecustomize.py"),
            "raise SystemExit('GOT the import')\n",
        ),
    ),
)
