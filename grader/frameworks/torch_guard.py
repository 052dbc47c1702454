"""In a torch worker: tensors in and out, and a watch for the calls that a problem forbids.

A forbidden function that is an operator, or made of some that it has for itself, is seen where these run. Others, which
torch writes in Python, are seen by a mode that torch calls for each of its functions; it costs as much as a small one.

The watch sees what runs through torch's own dispatch. A determined cheater evades it, so its silence proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from types import FunctionType
from typing import Any

import numpy as np
import torch
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode

from grader.frameworks.base import Unconvertible
from grader.frameworks.torch_operators import is_operator, operator_watch

AUTOGRAD = "autograd"
_DEPTH = 64  # of tuples and lists within each other
_OUT_OF_MEMORY = "DefaultCPUAllocator: can't allocate"
#: The aten operators that a forbidden function is made of, where their names differ from the function's own.
_OPERATORS = {
    "conv1d": ("convolution", "conv1d"), "conv2d": ("convolution", "conv2d"), "conv3d": ("convolution", "conv3d"),
    "conv_transpose2d": ("convolution", "conv_transpose2d"),
    "conv2d_input": ("convolution_backward",), "conv2d_weight": ("convolution_backward",),
    "max_pool1d": ("max_pool1d_with_indices",), "max_pool2d": ("max_pool2d_with_indices",),
    "max_pool3d": ("max_pool3d_with_indices",), "adaptive_max_pool2d": (), "max_unpool2d": (),
    "avg_pool2d": ("avg_pool2d",),
    "scaled_dot_product_attention": (
        "scaled_dot_product_attention", "_scaled_dot_product_flash_attention_for_cpu",
        "_scaled_dot_product_attention_math", "_scaled_dot_product_fused_attention_overrideable",
    ),
    "multi_head_attention_forward": ("_native_multi_head_attention",),
    "batch_norm": ("native_batch_norm", "_native_batch_norm_legit", "cudnn_batch_norm", "_batch_norm_impl_index"),
    "layer_norm": ("native_layer_norm",), "group_norm": ("native_group_norm",),
    "cross_entropy": ("nll_loss_forward", "cross_entropy_loss"), "nll_loss": ("nll_loss_forward",),
    "softmax": ("_softmax",), "log_softmax": ("_log_softmax",), "logsumexp": ("logsumexp",),
    "embedding": ("embedding",), "gelu": ("gelu",), "dropout": ("native_dropout",), "unfold": ("im2col", "unfold"),
    "fold": ("col2im",), "binary_cross_entropy": ("binary_cross_entropy",),
    "binary_cross_entropy_with_logits": ("binary_cross_entropy_with_logits",), "mse_loss": ("mse_loss",),
}  # fmt: skip
#: Of these the ones that can run without any of their operators.
_SEVERAL_WAYS = {"multi_head_attention_forward"}
_PLACES = (
    "torch.nn.functional",
    "torch",
    "torch.Tensor",
    "torch._C._nn",
    "torch._VF",
    "torch.special",
    "torch.linalg",
    "torch.fft",
)


def to_framework(value: Any) -> Any:
    """An input array as a tensor over the same memory where torch can have it so (it has no negative strides)."""
    if isinstance(value, np.generic):
        return value.item()
    if not isinstance(value, np.ndarray):
        return value
    if not value.flags.writeable or min(value.strides, default=0) < 0:  # a C-ordered array of one element can have -8
        value = value.copy()
    return torch.from_numpy(value)


def to_numpy(value: Any) -> Any:
    """A tensor as an array; anything else as it is. Raises Unconvertible for layouts without a plain meaning."""
    if not isinstance(value, torch.Tensor):
        return value
    if value.is_quantized:
        raise Unconvertible("the function returned a quantized tensor; call `.dequantize()` first")
    if value.layout != torch.strided:
        raise Unconvertible(f"the function returned a {value.layout} tensor; call `.to_dense()` first")
    if value.is_nested:
        raise Unconvertible("the function returned a nested tensor; return an ordinary one")
    if value.device.type == "meta":
        raise Unconvertible("the function returned a tensor on the device 'meta', which has no values")
    plain = value.detach().cpu().resolve_conj().resolve_neg()
    if plain.dtype == torch.bfloat16 or plain.dtype.itemsize < 1:
        plain = plain.float()
    try:
        with torch._C.DisableTorchFunctionSubclass():
            return np.asarray(plain.numpy(force=True))
    except TypeError as error:
        words = f"the function returned a tensor of dtype {value.dtype}, which NumPy does not have"
        raise Unconvertible(words) from error


def memory_of(value: Any, depth: int = 0) -> Any:
    """A plain tensor as an array over its own memory, also within a tuple or list; anything else as it is."""
    kind = type(value)
    if kind is torch.Tensor:
        try:
            return value.detach().numpy()
        except (RuntimeError, TypeError):  # NumPy has no such thing, or not of that memory
            return value
    if (kind is tuple or kind is list) and depth < _DEPTH:
        return kind(memory_of(item, depth + 1) for item in value)
    return value


def is_out_of_memory(message: str) -> bool:
    """Whether torch's allocator says that it was refused memory."""
    return _OUT_OF_MEMORY in message


def guard(forbidden: Iterable[str]) -> Guard:
    """A watch for calls of these functions."""
    return Guard(forbidden)


class Seen(BaseException):
    """Ends a call in which a forbidden one was seen."""


