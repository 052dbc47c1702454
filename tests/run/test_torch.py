"""torch programs: tensors in and out, and calls that a problem forbids."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.model.outcome import Kind, Outcome
from grader.model.values import Form, Named, array_of, items_of
from grader.run import Level

from .running import Bench, task

pytest.importorskip("torch", reason="torch is not installed")


@pytest.fixture(params=[Level.FULL, Level.CONFINED], ids=str)
def torch_bench(request: pytest.FixtureRequest, runner_of: Callable[[Level], Any]) -> Bench:
    """A bench at both walled levels."""
    return Bench(runner_of(request.param))


def run(bench: Bench, body: str, *arguments: Any, **more: Any) -> Outcome:
    source = "import torch\nimport torch.nn.functional as F\nfrom torch import nn\n" + body
    return bench.outcome(source, *arguments, framework="torch", **more)


def test_arrays_become_float64_tensors_and_return_as_arrays(torch_bench: Bench) -> None:
    body = "def f(x, i, s, items):\n    assert x.dtype == torch.float64 and i.dtype == torch.int64 and isinstance(s, float)\n    return {'a': x @ x.T, 'b': (i + 1, torch.ones(2)), 'c': [t.sum() for t in items]}\n"
    outcome = run(torch_bench, body, np.eye(3), np.arange(3), 1.5, [np.ones(2), np.ones(3)])
    assert outcome.kind is Kind.VALUE, outcome
    assert isinstance(outcome.value, dict)
    np.testing.assert_array_equal(array_of(outcome.value["a"]), np.eye(3))
    assert array_of(items_of(outcome.value["b"])[1]).dtype == np.float64
    assert [array_of(item).item() for item in items_of(outcome.value["c"])] == [2.0, 3.0]


@pytest.mark.parametrize("shape", [(2, 3), (1, 3), (1, 1)])
@pytest.mark.parametrize("layout", ["C", "F", "strided", "reversed"])
def test_every_layout_arrives(torch_bench: Bench, layout: Any, shape: tuple[int, ...]) -> None:
    array = np.arange(1.0, 1 + np.prod(shape)).reshape(shape)
    outcome = run(
        torch_bench, "def f(x):\n    return x * 1\n", array, forms={"x0": Form(layout, writeable=layout != "F")}
    )
    np.testing.assert_array_equal(outcome.value, array)


def test_changes_and_shared_memory_are_seen(torch_bench: Bench) -> None:
    outcome = run(torch_bench, "def f(x):\n    x[0] = 9\n    return x.T\n", np.zeros((2, 2)))
    assert outcome.modified == ("x0",)
    assert outcome.shared


EXOTIC = {
    "torch.ones(2, requires_grad=True)": None,
    "torch.ones(2, dtype=torch.complex128).conj()": None,
    "torch.ones(2).to(torch.bfloat16)": None,
    "nn.Parameter(torch.ones(2))": None,
    "torch.ones(2, 2)[:, 0]": None,
    "torch.eye(2).to_sparse()": "sparse",
    "torch.ones(2, device='meta')": "meta",
    "nn.Linear(2, 2)": "type Linear",
}


@pytest.mark.parametrize("expression", EXOTIC)
def test_exotic_tensors_are_converted_or_named(torch_bench: Bench, expression: str) -> None:
    outcome = run(torch_bench, f"import warnings\nwarnings.simplefilter('ignore')\ndef f():\n    return {expression}\n")
    said = EXOTIC[expression]
    if said is None:
        np.testing.assert_array_equal(outcome.value, np.ones(2))
    else:
        assert outcome.kind is Kind.WRONG_TYPE, outcome
        assert said in outcome.message


def test_a_tensor_subclass_answers_with_its_bytes_only(torch_bench: Bench) -> None:
    body = """
