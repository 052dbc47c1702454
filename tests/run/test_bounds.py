"""Programs that take more than their share or outlive their time: what bounds them, and what is left of them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from grader.model.outcome import Budget, Kind, Program
from grader.run import Level, Runner, probe

from .running import Bench, attack, task


def test_a_flood_of_output_is_cut_and_does_not_stall(everywhere: Bench) -> None:
    source = "import sys\ndef f():\n    for _ in range(300): sys.stdout.write('flood ' * 2000)\n    return 1\n"
    outcome = everywhere.outcome(source)
    assert outcome.value == 1
    assert 60_000 < len(outcome.stdout) < 70_000
    assert "more bytes" in outcome.stdout


def test_threads_work_and_a_bomb_of_them_fails(forked: Bench) -> None:
    source = """
        import threading, time
        def f(n):
            threads = [threading.Thread(target=time.sleep, args=(0.05 if n < 10 else 30,), daemon=True) for _ in range(n)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            return n
    """
    assert forked.value(source, 4) == 4
    outcome = forked.outcome(source, 5000)
    assert outcome.kind in {Kind.RAISED, Kind.OUT_OF_MEMORY}


def test_the_scratch_room_is_bounded(walled: Bench) -> None:
    source = """
        import os, tempfile, time
        def f(how):
            folder = tempfile.mkdtemp()
            if how == 'sparse':
                with open(os.path.join(folder, 'x'), 'wb') as file:
                    file.truncate(1 << 50)
            for at in range(20 if how == 'big' else 11_000):
                with open(os.path.join(folder, str(at)), 'wb') as file:
                    file.write(b'x' * (20_000_000 if how == 'big' else 0))
            time.sleep(30)
    """
    for how in ("big", "many", "sparse"):
        outcome = walled.outcome(source, how, budget=Budget(cpu_seconds=10))
        assert (outcome.kind is Kind.RAISED and "OSError" in outcome.exceptions) or outcome.kind is Kind.CRASHED, (
            outcome
        )


def test_open_files_are_bounded(forked: Bench) -> None:
    source = "import os\nkept = []\ndef f():\n    while True: kept.append(open('/dev/null'))\n"
    kind, message = attack(forked, source)
    assert kind is Kind.RAISED
    assert "Too many open files" in message


def test_a_time_out_skips_the_scenario_then_the_function(bench: Bench) -> None:
    source = "def f(x):\n    while x: pass\n    return 1\ndef g():\n    return 2\n"
    budget = Budget(cpu_seconds=0.1)
    names = ["p/a/0", "p/a/1", "p/b/0", "p/c/0"]
    tasks = [task("f", int(name != "p/a/0" or 1), case=name, budget=budget) for name in names] + [
        task("g", case="p/d/0")
    ]
    kinds = [outcome.kind for outcome in bench.result(source, tasks=tasks).outcomes]
    assert kinds == [Kind.TIMED_OUT, Kind.SKIPPED, Kind.SKIPPED, Kind.SKIPPED, Kind.VALUE]


def test_no_process_outlives_its_runner(runner_of: object) -> None:
    runner = Runner(probe().level)
    Bench(runner).value("def f():\n    return 1\n")
    server = runner._servers["numpy"]._process.pid  # type: ignore[attr-defined]
    runner.close()
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)


def test_a_dead_server_is_replaced_and_costs_no_points(forked: Bench) -> None:
    forked.value("def f():\n    return 1\n")
    forked.runner._servers["numpy"]._process.kill()  # type: ignore[attr-defined]
    assert forked.value("def f():\n    return 2\n") == 2


def test_a_stopped_process_is_ended_by_the_wall_clock(forked: Bench) -> None:
    started = time.monotonic()
    kind, _ = attack(
        forked,
        "import os, signal\ndef f():\n    os.kill(os.getpid(), signal.SIGSTOP)\n    import time; time.sleep(9)",
        cpu_seconds=0.1,
    )
    assert kind is Kind.TIMED_OUT
    assert time.monotonic() - started < 3


def test_a_patched_numpy_changes_no_other_worker(bench: Bench) -> None:
    bench.value("import numpy as np, time\nnp.exp = np.allclose = time.time = None\ndef f():\n    return 1\n")
    assert bench.value("import numpy as np\ndef f():\n    return float(np.exp(0))\n") == 1.0


def test_the_host_cannot_be_read(walled: Bench) -> None:
    import ctypes

    assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0  # PR_GET_DUMPABLE


def test_many_cases_keep_their_order(bench: Bench) -> None:
    tasks = [task("f", np.array(float(number)), case=f"p/s/{number}") for number in range(100)]
    program = Program("entry.py", {"entry.py": b"def f(x):\n    print(x)\n    return x + 1\n"}, "entry")
    outcomes = bench.runner.run(program, bench.runner.prepare(tasks)).outcomes
    assert [outcome.value for outcome in outcomes] == [number + 1.0 for number in range(100)]
    assert [outcome.stdout for outcome in outcomes] == [f"{number}.0\n" for number in range(100)]


def test_a_killed_host_leaves_no_process_behind() -> None:
    script = (
        "import os, sys, threading; sys.path.insert(0, sys.argv[1]); sys.path.insert(0, sys.argv[2])\n"
        "from grader.run import Runner, probe\nfrom running import Bench\n"
        "bench = Bench(Runner(probe().level))\nbench.value('def f(): return 1')\n"
        "print(bench.runner._servers['numpy']._process.pid, flush=True)\n"
        "bench.outcome('import time\\ndef f(): time.sleep(99)')\n"
    )
    here = Path(__file__).resolve()
    command = [sys.executable, "-c", script, str(here.parents[2]), str(here.parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as host:
        assert host.stdout is not None
        server = int(host.stdout.readline())
        time.sleep(0.1)
        host.kill()
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline and Path(f"/proc/{server}/stat").exists():
        if ") Z " in Path(f"/proc/{server}/stat").read_text():
            return  # dead; whoever adopted it has not looked yet
        time.sleep(0.02)
    assert not Path(f"/proc/{server}").exists()


REPLACED = """
import os, tempfile
top = tempfile.gettempdir()
if "planted" not in os.getcwd():
    base = os.path.dirname(top)
    os.rename(os.getcwd(), base + "/planted")
    for name in os.listdir():
        os.unlink(name)
    os.mkdir(base + "/submission")
    with open(base + "/submission/helper.py", "w") as file:
        file.write("VALUE = 'planted'\\n")
def f():
    return 1
"""


def test_a_folder_put_in_place_of_the_submissions_does_not_reach_the_next_one(
    runner_of: Callable[[Level], Runner],
) -> None:
    """At `limited` a program may rename what is its user's; the next one is given other folders."""
    bench = Bench(runner_of(Level.LIMITED))
    assert bench.value(REPLACED) == 1
    for _ in range(2):
        source = "from helper import VALUE\ndef f():\n    return VALUE\n"
        assert bench.value(source, files={"helper.py": b"VALUE = 'own'\n"}) == "own"
