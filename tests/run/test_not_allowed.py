"""A framework that the assignment does not allow is refused as any other library is: no server holds it already."""

from __future__ import annotations

import pytest

from grader.model.outcome import Kind
from grader.run import Runner

from .running import Bench


@pytest.mark.parametrize(
    "source",
    [
        "import torch\ndef f(x):\n    return float(torch.ones(2).sum())\n",
        "def f(x):\n    from torch import ones\n    return float(ones(2).sum())\n",
        "import sys\nimport torch\ndef f(x):\n    return float(sys.modules['torch'].ones(2).sum())\n",
    ],
)
def test_an_assignment_of_numpy_alone_refuses_torch(everywhere: Bench, source: str) -> None:
    with Runner(everywhere.level, libraries=("numpy",)) as runner:
        outcome = Bench(runner).outcome(source, 1.0, framework="torch")
    assert outcome.kind is Kind.FORBIDDEN, outcome
    assert outcome.message.endswith("No module named 'torch'; this assignment allows NumPy"), outcome


def test_nor_is_it_found_by_its_name(everywhere: Bench) -> None:
    source = "import importlib\ndef f(x):\n    return float(importlib.import_module('torch').ones(2).sum())\n"
    with Runner(everywhere.level, libraries=("numpy",)) as runner:
        outcome = Bench(runner).outcome(source, 1.0, framework="torch")
    assert outcome.kind is Kind.RAISED, outcome
    assert "No module named 'torch'" in outcome.message


def test_numpy_works_in_a_program_that_also_imports_what_is_not_allowed(everywhere: Bench) -> None:
    with Runner(everywhere.level, libraries=("numpy",)) as runner:
        source = "import numpy as np\nimport torch\ndef f(x):\n    return float(np.sum([x, 2]))\n"
        assert Bench(runner).value(source, 1.0, framework="torch") == 3.0