class Liar(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return True
def f():
    return torch.ones(2).as_subclass(Liar)
"""
    outcome = run(torch_bench, body)
    assert outcome.kind in {Kind.VALUE, Kind.RAISED, Kind.WRONG_TYPE}


CONV = "torch.nn.functional.conv2d"
FORBIDDEN = {
    "F.conv2d(x, w)": CONV,
    "getattr(F, 'conv' + '2d')(x, w)": CONV,
    "torch.conv2d(x, w)": CONV,
    "torch._C._VariableFunctions.conv2d(x, w)": CONV,
    "torch.ops.aten.conv2d(x, w)": CONV,
    "torch.ops.aten.convolution(x, w, None, [1, 1], [0, 0], [1, 1], False, [0, 0], 1)": CONV,
    "nn.Conv2d(1, 1, 3)(x)": CONV,
    "exec('global y; y = F.conv2d(x, w)', {'F': F, 'x': x, 'w': w})": CONV,
}


@pytest.mark.parametrize("expression", FORBIDDEN)
def test_a_forbidden_call_is_seen(torch_bench: Bench, expression: str) -> None:
    images, weights = np.ones((1, 1, 4, 4)), np.ones((1, 1, 3, 3))
    outcome = run(torch_bench, f"def f(x, w):\n    return {expression}\n", images, weights, forbidden=(CONV,))
    assert outcome.kind is Kind.FORBIDDEN, outcome
    assert CONV in outcome.message


def test_an_allowed_way_is_not_forbidden(torch_bench: Bench) -> None:
    body = "def f(x, w):\n    cols = F.unfold(x, 3)\n    return (w.reshape(1, -1) @ cols).reshape(1, 1, 2, 2)\n"
    outcome = run(torch_bench, body, np.ones((1, 1, 4, 4)), np.ones((1, 1, 3, 3)), forbidden=(CONV, "autograd"))
    assert outcome.kind is Kind.VALUE, outcome
    np.testing.assert_array_equal(outcome.value, np.full((1, 1, 2, 2), 9.0))


AUTOGRAD = {
    "x.requires_grad_(); (x ** 2).sum().backward(); g = x.grad",
    "x.requires_grad_(); g, = torch.autograd.grad((x ** 2).sum(), x)",
    "g = torch.func.grad(lambda v: (v ** 2).sum())(x)",
    "g = torch.autograd.functional.jacobian(lambda v: (v ** 2).sum(), x)",
    "_, g = torch.func.jvp(lambda v: v ** 2, (x,), (torch.ones_like(x),))",
}


@pytest.mark.parametrize("body", sorted(AUTOGRAD))
def test_autograd_is_seen_where_it_is_forbidden(torch_bench: Bench, body: str) -> None:
    outcome = run(torch_bench, f"def f(x):\n    {body}\n    return g\n", np.ones(3), forbidden=("autograd",))
    assert outcome.kind is Kind.FORBIDDEN, outcome
    assert "autograd" in outcome.message
    if "func" in body:
        return  # allowed, they import two seconds of torch
    allowed = run(torch_bench, f"def f(x):\n    {body}\n    return g\n", np.ones(3))
    assert allowed.kind is Kind.VALUE, allowed


def test_a_saved_backward_is_seen(torch_bench: Bench) -> None:
    body = "from torch.autograd import grad\nsaved = torch.Tensor.backward\ndef f(x):\n    x.requires_grad_()\n    g, = grad((x ** 2).sum(), x)\n    return g\n"
    assert run(torch_bench, body, np.ones(3), forbidden=("autograd",)).kind is Kind.FORBIDDEN


def test_named_callables_take_arrays(torch_bench: Bench) -> None:
    public = b"import numpy as np\ndef square(x):\n    assert isinstance(x, np.ndarray)\n    return x * x\n"
    outcome = run(
        torch_bench, "def f(g, x):\n    return g(x) + torch.ones(1)\n", Named("square"), np.full(1, 3.0), public=public
    )
    np.testing.assert_array_equal(outcome.value, [10.0])


def test_out_of_memory_is_told(torch_bench: Bench) -> None:
    assert run(torch_bench, "def f():\n    return torch.ones(10**11)\n").kind is Kind.OUT_OF_MEMORY


def test_training_a_small_network_works(torch_bench: Bench) -> None:
    body = """
def f(x):
    torch.manual_seed(0)
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.Flatten(), nn.Linear(8, 2))
    optimizer = torch.optim.Adam(net.parameters())
    for _ in range(2):
        loss = F.cross_entropy(net(x), torch.zeros(2, dtype=torch.int64))
        optimizer.zero_grad(); loss.backward(); optimizer.step()
    return loss
