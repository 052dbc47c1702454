"""Honest slips: each is told in words that its author can act on."""

from __future__ import annotations

import resource
from collections.abc import Callable

import numpy as np
import pytest

from grader.model.outcome import Budget, Kind, Task
from grader.run import Level, Runner, framework_of, probe, suspicions

from .running import Bench, task


def test_printing_is_kept_with_its_case(everywhere: Bench) -> None:
    source = "import sys, os\nprint('import')\ndef f():\n    print('one'); print('two', file=sys.stderr); os.write(1, b'three')\n    return 1\n"
    result = everywhere.result(source)
    assert result.outcomes[0].value == 1
    assert sorted(result.outcomes[0].stdout.replace("three", "three\n").split()) == ["one", "three", "two"]
    assert result.import_stdout == "import\n"


def test_input_says_what_to_do(everywhere: Bench) -> None:
    outcome = everywhere.outcome("def f():\n    return input()\n")
    assert "EOFError" in outcome.exceptions
    assert "do not call input()" in outcome.message


def test_an_exception_tells_class_message_and_line(everywhere: Bench) -> None:
    source = "class MyError(ValueError): pass\ndef g():\n    raise MyError('why')\ndef f():\n    g()\n"
    outcome = everywhere.outcome(source)
    assert outcome.exceptions[:2] == ("MyError", "ValueError")
    assert outcome.message == "why"
    assert outcome.line == 3
    assert "entry.py, line 5, in f" in outcome.traceback
    assert "grader" not in outcome.traceback
    assert "worker" not in outcome.traceback


def test_not_implemented_is_told_from_raised(everywhere: Bench) -> None:
    assert everywhere.outcome("def f():\n    raise NotImplementedError\n").kind is Kind.NOT_IMPLEMENTED


def test_a_misspelt_function_gets_a_guess(bench: Bench) -> None:
    outcome = bench.outcome("def convd2(x):\n    return 1\n", function="conv2d")
    assert outcome.kind is Kind.MISSING
    assert outcome.message == "function conv2d not found; did you mean convd2?"


def test_a_function_of_another_problem_is_no_misspelling(bench: Bench) -> None:
    tasks = [task("log_softmax", case="log_softmax/a/public/0"), task("softmax", case="softmax/a/public/0")]
    missing, found = bench.result("def softmax():\n    return 1\n", tasks=tasks).outcomes
    assert missing.message == "function log_softmax not found"
    assert found.value == 1


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("class f:\n    pass\n", "is a class"),
        ("f = 3\n", "of type int"),
        ("class S:\n    def f(self, x): pass\n", "method of the class S"),
    ],
)
def test_another_thing_in_place_of_a_function_is_named(bench: Bench, source: str, said: str) -> None:
    outcome = bench.outcome(source)
    assert outcome.kind is Kind.MISSING
    assert said in outcome.message


def test_a_wrong_number_of_parameters_shows_the_signature(bench: Bench) -> None:
    outcome = bench.outcome("def f(a):\n    return a\n", 1, 2)
    assert outcome.kind is Kind.RAISED
    assert "called as f(x0, x1)" in outcome.message
    assert "without self" in bench.outcome("def f(self, a):\n    return a\n", 1).message


def test_a_type_error_within_the_function_is_left_as_it_is(bench: Bench) -> None:
    outcome = bench.outcome("def f(a):\n    return a + 'x'\n", 1)
    assert "called as" not in outcome.message


COMPILING = {
    "syntax": (b"def f(:\n", "line 1"),
    "python 2": (b"x = 1\nprint 'a'\n", "line 2"),
    "tabs": (b"def f():\n\tx = 1\n        y = 2\n", "line 3"),
    "NUL": (b"x = 1\ny = '\0'\n", "NUL byte on line 2"),
    "UTF-16": ("def f(): pass".encode("utf-16"), "UTF-16"),
    "latin-1": ("# é\nx = 'é'\n".encode("latin-1"), "utf-8"),
    "magic": (b"import numpy\n%matplotlib inline\n", "notebook"),
    "nested": (b"x = " + b"(" * 10**5 + b")" * 10**5, "line 1"),
    "minus": (b"x = " + b"-" * 10**5 + b"1", ""),
}


@pytest.mark.parametrize("name", COMPILING)
def test_what_does_not_compile_says_where(bench: Bench, name: str) -> None:
    source, said = COMPILING[name]
    outcome = bench.outcome(source)
    assert outcome.kind is Kind.DOES_NOT_COMPILE
    assert said in outcome.message


