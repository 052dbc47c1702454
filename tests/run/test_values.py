"""Values arrive and return as they are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.model.outcome import Arguments, Budget, Kind, Task
from grader.model.values import Form, Named

from .running import Bench

IDENTITY = "def f(x):\n    return x\n"

PLAIN_VALUES: list[Any] = [
    None, True, False, 0, -1, 2**63 - 1, -(2**63), 2**64, -(2**200), 1.5, float("inf"), -0.0, 1e-300, 2 + 3j, "", "naïve 漢字 \x1b[0m",
    (), [], {}, (1, [2.0, (None, {"a": "b"})]), {"x": [1, 2], "y": {"z": ()}}, [[]] * 3,
]  # fmt: skip


@pytest.mark.parametrize("value", PLAIN_VALUES, ids=repr)
def test_a_plain_value_returns_unchanged(bench: Bench, value: Any) -> None:
    back = bench.value(IDENTITY, value)
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize(
    "dtype", ["bool", "int8", "uint64", "float16", "float32", "float64", "complex64", "complex128"]
)
@pytest.mark.parametrize("shape", [(), (0,), (3, 0, 2), (2, 3), (1, 1, 1, 1)])
def test_an_array_returns_with_dtype_and_shape(bench: Bench, dtype: str, shape: tuple[int, ...]) -> None:
    array = np.arange(int(np.prod(shape))).reshape(shape).astype(dtype)
    back = bench.value(IDENTITY, array)
    assert back.dtype == array.dtype
    assert back.shape == array.shape
    np.testing.assert_array_equal(back, array)


def test_a_numpy_scalar_keeps_its_dtype(bench: Bench) -> None:
    back = bench.value(IDENTITY, np.float32(0.1))
    assert type(back) is np.float32


def test_nan_comes_back_as_nan(everywhere: Bench) -> None:
    back = everywhere.value(IDENTITY, np.array([np.nan, np.inf, -np.inf, 1.0]))
    np.testing.assert_array_equal(back, [np.nan, np.inf, -np.inf, 1.0])


@pytest.mark.parametrize(
    ("layout", "strides"), [("C", (24, 8)), ("F", (8, 16)), ("strided", (48, 16)), ("reversed", (-24, -8))]
)
@pytest.mark.parametrize("writeable", [True, False])
def test_an_argument_lies_in_memory_as_its_form_says(
    bench: Bench, layout: Any, strides: tuple[int, int], *, writeable: bool
) -> None:
    source = "def f(x):\n    return x.strides, x.flags.writeable, x\n"
    array = np.arange(6.0).reshape(2, 3)
    got, flag, back = bench.value(source, array, forms={"x0": Form(layout, writeable)})
    assert got == strides
    assert flag is writeable
    np.testing.assert_array_equal(back, array)


def test_a_changed_argument_is_named(bench: Bench) -> None:
    source = "def f(a, b, c):\n    b[0] = 7\n    c.append(1)\n    return a\n"
    outcome = bench.outcome(source, np.zeros(3), np.zeros(3), [1, 2])
    assert outcome.modified == ("x1", "x2")
    assert outcome.shared


@pytest.mark.parametrize("layout", ["C", "F", "strided", "reversed"])
def test_only_what_was_changed_is_named_in_any_form(bench: Bench, layout: Any) -> None:
    forms = {name: Form(layout) for name in ("x0", "x1", "x2")}
    arrays = [np.arange(6.0).reshape(2, 3) + number for number in range(3)]
    outcome = bench.outcome("def f(a, b, c):\n    b[1, 2] = 9\n    return 1\n", *arrays, forms=forms)
    assert outcome.modified == ("x1",)


@pytest.mark.parametrize(
    ("change", "modified"),
    [
        ("a[1][0] = 5", ("x0",)),
        ("a[0], a[1] = a[1], a[0]", ()),  # the arrays themselves are as they were, and so equal in their places
        ("a.pop()", ("x0",)),
        ("a[1] = 3", ()),  # the array that was made is as it was; what the list says now is not compared
        ("b['k'][0, 0] = -0.0", ("x1",)),
        ("b['n'] = 1", ("x1",)),
        ("c.shape = 6", ("x2",)),
        ("c.resize(1, refcheck=False)", ("x2",)),
        ("c += 0.0", ()),
    ],
)
def test_changes_in_containers_and_of_shapes(bench: Bench, change: str, modified: tuple[str, ...]) -> None:
    source = f"def f(a, b, c):\n    {change}\n    return 1\n"
    arguments = [np.zeros(2), np.zeros(2)], {"k": np.zeros((1, 1)), "n": 2}, np.zeros((2, 3))
    assert bench.outcome(source, *arguments).modified == modified


def test_nan_in_an_argument_is_no_change(bench: Bench) -> None:
    outcome = bench.outcome("def f(a, b):\n    return 1\n", np.array([np.nan]), [float("nan"), {"k": (1, None)}])
    assert outcome.modified == ()
    assert not outcome.shared


def test_a_view_of_an_argument_is_shared_memory(bench: Bench) -> None:
    assert bench.outcome("def f(x):\n    return (1, x[::2].T)\n", np.zeros((4, 4))).shared


def test_several_calls_give_a_tuple_with_fresh_buffers(bench: Bench) -> None:
    source = """
        seen = []
        def f(x):
            seen.append(x)
            first = float(x[0])
            x[0] = 99
            return first, len({id(item) for item in seen})
    """
    x = np.array([1.0, 2.0])
    calls = tuple(Arguments({"x": value}) for value in (x, x + 1, x))
    got = bench.value(source, tasks=[Task("p/s/0", "f", calls)])
    assert got == ((1.0, 1), (2.0, 2), (1.0, 3))


def test_named_callables_of_public_py_run_inside(bench: Bench) -> None:
    public = b"import numpy as np\ndef square(x):\n    return x * x\n"
    back = bench.value("def f(g, x):\n    return g(x), g\n", Named("square"), np.array([3.0]), public=public)
    assert back[0] == 9.0
    assert back[1] == Named("square")


def test_a_large_array_returns(everywhere: Bench) -> None:
    array = np.random.default_rng(0).normal(size=(1000, 700))
    back = everywhere.value("def f(x):\n    return x.T, x + 1\n", array)
    np.testing.assert_array_equal(back[0], array.T)
    np.testing.assert_array_equal(back[1], array + 1)


RELATIVES = {
    "np.matrix([[1, 2], [3, 4]])": np.array([[1, 2], [3, 4]]),
    "np.arange(3, dtype='>f8')": np.arange(3.0),
    "np.asfortranarray(np.arange(6.0).reshape(2, 3))": np.arange(6.0).reshape(2, 3),
    "np.broadcast_to(1.5, (2, 2))": np.full((2, 2), 1.5),
    "np.array([1, 2], dtype=np.longdouble)": np.array([1.0, 2.0]),
    "np.linalg.eigh(np.eye(2))[0]": np.ones(2),
    "np.memmap(__import__('tempfile').TemporaryFile(), dtype=float, shape=(2,), mode='w+')": np.zeros(2),
}


@pytest.mark.parametrize("expression", RELATIVES, ids=str)
def test_relatives_of_arrays_become_arrays(bench: Bench, expression: str) -> None:
    back = bench.value(f"import numpy as np\ndef f():\n    return {expression}\n")
    assert type(back) is np.ndarray
    assert back.dtype.isnative
    np.testing.assert_array_equal(back, RELATIVES[expression])


@pytest.mark.parametrize("expression", ["np.array('a')", "np.str_('a')", "np.array(['b', 'a'])[1]"], ids=str)
def test_strings_of_numpy_are_strings(bench: Bench, expression: str) -> None:
    back = bench.value(f"import numpy as np\ndef f():\n    return [{expression}, {{'k': {expression}}}]\n")
    assert back == ["a", {"k": "a"}]
    assert type(back[0]) is str


WRONG = {
    "np.ma.array([1, 2], mask=[0, 1])": "masked",
    "np.array(['a'])": "dtype str",
    "np.array([1, None])": "dtype object",
    "np.array(['2020-01-01'], dtype='M8[D]')": "datetime64",
    "np.zeros(2, dtype=[('a', float)])": "structured",
    "(i for i in range(3))": "generator",
    "map(abs, [1])": "map",
    "coroutine()": "coroutine",
    "{1, 2}": "set",
    "{1: 2}": "keys must be strings",
    "object()": "an object of type object",
    "b'abc'": "an object of type bytes",
    "f": "an object of type function",
    "float": "the class float",
    "deep()": "nested",
}


@pytest.mark.parametrize("expression", WRONG, ids=str)
def test_what_no_value_tree_holds_is_named(bench: Bench, expression: str) -> None:
    source = f"""
        import numpy as np
        async def coroutine(): pass
        def deep():
            x = []
            for _ in range(200): x = [x]
            return x
        def f():
            return {expression}
    """
    outcome = bench.outcome(source)
    assert outcome.kind is Kind.WRONG_TYPE
    assert WRONG[expression] in outcome.message


def test_an_object_with_array_is_converted_once(bench: Bench) -> None:
    source = """
        import numpy as np
        class Switch:
            count = 0
            def __array__(self, dtype=None, copy=None):
                Switch.count += 1
                return np.full(2, float(Switch.count))
        def f():
            return Switch()
    """
    np.testing.assert_array_equal(bench.value(source), [1.0, 1.0])


@pytest.mark.parametrize(
    "expression",
    ["np.broadcast_to(1.0, (10**6, 10**4))", "[0] * 2_000_000", "'x' * 3_000_000", "[np.zeros(10**5)] * 100"],
)
def test_a_huge_answer_is_refused_by_its_size(everywhere: Bench, expression: str) -> None:
    outcome = everywhere.outcome(
        f"import numpy as np\ndef f():\n    return {expression}\n", budget=Budget(output_mib=1)
    )
    assert outcome.kind is Kind.OUTPUT_TOO_LARGE