class Guard:
    """Watches the calls of one function for those in `forbidden`; `seen` names the first that ran."""

    def __init__(self, forbidden: Iterable[str]) -> None:
        names = tuple(forbidden)
        self.seen = ""
        self._functions = {id(found): name for name in names for found in _aliases(name)}
        self._spelt = {_last(name): name for name in names if name != AUTOGRAD}
        self._operators = {operator: name for name in names for operator in _operators(name)}
        self._no_autograd = AUTOGRAD in names
        self._needs_functions = any(map(_is_seen_by_name_only, names))

    def run(self, function: Callable[..., Any], arguments: Iterable[Any]) -> Any:
        """Call `function`; an exception passes through."""
        if not (self._functions or self._no_autograd):
            return function(*arguments)
        with ExitStack() as stack:
            watch = operator_watch()
            if watch is None or self._needs_functions:
                stack.enter_context(_Functions(self))
            if watch is None:
                stack.enter_context(_Operators(self))
            elif self._operators:
                stack.enter_context(watch.watching(self._operators, self._note_operator))
            if self._no_autograd:
                return self._without_autograd(function, arguments)
            return function(*arguments)

    def _without_autograd(self, function: Callable[..., Any], arguments: Iterable[Any]) -> Any:
        watched = _engine_entries(self)
        kept = [(owner, name, getattr(owner, name)) for owner, name in watched]
        for owner, name, original in kept:
            setattr(owner, name, self._noting(original))
        try:
            return function(*arguments)
        finally:
            for owner, name, original in kept:
                setattr(owner, name, original)

    def _noting(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """In place of `original`: remember the call, and end it, since the verdict is known."""

        def noted(*arguments: Any, **named: Any) -> Any:
            self.note(AUTOGRAD)
            raise Seen(f"{original.__name__} was called")

        return noted

    def note(self, name: str) -> None:
        """Remember the first forbidden call."""
        self.seen = self.seen or name

    def check_function(self, function: Any) -> None:
        """A function of torch's Python interface, by identity or, for its many aliases, by its own name.

        torch's resolve_name would be stricter, and imports half of torch: 1.6 s.
        """
        name = self._functions.get(id(function)) or self._spelt.get(getattr(function, "__name__", ""))
        if name:
            self.note(name)

    def check_operator(self, operator: Any) -> None:
        """An operator of torch's dispatcher, by its name without overload."""
        packet = getattr(operator, "_overloadpacket", None)
        self._note_operator(str(packet).rpartition(".")[2])

    def _note_operator(self, operator: str) -> None:
        name = self._operators.get(operator)
        if name:
            self.note(name)


class _Functions(TorchFunctionMode):
    def __init__(self, guard: Guard) -> None:
        super().__init__()
        self._guard = guard

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self._guard.check_function(func)
        return func(*args, **(kwargs or {}))


class _Operators(TorchDispatchMode):  # type: ignore[no-untyped-call]
    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """Nothing is compiled in a worker; asking for it would import torch._dynamo, 1.6 s."""
        return False

    def __init__(self, guard: Guard) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._guard = guard

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self._guard.check_operator(func)
        return func(*args, **(kwargs or {}))


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _operators(name: str) -> tuple[str, ...]:
    """What runs when a function runs: the operator of its own name, if there is one, or what it is made of."""
    last = _last(name)
    return () if name == AUTOGRAD else (last, *_OPERATORS.get(last, ()))


def _is_seen_by_name_only(name: str) -> bool:
    """Whether operators do not tell that a function runs: it is written in Python, and none is known as its own."""
    if name == AUTOGRAD or isinstance(
        _attribute(name), type
    ):  # to make an object of a class is no call that torch sees
        return False
    last = _last(name)
    if last in _OPERATORS:
        return last in _SEVERAL_WAYS
    return not is_operator(last) or any(isinstance(found, FunctionType) for found in _aliases(name))


def _aliases(name: str) -> list[Any]:
    """The function of that name, and its namesakes in torch's other modules."""
    if name == AUTOGRAD:
        return []
    found = [_attribute(f"{place}.{_last(name)}") for place in _PLACES]
    return [item for item in (_attribute(name), *found) if item is not None]


def _attribute(dotted: str) -> Any:
    value: Any = torch
    for part in dotted.split(".")[1:]:
        value = getattr(value, part, None)
    return value


def _engine_entries(guard: Guard) -> list[tuple[Any, str]]:
    """Every way into torch's derivatives: the engine, the functional transforms, forward mode."""
    from torch.autograd import forward_ad, functional, graph

    entries: list[tuple[Any, str]] = [(graph, "_engine_run_backward"), (torch.autograd, "_engine_run_backward")]
    entries += [(torch.autograd, "grad"), (torch.autograd, "backward"), (torch.Tensor, "backward")]
    entries += [(functional, name) for name in ("vjp", "jvp", "jacobian", "hessian", "vhp", "hvp")]
    entries += [(torch.func, name) for name in ("grad", "grad_and_value", "vjp", "jvp", "jacrev", "jacfwd", "hessian")]
    entries += [(forward_ad, "make_dual"), (forward_ad, "enter_dual_level")]
    return [(owner, name) for owner, name in entries if hasattr(owner, name)]


def warm(*, broad: bool) -> None:
    """Once in the server: what torch imports at the first watched call. `broad`: also what its transforms import."""
    images, weights = torch.zeros(1, 1, 4, 4), torch.zeros(1, 1, 3, 3)
    Guard(("torch.nn.functional.conv2d", AUTOGRAD)).run(torch.nn.functional.conv2d, (images, weights))
    watch = operator_watch()
    if watch is not None:
        watch.add({operator for name in _OPERATORS for operator in _operators(name)})
    if broad:
        torch.func.grad(lambda value: (value**2).sum())(images)
        torch.func.jvp(lambda value: value**2, (images,), (images,))
        torch.func.vmap(lambda value: value * 2)(images)
        torch.autograd.functional.jacobian(lambda value: (value**2).sum(), torch.zeros(2))  # type: ignore[no-untyped-call]