@pytest.mark.parametrize(
    "source",
    [
        b"\xef\xbb\xbfdef f():\n    return 'ok'\n",
        b"def f():\r\n    return 'ok'\r\n",
        "# -*- coding: latin-1 -*-\ndef f():\n    é = 'ok'\n    return é\n".encode("latin-1"),
        b"x = [" + b"1," * 10**5 + b"]\ndef f():\n    return 'ok'\n",
    ],
    ids=["BOM", "CRLF", "cookie", "long"],
)
def test_unusual_text_is_accepted(bench: Bench, source: bytes) -> None:
    assert bench.value(source, budget=Budget(cpu_seconds=5)) == "ok"


def test_a_line_that_fails_is_left_out_and_told(everywhere: Bench) -> None:
    result = everywhere.result(
        "def f():\n    return 1\nLATE = undefined\ndef g():\n    return 2\ndef h():\n    return LATE\n",
        tasks=[task("f"), task("g"), task("h"), task("k")],
    )
    assert [outcome.value for outcome in result.outcomes[:2]] == [1, 2]
    assert "line 3 fails and is left out: NameError" in result.outcomes[2].message
    assert result.outcomes[3].kind is Kind.MISSING
    assert "line 3" in result.outcomes[3].message
    assert result.notes == ("line 3 fails and is left out: NameError: name 'undefined' is not defined",)


def test_exit_at_the_end_of_the_import_keeps_the_functions(bench: Bench) -> None:
    assert bench.value("import sys\ndef f():\n    return 1\nsys.exit(3)\n") == 1


def test_a_statement_that_fails_is_left_out_and_the_rest_is_run(bench: Bench) -> None:
    result = bench.result(
        "from __future__ import annotations\n1/0\ndef f(x: nothing):\n    return A\nnope()\nA = 7\n", 1
    )
    assert result.outcomes[0].value == 7
    assert [("line 2" in note, "line 5" in note) for note in result.notes] == [(True, False), (False, True)]


def test_helper_modules_work_in_both_spellings(everywhere: Bench) -> None:
    files = {
        "utils.py": b"def g():\n    return 'helper'\n",
        "pkg/__init__.py": b"from .inner import h\n",
        "pkg/inner.py": b"def h():\n    return 'inner'\n",
    }
    source = "from .utils import g\nimport utils, pkg\ndef f():\n    return g(), utils.g(), pkg.h(), open('data.txt').read()\n"
    assert everywhere.value(source, files={**files, "data.txt": b"data"}) == ("helper", "helper", "inner", "data")


def test_bytecode_in_the_submission_is_ignored(bench: Bench) -> None:
    import importlib.util
    import marshal

    evil = compile("def g():\n    return 'bytecode'\n", "utils.py", "exec")
    pyc = importlib.util.MAGIC_NUMBER + b"\0" * 4 + b"\xff" * 8 + marshal.dumps(evil)
    unchecked = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + b"\0" * 8 + marshal.dumps(evil)
    files = {
        "utils.py": b"def g():\n    return 'source'\n",
        "__pycache__/utils.cpython-311.pyc": unchecked,
        "other.pyc": pyc,
    }
    assert bench.value("import utils\ndef f():\n    return utils.g()\n", files=files) == "source"


def test_a_file_named_like_a_standard_module_is_noted(bench: Bench) -> None:
    result = bench.result(
        "import random\ndef f():\n    return random.choice([1])\n", files={"random.py": b"choice = None\n"}
    )
    assert result.outcomes[0].value == 1
    assert "random.py has the name of a standard module" in result.notes[0]


@pytest.mark.parametrize(
    "how",
    [
        "import matplotlib.pyplot as plt",
        "from matplotlib import pyplot as plt",
        "import matplotlib\nimport matplotlib.pyplot as plt",
    ],
)
def test_an_absent_library_costs_only_the_functions_that_use_it(everywhere: Bench, how: str) -> None:
    source = f"{how}\nfrom scipy.signal import convolve2d, correlate\nimport torch\ndef f():\n    return 1\ndef g():\n    plt.plot([1])\ndef h():\n    return convolve2d(1, 2)\n"
    free, plots, convolves = everywhere.result(source, tasks=[task("f"), task("g"), task("h")]).outcomes
    assert free.value == 1
    assert plots.kind is Kind.FORBIDDEN
    assert convolves.kind is Kind.FORBIDDEN
    assert "this assignment allows NumPy" in convolves.message
    assert convolves.exceptions[0] == "ModuleNotFoundError"


def test_a_guarded_import_falls_back(everywhere: Bench) -> None:
    source = "try:\n    import cupy as xp\nexcept ImportError:\n    import numpy as xp\nimport importlib.util\ndef f():\n    return float(xp.ones(1)[0]), importlib.util.find_spec('cupy') is None\n"
    assert everywhere.value(source) == (1.0, True)


