"""PyTorch: one thread, float64 by default; the conversions and the guard stand in `torch_guard`."""

from __future__ import annotations

import importlib

from grader.frameworks.base import Arrays, Framework, import_all

_USUAL = ("torch.nn.functional", "torch.func", "torch.autograd.functional", "torch.autograd.forward_ad", "torch.optim")


def _preload(*, broad: bool, quick: bool) -> None:  # noqa: ARG001  torch is imported whole or not at all
    torch = importlib.import_module("torch")
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    torch.set_default_dtype(torch.float64)
    import_all(_USUAL)
    images = torch.zeros(1, 1, 4, 4)
    weights = torch.zeros(1, 1, 3, 3, requires_grad=True)
    torch.nn.functional.conv2d(images, weights).sum().backward()
    with torch.autograd.profiler.record_function("warm"):  # an optimizer calls it; it looks for a module of its own
        pass
    torch.matmul(torch.ones(4, 4), torch.ones(4, 4)).sum().item()
    importlib.import_module("grader.frameworks.torch_guard").warm(broad=broad)


def _arrays() -> Arrays:
    from grader.frameworks import torch_guard

    return torch_guard


FRAMEWORK = Framework(
    name="torch",
    title="PyTorch",
    distributions=("torch",),
    preload=_preload,
    arrays=_arrays,
    extra="torch",
    starter=(
        (r"\bNumPy\b", "PyTorch"),
        (r"\bimport numpy as np\b", "import torch  # multiplies only tensors of one dtype: convert integers first"),
        (r"\bnp\.ndarray\b", "torch.Tensor"),
        (r"\b([Aa])n array\b", r"\1 tensor"),
        (r"\barray(s?)\b", r"tensor\1"),
        (r"\bArrays\b", "Tensors"),
    ),
    paste="{name} = torch.from_numpy({name})",
    # These import torch's compiler at their first use, which takes two seconds.
    slow_parts=rb"\boptim\b|\bfunc\b|\bfunctorch\b|\bvmap\b|\bcompile\b|\bcheckpoint\b|\b_?dynamo\b|\bjvp\b|\bvjp\b",
    rehearsal="torch_rehearsal.txt",
    # Run with 2.13.0 and 2.14.1. A bound that is a tensor: 1 before, 1/2 for each of the two since.
    changes=(("2.14", "the slope of clamp(min=0) and of its kind at the bound is 0, before it is 1"),),
)
