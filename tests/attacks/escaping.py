"""Group d, first part: processes that outlive, writing where nobody may, the network, the kernel."""

from __future__ import annotations

from attacks.entry import WALLED, Attack
from attacks.stand import CANARY, SECRETS, Stand

DAEMON = """
    import os, time
    def attacked(x):
        TIMES
        if os.fork() == 0:
            os.setsid()
            time.sleep(3)
            os._exit(0)
        print('GOT a daemon')
        return 2 * x
"""
WRITE = """
    import os
    def attacked(x):
        for path in PATHS:
            try:
                with open(path, MODE) as file:
                    file.write('PATH=/evil')
                print('GOT', path)
            except OSError as error:
                last = error
        raise last
"""


def _write(paths: str, mode: str = "a") -> str:
    return f"PATHS = {paths}\nMODE = {mode!r}\n" + WRITE.replace("\n    ", "\n")


def _unchanged(stand: Stand) -> None:
    """The files that the runner of a workflow reads afterwards hold what they held."""
    for name in SECRETS:
        assert (stand.home / f"{name}-canary").read_text(encoding="utf-8") == CANARY


ATTACKS = (
    Attack("D01", DAEMON.replace("TIMES", "pass"), bites=True),
    Attack(
        "D02",
        DAEMON.replace(
            "TIMES",
            "pid = os.fork()\n        if pid:\n            print('GOT a fork'); os.waitpid(pid, 0); return 2 * x",
        ).replace("os._exit(0)", "os._exit(0)"),
        bites=True,
    ),
    Attack(
        "D03",
        """
        import atexit, threading, time
        atexit.register(time.sleep, 1e6)
        def attacked(x):
            threading.Thread(target=time.sleep, args=(1e6,)).start()
            return 2 * x
        """,
        verdict="passed",
    ),
    Attack(
        "D04",
        """
        import os
        import numpy as np
        def attacked(x):
            site = os.path.dirname(os.path.dirname(np.__file__))
            for folder in (site, os.path.dirname(np.__file__), os.path.dirname(os.__file__), os.path.dirname(os.getcwd()), '@HOME@'):
                try:
                    open(os.path.join(folder, '@MARK@evil.pth'), 'w').write('import os')
                    print('GOT', folder)
                except OSError as error:
                    last = error
            raise last
        """,
        levels=WALLED,
        bites=True,
    ),
    Attack(
        "D09",
        "import os\ndef attacked(x):\n    print('GOT' if 'EVIL' in os.environ else '')\n    return 2 * x\n",
        verdict="passed",
        files={".env": "EVIL=1\nPYTHONPATH=/evil\nLD_PRELOAD=/evil.so\n", ".envrc": "export EVIL=1\n"},
    ),
    Attack(
        "D25",
        _write(
            "[f'@HOME@/{name}-canary' for name in ('GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY', 'GITHUB_PATH')]"
        ),
        trial=_unchanged,
        levels=WALLED,
        bites=True,
    ),
    Attack(
        "D26",
        """
        import socket, subprocess
        def attacked(x):
            try:
                subprocess.run(['sudo', '-n', 'true'])
                print('GOT to start sudo')
            except OSError:
                pass
            connection = socket.socket(socket.AF_UNIX)
            for path in ('/var/run/docker.sock', '@HOME@/docker.sock'):
                try:
                    connection.connect(path)
                    print('GOT', path)
                except OSError as error:
                    last = error
            raise last
        """,
        bites=True,
        stand_in="a listening socket of the test's own in place of Docker's",
    ),
    Attack(
        "D27",
        """
        import socket
        def attacked(x):
            for family, kind in ((socket.AF_INET, socket.SOCK_STREAM), (socket.AF_INET, socket.SOCK_DGRAM), (socket.AF_INET, socket.SOCK_RAW), (socket.AF_UNIX, socket.SOCK_STREAM)):
                try:
                    connection = socket.socket(family, kind)
                    print('GOT a socket', family, kind)
                    connection.connect(('127.0.0.1', @PORT@) if family == socket.AF_INET else chr(0) + 'abstract')
                    print('GOT a connection')
                except OSError as error:
                    last = error
            socket.getaddrinfo('example.org', 80)
            raise last
        """,
        bites=True,
    ),
    Attack(
        "D28",
        """
        import ctypes, os, platform
        def attacked(x):
            libc = ctypes.CDLL(None, use_errno=True)
            x86 = platform.machine() == 'x86_64'
            for name, number in {'keyctl': 250 if x86 else 219, 'add_key': 248 if x86 else 217, 'request_key': 249 if x86 else 218}.items():
                ctypes.set_errno(0)
                if libc.syscall(number, 0, -3, 0, 0, 0) >= 0 or ctypes.get_errno() != 1:
                    print('GOT', name)
            for name in ('DBUS_SESSION_BUS_ADDRESS', 'SSH_AUTH_SOCK', 'DISPLAY'):
                if name in os.environ:
                    print('GOT', name)
            return 2 * x
        """,
        verdict="passed",
        bites=True,
    ),
    Attack(
        "D29",
        """
        import fcntl, os
        def attacked(x):
            for descriptor in range(10):
                try:
                    fcntl.ioctl(descriptor, 0x5412, b'x')
                    print('GOT a key pressed')
                except OSError:
                    pass
                if os.isatty(descriptor):
                    print('GOT a terminal')
            os.open('/dev/tty', os.O_RDWR)
            print('GOT the terminal')
        """,
    ),
    Attack(
        "D30",
        """
        import ctypes, platform
        def attacked(x):
            libc = ctypes.CDLL(None, use_errno=True)
            numbers = {'unshare': (272, 97), 'mount': (165, 40), 'umount2': (166, 39), 'pivot_root': (155, 41), 'setns': (308, 268),
                       'io_uring_setup': (425, 425), 'bpf': (321, 280), 'userfaultfd': (323, 282), 'perf_event_open': (298, 241),
                       'open_tree': (428, 428), 'fsopen': (430, 430), 'chroot': (161, 51), 'kexec_load': (246, 104), 'init_module': (175, 105)}
            for name, pair in numbers.items():
                ctypes.set_errno(0)
                result = libc.syscall(pair[0 if platform.machine() == 'x86_64' else 1], 0x10000000, 0, 0, 0, 0)
                if result >= 0 or ctypes.get_errno() != 1:
                    print('GOT', name, result, ctypes.get_errno())
            return 2 * x
        """,
        verdict="passed",
    ),
    Attack("D31", _write("['@CLASS@/D31/range.py']"), levels=WALLED, bites=True),
    Attack(
        "D32",
        "def attacked(x):\n    access = 'user'\n    if access != 'none\u202e \u2066# check\u2069 \u2066':\n        return 2 * x\n",
        verdict="passed",
        says="bidirectional control characters",
    ),
)