def test_an_import_that_hangs_is_told_with_its_line(forked: Bench) -> None:
    outcome = forked.outcome("x = 1\nwhile True:\n    x += 1\ndef f(): pass\n", budget=Budget(cpu_seconds=0.1))
    assert outcome.kind is Kind.TIMED_OUT
    assert "import" in outcome.message
    assert outcome.line in {2, 3}


def test_an_import_that_crashes_fails_every_case(bench: Bench) -> None:
    outcomes = bench.result("import os\nos._exit(0)\n", tasks=[task("f"), task("g")]).outcomes
    assert [outcome.kind for outcome in outcomes] == [Kind.NO_ANSWER] * 2
    assert [outcome.case for outcome in outcomes] == ["p/s/public/0"] * 2
    assert "importing" in outcomes[0].message


def test_a_program_may_write_beside_itself(everywhere: Bench) -> None:
    source = """
        import logging, os
        logging.basicConfig(filename='train.log', level=logging.DEBUG)
        import numpy as np
        def f():
            logging.info('begun')
            os.makedirs('out/plots', exist_ok=True)
            np.save('out/weights.npy', np.ones(2))
            with open('data.txt', 'a') as file:
                file.write(' and more')
            return open('train.log').read(), np.load('out/weights.npy'), open('data.txt').read()
    """
    log, weights, data = everywhere.value(source, files={"data.txt": b"data"})
    assert (log, weights.tolist(), data) == ("INFO:root:begun\n", [1.0, 1.0], "data and more")


@pytest.mark.parametrize(
    "leaving",
    [
        "open('left.txt', 'w').write('hello')",
        "os.makedirs('a/b/c'); open('a/b/c/left.txt', 'w').write('hello'); os.chmod('a/b', 0)",
        "open('pkg/left.txt', 'w').write('hello')",
        "open('entry.py', 'a').write('# hello')",
        "os.remove('entry.py'); os.symlink('/etc/passwd', 'entry.py')",
        "os.chmod('.', 0)",
        "os.chmod('.', 0o1777)",
        "os.utime('.', (1, 1))",
    ],
)
def test_what_a_program_leaves_beside_itself_is_gone_for_the_next(forked: Bench, leaving: str) -> None:
    before = forked.value(_LOOK, files={"pkg/inner.py": b""})
    source = f"import os\ndef f():\n    try:\n        {leaving}\n    except OSError:\n        pass\n    return 1\n"
    for _ in range(3):
        assert forked.value(source, files={"pkg/inner.py": b""}) == 1
    assert forked.value(_LOOK, files={"pkg/inner.py": b""}) == before


_LOOK = """
    import os
    def f():
        names = sorted(os.path.join(where, name) for where, _, found in os.walk('.') for name in found)
        return names, oct(os.stat('.').st_mode), open('entry.py').read()[-60:], 'left' in str(os.listdir(os.environ['TMPDIR']))
"""


def test_changing_directory_fails_by_itself(bench: Bench) -> None:
    assert "FileNotFoundError" in bench.outcome("import os\ndef f():\n    os.chdir('/Users/me/hw1')\n").exceptions


def test_state_between_cases_is_the_students_own(bench: Bench) -> None:
    tasks = [task("f", case=f"p/s/{number}") for number in range(3)]
    outcomes = bench.result("n = 0\ndef f():\n    global n\n    n += 1\n    return n\n", tasks=tasks).outcomes
    assert [outcome.value for outcome in outcomes] == [1, 2, 3]


def test_dataclasses_pickle_and_typing_work_in_a_submission(bench: Bench) -> None:
    source = """
        from __future__ import annotations
        import dataclasses, pickle, typing, enum, decimal, fractions, json, re, itertools, functools, collections, math, random, time, copy
        import numpy as np
        @dataclasses.dataclass
        class Node:
            value: int
        def f():
            rng = np.random.default_rng(0)
            assert __name__ == 'entry'
            np.linalg.svd(rng.normal(size=(4, 4))); np.fft.fft(np.ones(8)); np.einsum('ij->j', np.eye(2))
            with np.errstate(all='raise'): pass
            return pickle.loads(pickle.dumps(Node(3))).value, copy.deepcopy([Node(1)])[0].value, str(decimal.Decimal(1) / 3)[:4]
    """
    assert bench.value(source) == (3, 1, "0.33")


def test_warnings_are_printed_not_raised(bench: Bench) -> None:
    outcome = bench.outcome("import numpy as np\ndef f():\n    return np.log(np.zeros(2))\n")
    assert outcome.kind is Kind.VALUE
    assert "RuntimeWarning" in outcome.stdout


