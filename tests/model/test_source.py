"""What the host parses of programs that nobody has read."""

from __future__ import annotations

import ast
import time

import pytest

from grader.collect.choice import file_with_answers
from grader.model.source import parsed


@pytest.mark.parametrize(
    "source",
    [
        "import " + "a." * 150_000 + "b",
        "from " + "a." * 150_000 + "b import c",
        "import x, " + "a . " * 70_000 + "b as c",
        "x = 1; import " + "·a.a·." * 30_000 + "b",
        "import \\\n" + "a.\\\n" * 70_000 + "b",
    ],
)
def test_an_import_that_takes_the_parser_gigabytes_is_not_parsed(source: str) -> None:
    began = time.process_time()
    with pytest.raises(ValueError, match="too many parts"):
        parsed(source)
    assert time.process_time() - began < 1


def test_ordinary_code_with_many_dots_is_parsed() -> None:
    source = "import torch.nn.functional as F\n" * 100 + "x = y.z(a.b, c.d)\n" * 1000
    assert ast.dump(parsed(source)) == ast.dump(ast.parse(source))


def test_a_function_too_deep_to_be_compared_is_no_answer() -> None:
    deep = "def f(x):\n if x: pass\n" + " elif x: pass\n" * 900
    assert file_with_answers({"a.py": deep, "b.py": "def f(x):\n    return x\n"}, ("f",)) == "b.py"
