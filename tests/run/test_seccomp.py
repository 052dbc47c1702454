"""The filter of both processors, run step by step: its tables are tested without the machines."""

from __future__ import annotations

import errno
import importlib
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from grader.run.linux.seccomp import Filter, build

MACHINES = ("x86_64", "aarch64")
LISTS = Path(__file__).with_name("calls")
ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
ALLOW, EPERM, ENOSYS = 0x7FFF0000, 0x50000 | errno.EPERM, 0x50000 | errno.ENOSYS
OWN = 4711
#: Allowed for some arguments only.
BY_ARGUMENT = {"ioctl", "fcntl", "prctl", "kill", "tkill", "tgkill", "prlimit64", "clone", "clone3"}
#: What a submission must never be able to call, whatever its arguments.
NAMES = """
    accept4 acct add_key adjtimex bind bpf capset chroot clock_adjtime clock_settime connect delete_module execve execveat
    fanotify_init fanotify_mark fchmod fchmodat fchown fchownat finit_module fsconfig fsetxattr fsmount fsopen fspick
    init_module inotify_add_watch inotify_init1 io_setup io_submit io_uring_enter io_uring_register io_uring_setup ioprio_set
    kcmp kexec_load keyctl landlock_restrict_self linkat listen mbind memfd_create memfd_secret migrate_pages mknodat mlock
    mlock2 mlockall mount mount_setattr move_mount move_pages mq_open msgget name_to_handle_at open_by_handle_at open_tree
    perf_event_open personality pidfd_getfd pidfd_open pidfd_send_signal pivot_root process_madvise process_mrelease
    process_vm_readv process_vm_writev ptrace quotactl reboot recvmsg request_key rt_sigqueueinfo rt_tgsigqueueinfo
    sched_setaffinity sched_setattr sched_setparam sched_setscheduler seccomp semget sendmsg sendto set_mempolicy setdomainname
    setgid setgroups sethostname setns setpgid setpriority setresuid setsid setuid settimeofday setxattr shmat shmget
    signalfd4 socket socketpair splice swapon sync syslog tee umount2 unshare userfaultfd utimensat vhangup vmsplice
"""
FORBIDDEN = NAMES.split()
NAMES_X86 = "fork vfork iopl ioperm modify_ldt uselib ustat link mknod chmod chown utime utimes signalfd inotify_init"
FORBIDDEN_X86 = NAMES_X86.split()


def published(machine: str) -> dict[str, int]:
    """Names and numbers as the kernel publishes them, kept beside this test."""
    lines = (line.split() for line in (LISTS / f"{machine}.txt").read_text(encoding="ascii").splitlines())
    return {name: int(number) for number, name in lines}


@cache
def filter_of(machine: str, abi: int = 6) -> Filter:
    return build(machine, abi=abi)


def verdict(program: Filter, architecture: int, number: int, *arguments: int) -> int:
    """What the kernel would do: classic BPF over the call's description."""
    words = {0: number & 0xFFFFFFFF, 4: architecture}
    for index in range(6):
        value = arguments[index] if index < len(arguments) else 0
        words[16 + 8 * index], words[20 + 8 * index] = value & 0xFFFFFFFF, value >> 32 & 0xFFFFFFFF
    accumulator = at = 0
    while True:
        operation, if_true, if_false, value = program.code[at]
        value = OWN if value == 0xFFFFFFFF else value
        at += 1
        if operation == 0x06:
            return value
        if operation == 0x20:
            accumulator = words[value]
        elif operation == 0x54:
            accumulator &= value
        elif operation == 0x05:
            at += value
        else:
            tests = {0x15: accumulator == value, 0x35: accumulator >= value, 0x45: bool(accumulator & value)}
            at += if_true if tests[operation] else if_false


def call(machine: str, name: str, *arguments: int, abi: int = 6) -> int:
    return verdict(filter_of(machine, abi), ARCHITECTURE[machine], published(machine)[name], *arguments)


@pytest.mark.parametrize("machine", MACHINES)
def test_numbers_are_those_that_the_kernel_publishes(machine: str) -> None:
    numbers: dict[str, int] = importlib.import_module(f"grader.run.linux.calls_{machine}").NUMBERS
    known = published(machine)
    assert {name: known.get(name) for name in numbers} == numbers


@pytest.mark.parametrize(
    ("machine", "header"), [("x86_64", "asm/unistd_64.h"), ("aarch64", "asm-generic/unistd.h")], ids=MACHINES
)
def test_the_published_numbers_are_those_of_the_headers_here(machine: str, header: str) -> None:
    wanted = ["RENAMEAT", "NEW_STAT", "SET_GET_RLIMIT", "SYS_CLONE3", "MEMFD_SECRET"]
    options = ["-D__BITS_PER_LONG=64", *(f"-D__ARCH_WANT_{name}" for name in wanted)]
    compiler = shutil.which("cc")
    if not compiler:
        pytest.skip("there is no C preprocessor to read the kernel's headers with")
    done = subprocess.run(
        [compiler, "-E", "-dM", *options, "-include", header, "-"],
        input="",
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"the header {header} is not installed")
    aliases = dict(re.findall(r"^#define (__NR3264_\w+) (\d+)$", done.stdout, re.MULTILINE))
    lines = re.findall(r"^#define __NR_(\w+) (\w+)$", done.stdout, re.MULTILINE)
    found = {name: int(aliases.get(value, value)) for name, value in lines if value in aliases or value.isdigit()}
    known = published(machine)
    assert len(set(found) & set(known)) > 250
    assert {name: found[name] for name in known if name in found} == {
        name: known[name] for name in known if name in found
    }