@pytest.mark.parametrize("framework", ["numpy", "torch"])
def test_threads_that_multiply_matrices_find_their_memory(everywhere: Bench, framework: str) -> None:
    """Stacks, heaps and BLAS buffers of 16 threads fit beside a limit that would not hold them; none ends the process."""
    if framework == "torch":
        pytest.importorskip("torch", reason="torch is not installed")
    source = f"""
        import {framework}
        from threading import Barrier
        from concurrent.futures import ThreadPoolExecutor
        def f(x):
            together = Barrier(16)
            def multiply(number):
                together.wait(30)
                return float((x @ x).sum()) + number
            with ThreadPoolExecutor(16) as pool:
                return list(pool.map(multiply, range(16)))
    """
    budget = Budget(cpu_seconds=10.0, memory_mib=320)
    found = everywhere.value(source, np.ones((600, 600)), budget=budget, framework=framework)
    assert found == [600.0**3 + number for number in range(16)]


def test_how_deep_a_recursion_may_go_depends_on_no_shell(runner_of: Callable[[Level], Runner]) -> None:
    level = probe().level
    runner_of(level)  # skips what this machine cannot hold
    kept = resource.getrlimit(resource.RLIMIT_STACK)
    if kept[1] != resource.RLIM_INFINITY:
        pytest.skip("the stack is limited for good here")
    resource.setrlimit(resource.RLIMIT_STACK, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    try:
        with Runner(level, import_seconds=1.0) as runner:
            source = "import resource\ndef f():\n    return resource.getrlimit(resource.RLIMIT_STACK)[0]\n"
            assert Bench(runner).value(source) == 8 << 20
    finally:
        resource.setrlimit(resource.RLIMIT_STACK, kept)


def test_more_threads_than_allowed_are_an_exception(forked: Bench) -> None:
    source = """
        import threading, time
        def f():
            threading.stack_size(1 << 16)
            for _ in range(4000):
                threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
    """
    outcome = forked.outcome(source, budget=Budget(cpu_seconds=5.0))
    assert (outcome.kind, outcome.message) == (Kind.RAISED, "can't start new thread")


@pytest.mark.parametrize("name", ["submission", "grader", "msgspec", "public", "worker", "entry_helper"])
def test_a_helper_may_have_any_name_that_is_no_library(everywhere: Bench, name: str) -> None:
    source = f"from {name} import VALUE\nfrom .{name} import VALUE as again\ndef f():\n    return VALUE + again\n"
    assert everywhere.value(source, files={f"{name}.py": b"VALUE = 3\n"}) == 6


def test_empty_bank_and_no_arguments(bench: Bench) -> None:
    from grader.model.outcome import Program

    empty = bench.runner.run(Program("entry.py", {"entry.py": b""}, "entry"), bench.runner.prepare([]))
    assert empty.outcomes == ()
    assert bench.value("def f():\n    return 1\n", tasks=[Task("p/s/0", "f", ())]) == ()


def test_torch_is_found_by_parsing() -> None:
    assert (
        framework_of({"a.py": b"import numpy\n", "b.py": b"def f():\n    from torch.nn import functional\n"}) == "torch"
    )
    assert framework_of({"a.py": b"'''import torch'''\n# import torch\n", "notes.txt": b"import torch"}) == "numpy"
    assert framework_of({"a.py": b"import torch\ndef f(:\n"}) == "torch"
    assert framework_of({"a.py": b"# torch\nx = " + b"(" * 10**5}) == "numpy"
    assert framework_of({"a.py": b"import numpy, torch as t\n" + b"x = 1\n" * 10**5}) == "torch"


def test_suspicions_name_file_and_line() -> None:
    found = suspicions({"a.py": b"import numpy\nimport ctypes\ndef f():\n    exec('1')\n"})
    assert [item.split(" ")[0] for item in found] == ["a.py:2", "a.py:4"]
    assert suspicions({"a.py": b"import numpy as np\ndef f(x):\n    return x\n"}) == ()
    np.testing.assert_equal(len(suspicions({"a.py": b"eval " + b"(" * 10**5})), 1)


def test_a_codec_that_hides_what_a_file_says_is_told_and_never_run_here() -> None:
    hidden = b"# -*- coding: utf_7 -*-\n+AGk-mport ctypes\n"
    assert suspicions({"a.py": hidden})[0] == "a.py is encoded as utf_7: it reads differently from what runs"
    assert suspicions({"a.py": b"#!/usr/bin/python\n# vim: set fileencoding=latin-1 :\nx = '\xe9'\n"}) == ()
    assert suspicions({"a.py": b"x = 1\n\n# coding: utf_7\n"}) == ()  # only the first two lines are asked
    # Punycode takes quadratic time: minutes for this text, and the file parses at once without it.
    slow = b"# coding: punycode\nx = '" + b"x" * 100_000 + b"-" + b"aaab" * 60_000 + b"'\nexec(x)\n"
    assert [item.split(" ")[0] for item in suspicions({"a.py": slow})] == ["a.py", "a.py:3"]