"""
    outcome = run(torch_bench, body, np.ones((2, 1, 4, 4)))
    assert outcome.kind is Kind.VALUE, outcome
    assert outcome.stdout == ""


def test_numpy_programs_have_no_torch(torch_bench: Bench) -> None:
    outcome = torch_bench.outcome("def f():\n    import torch\n    return 1\n")
    assert outcome.kind is Kind.FORBIDDEN


def test_helpers_of_torch_are_not_for_submissions(torch_bench: Bench) -> None:
    assert run(torch_bench, "def f():\n    import networkx\n    return networkx.__version__\n").kind == Kind.FORBIDDEN


#: Functions with a call of each: some are operators, some are made of operators, some torch writes in Python.
FORBIDDEN = {
    "F.softmax(x, 1)": "torch.nn.functional.softmax",
    "x.softmax(1)": "torch.nn.functional.softmax",
    "torch.vmap(lambda row: torch.softmax(row, 0))(x)": "torch.softmax",
    "F.max_pool2d(x[None], 2)": "torch.nn.functional.max_pool2d",
    "F.max_pool2d(x[None], 2, return_indices=True)": "torch.nn.functional.max_pool2d",
    "F.adaptive_max_pool2d(x[None], 1)": "torch.nn.functional.adaptive_max_pool2d",
    "F.cross_entropy(x, torch.zeros(4, dtype=torch.int64))": "torch.nn.functional.cross_entropy",
    "F.normalize(x)": "torch.nn.functional.normalize",
    "F.interpolate(x[None], 8)": "torch.nn.functional.interpolate",
    "torch.norm(x)": "torch.norm",
    "x.norm()": "torch.norm",
    "nn.grad.conv2d_input((1, 1, 4, 4), x[None, None, :2, :2], x[None, None, :3, :3])": "torch.nn.grad.conv2d_input",
    "F.linear(x, x)": "torch.nn.functional.linear",
    "nn.Linear(4, 4)(x)": "torch.nn.functional.linear",
}


@pytest.mark.parametrize("expression", FORBIDDEN)
def test_every_kind_of_forbidden_function_is_seen(torch_bench: Bench, expression: str) -> None:
    name = FORBIDDEN[expression]
    outcome = run(torch_bench, f"def f(x):\n    y = {expression}\n    return x\n", np.eye(4), forbidden=(name,))
    assert outcome.kind is Kind.FORBIDDEN, outcome
    assert name in outcome.message


def test_what_one_problem_forbids_another_may_use(torch_bench: Bench) -> None:
    source = b"import torch\nimport torch.nn.functional as F\ndef f(x):\n    return F.softmax(x, 1)\ng = h = f\n"
    tasks = [
        task("f", np.eye(2), case="f/s/public/0", forbidden=("torch.softmax",)),
        task("g", np.eye(2), case="g/s/public/0", forbidden=("torch.nn.functional.conv2d",)),
        task("h", np.eye(2), case="h/s/public/0"),
    ]
    outcomes = torch_bench.result(source, tasks=tasks, framework="torch").outcomes
    assert [outcome.kind for outcome in outcomes] == [Kind.FORBIDDEN, Kind.VALUE, Kind.VALUE]


def test_without_a_watch_of_operators_a_mode_of_torch_sees_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """As with a version of torch that has no such ways."""
    import torch

    from grader.frameworks import torch_guard

    monkeypatch.setattr(torch_guard, "operator_watch", lambda: None)
    guard = torch_guard.Guard(("torch.nn.functional.conv2d",))
    images = torch.ones(1, 1, 4, 4)
    with torch._C.DisableTorchFunction():
        guard.run(torch.ops.aten.convolution, (images, images, None, [1, 1], [0, 0], [1, 1], False, [0, 0], 1))
    assert guard.seen == "torch.nn.functional.conv2d"
