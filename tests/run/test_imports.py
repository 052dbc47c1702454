"""What a submission's files do at their top level: what fails there costs itself alone."""

from __future__ import annotations

import sys

import pytest

from grader.model.outcome import Budget, Kind

from .running import Bench, task


@pytest.mark.parametrize(
    "line",
    [
        "import matplotlib.pyplot as plt\nplt.rcParams['figure.figsize'] = (10, 8)\n",
        "import matplotlib\nmatplotlib.use('Agg')\n",
        "import seaborn as sns\nsns.set(style='dark')\nsns.set_theme().then.more[0]()\n",
        "import tensorflow as tf\nif tf.config.list_physical_devices('GPU'):\n    DEVICE = 'gpu'\n",
        "import torchvision\nclass Data(torchvision.datasets.MNIST):\n    root: torchvision.Path = None\n",
        "import pandas as pd\nwith pd.option_context('display.max_rows', 5):\n    pass\n",
        "from tqdm import tqdm\nfor _ in tqdm(range(3)):\n    pass\n",
        "get_ipython().run_line_magic('matplotlib', 'inline')\n",
        "assert 1 == 2, 'a check of one’s own'\n",
        "raise RuntimeError('stop here')\n",
        "from helpers_that_nobody_has import anything\n",
        "import sqlite3, ssl, readline, tkinter, curses, turtle\n",
    ],
)
def test_what_only_sets_something_up_harms_no_function(bench: Bench, line: str) -> None:
    assert bench.value(f"{line}import numpy as np\ndef f():\n    return float(np.sum([1, 2]))\n") == 3.0


@pytest.mark.parametrize("decorator", ["@njit", "@njit(parallel=True)", "@numba.njit"])
def test_a_decorator_of_an_absent_library_leaves_the_function_as_it_is(bench: Bench, decorator: str) -> None:
    source = f"import numba\nfrom numba import njit\n{decorator}\ndef f(x: numba.float64) -> numba.float64:\n    return x + 1\n"
    result = bench.result(source, 1)
    assert result.outcomes[0].value == 2
    (note,) = result.notes
    assert "uses numba, which cannot be imported here" in note


def test_an_absent_library_is_refused_where_a_function_uses_it(bench: Bench) -> None:
    outcome = bench.outcome("from einops import rearrange\ndef f(x):\n    return rearrange(x, 'a b -> b a')\n", 1)
    assert outcome.kind is Kind.FORBIDDEN
    assert "einops" in outcome.message


def test_a_helper_that_was_not_handed_in_is_called_missing(bench: Bench) -> None:
    outcome = bench.outcome("import math\nfrom my_ops import scale\ndef f(x):\n    return scale(x)\n", 1)
    assert outcome.kind is Kind.RAISED
    assert "my_ops.py was not handed in, and entry.py imports it on line 2" in outcome.message


@pytest.mark.parametrize("path", ["'src'", "'./src/'", "__file__[:-len('entry.py')] + 'src'"])
def test_a_folder_on_the_path_is_looked_into(everywhere: Bench, path: str) -> None:
    source = f"import sys\nsys.path.insert(0, {path})\nfrom ops import g\ndef f():\n    return g()\n"
    files = {
        "src/ops.py": b"import deep.inner\ndef g():\n    return deep.inner.h()\n",
        "src/deep/inner.py": b"def h(): return 5\n",
    }
    assert everywhere.value(source, files=files) == 5


def test_a_line_of_a_helper_that_fails_is_left_out_and_told(bench: Bench) -> None:
    result = bench.result(
        "from utils import g\ndef f():\n    return g()\n", files={"utils.py": b"1 / 0\ndef g():\n    return 4\n"}
    )
    assert result.outcomes[0].value == 4
    assert result.notes == ("utils.py, line 1, fails and is left out: ZeroDivisionError: division by zero",)


def test_functions_above_an_endless_loop_are_kept(forked: Bench) -> None:
    source = "def f():\n    return 1\nwhile True:\n    pass\ndef g():\n    return 2\n"
    result = forked.result(
        source, tasks=[task("f", budget=Budget(cpu_seconds=0.1)), task("g", budget=Budget(cpu_seconds=0.1))]
    )
    assert result.outcomes[0].value == 1
    assert result.outcomes[1].kind is Kind.TIMED_OUT
    assert "__main__" in result.outcomes[1].message


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python knows it")
@pytest.mark.parametrize("line", ["type Vector = list[float]", "def first[T](x: list[T]) -> T: ...", "x = f'{d['a']}'"])
def test_newer_syntax_names_both_versions(bench: Bench, line: str) -> None:
    outcome = bench.outcome(f"d = {{'a': 1}}\n{line}\ndef f():\n    return 1\n")
    assert outcome.kind is Kind.DOES_NOT_COMPILE
    assert "it may be syntax of Python 3.12, and this is graded with Python 3.11" in outcome.message


def test_an_event_loop_runs_without_a_socket(everywhere: Bench) -> None:
    source = """
        import asyncio
        async def one(x):
            await asyncio.sleep(0.001)
            return await asyncio.to_thread(abs, x)
        def f(x):
            async def all_of():
                return sum(await asyncio.gather(one(x), one(-2 * x)))
            return asyncio.run(all_of())
    """
    assert everywhere.value(source, -1) == 3