@pytest.mark.parametrize("machine", MACHINES)
def test_every_number_is_allowed_or_refused_as_listed(machine: str) -> None:
    listed = importlib.import_module(f"grader.run.linux.calls_{machine}").NUMBERS
    allowed = {number for name, number in listed.items() if name not in BY_ARGUMENT}
    some = {number for name, number in listed.items() if name in BY_ARGUMENT}
    program = filter_of(machine)
    for number in {*range(1200), *range(0x40000000, 0x40000400), 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF} - some:
        expected = ALLOW if number in allowed else EPERM
        assert verdict(program, ARCHITECTURE[machine], number, 1, 2, 3) == expected, number


@pytest.mark.parametrize("machine", MACHINES)
def test_no_call_of_another_architecture_gets_through(machine: str) -> None:
    other = {0xC000003E, 0xC00000B7, 0x40000003, 0x40000028} - {ARCHITECTURE[machine]}  # the last two: 32 bits
    for architecture in other:
        assert {verdict(filter_of(machine), architecture, number) for number in range(600)} == {EPERM}


@pytest.mark.parametrize("machine", MACHINES)
def test_what_reaches_out_is_refused_whatever_its_arguments(machine: str) -> None:
    for name in [*FORBIDDEN, *(FORBIDDEN_X86 if machine == "x86_64" else [])]:
        for arguments in ((), (1, 1, 1, 1, 1, 1), (OWN, 0, OWN), (2**64 - 1,) * 6):
            assert call(machine, name, *arguments) == EPERM, name


@pytest.mark.parametrize("machine", MACHINES)
def test_signals_reach_nobody_but_oneself(machine: str) -> None:
    for name in ("kill", "tkill", "tgkill"):
        assert call(machine, name, OWN, OWN) == ALLOW
        for target in (0, 1, OWN + 1, 2**32 - 1, 2**64 - 1, -OWN & 0xFFFFFFFF):
            assert call(machine, name, target, OWN) == EPERM, (name, target)
    assert call(machine, "prlimit64", 0) == call(machine, "prlimit64", OWN) == ALLOW
    assert call(machine, "prlimit64", 1) == EPERM


@pytest.mark.parametrize("machine", MACHINES)
def test_a_thread_may_be_made_and_no_process(machine: str) -> None:
    thread = 0x3D0F00  # what glibc passes for pthread_create
    assert call(machine, "clone", thread) == ALLOW
    assert call(machine, "clone", 0x1200011) == EPERM  # its fork
    for namespace in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert call(machine, "clone", thread | namespace) == EPERM
    assert call(machine, "clone3", 0, 88) == ENOSYS


@pytest.mark.parametrize("machine", MACHINES)
def test_requests_to_devices_and_descriptors_are_harmless_ones(machine: str) -> None:
    assert call(machine, "ioctl", 0, 0x5401) == ALLOW
    for request in (0x5412, 0x541C, 0x5422, 0x8901, 0x8902, 0x40045431):  # TIOCSTI, TIOCLINUX, signals, owners
        assert call(machine, "ioctl", 0, request) == EPERM
        assert call(machine, "ioctl", 0, request | 1 << 32) == EPERM
    assert call(machine, "fcntl", 0, 3) == ALLOW
    for command in (
        8,
        10,
        15,
        1024,
        1026,
        1031,
        1033,
    ):  # F_SETOWN, F_SETSIG, F_SETOWN_EX, leases, notices, sizes, seals
        assert call(machine, "fcntl", 0, command) == EPERM
    assert call(machine, "prctl", 15) == ALLOW
    for option in (1, 4, 8, 22, 23, 24, 28, 35, 36, 38, 47, 59, 0x59616D61):
        assert call(machine, "prctl", option) == EPERM


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("abi", [0, 1, 2])
def test_an_old_landlock_lets_nothing_be_emptied_all_the_same(machine: str, abi: int) -> None:
    """Before version 3 it asks about reading and writing, and not about O_TRUNC beside neither of them."""
    opens = [("openat", (3, 0))] + ([("open", (0,))] if machine == "x86_64" else [])
    for name, before in opens:
        for flags in (0, 1, 2, 0x241, 0x242, 0x80000):
            assert call(machine, name, *before, flags, abi=abi) == ALLOW, hex(flags)
        for flags in (0x200, 0x203, 0x240, 0x80200):
            assert call(machine, name, *before, flags, abi=abi) == EPERM, hex(flags)
            assert call(machine, name, *before, flags) == ALLOW
    assert call(machine, "truncate", abi=abi) == EPERM
    assert call(machine, "openat2", abi=abi) == ENOSYS
    assert call(machine, "ftruncate", abi=abi) == ALLOW
