"""What automatic differentiation says: PyTorch, JAX and MyGrad, all in float64."""

from __future__ import annotations

import numpy as np

from grader.author import oracle

from .solution import (
    activation_backward,
    affine_backward,
    affine_forward,
    graph_backward,
    mlp_backward,
    mlp_forward,
)


def _tensor(array, *, grad=False):
    import torch

    return torch.tensor(np.array(array, dtype=np.float64), requires_grad=grad)


def _activations():
    import torch

    return {"relu": torch.relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh}


@oracle(affine_forward, package="torch")
def affine_forward_torch(x, weight, bias):
    """torch.nn.functional.linear, whose weight is (M, D)."""
    import torch

    return torch.nn.functional.linear(_tensor(x).flatten(1), _tensor(weight).T, _tensor(bias)).numpy()


@oracle(affine_backward, package="torch")
def affine_backward_torch(grad_output, x, weight):
    """The vector-Jacobian product of a linear layer."""
    import torch

    x, weight = _tensor(x, grad=True), _tensor(weight, grad=True)
    bias = torch.zeros(weight.shape[1], dtype=torch.float64, requires_grad=True)
    out = torch.nn.functional.linear(x.flatten(1), weight.T, bias)
    return tuple(grad.numpy() for grad in torch.autograd.grad(out, (x, weight, bias), _tensor(grad_output)))


@oracle(affine_backward, package="jax")
def affine_backward_jax(grad_output, x, weight):
    """jax.vjp of the same layer."""
    import jax

    jax.config.update("jax_enable_x64", True)
    primals = [np.array(array, dtype=np.float64) for array in (x, weight, np.zeros(np.shape(weight)[1]))]
    _, pullback = jax.vjp(lambda x, weight, bias: x.reshape(len(x), -1) @ weight + bias, *primals)
    return tuple(np.asarray(grad) for grad in pullback(np.array(grad_output, dtype=np.float64)))


@oracle(activation_backward, package="torch")
def activation_backward_torch(grad_output, preactivation, kind):
    """The vector-Jacobian product of torch.relu, sigmoid or tanh."""
    import torch

    z = _tensor(preactivation, grad=True)
    return torch.autograd.grad(_activations()[kind](z), z, _tensor(grad_output))[0].numpy()


@oracle(activation_backward, package="mygrad")
def activation_backward_mygrad(grad_output, preactivation, kind):
    """The same by MyGrad."""
    import mygrad
    from mygrad.nnet.activations import relu, sigmoid, tanh

    z = mygrad.tensor(np.array(preactivation, dtype=np.float64))
    {"relu": relu, "sigmoid": sigmoid, "tanh": tanh}[kind](z).backward(np.array(grad_output, dtype=np.float64))
    return np.asarray(z.grad)


@oracle(mlp_forward, package="torch")
def mlp_forward_torch(x, weights, biases, activation):
    """A torch.nn.Sequential with these weights, listened to layer by layer."""
    import torch

    zs, acts = [], [_tensor(x)]
    for weight, bias in zip(weights, biases, strict=True):
        zs.append(torch.nn.functional.linear(acts[-1], _tensor(weight).T, _tensor(bias)))
        acts.append(_activations()[activation](zs[-1]))
    return [z.numpy() for z in zs], [a.numpy() for a in (*acts[:-1], zs[-1])]


@oracle(mlp_backward, package="torch")
def mlp_backward_torch(x, targets, weights, biases, activation):
    """Autograd through torch's own square error."""
    import torch

    weights = [_tensor(weight, grad=True) for weight in weights]
    biases = [_tensor(bias, grad=True) for bias in biases]
    a = _tensor(x)
    for layer, (weight, bias) in enumerate(zip(weights, biases, strict=True), start=1):
        z = torch.nn.functional.linear(a, weight.T, bias)
        a = z if layer == len(weights) else _activations()[activation](z)
    loss = torch.nn.functional.mse_loss(a, _tensor(targets), reduction="sum") / (2 * len(x))
    grads = [grad.numpy() for grad in torch.autograd.grad(loss, (*weights, *biases))]
    return float(loss.detach()), grads[: len(weights)], grads[len(weights) :]


@oracle(mlp_backward, package="jax")
def mlp_backward_jax(x, targets, weights, biases, activation):
    """jax.value_and_grad of the loss."""
    import jax

    jax.config.update("jax_enable_x64", True)
    kinds = {"relu": jax.nn.relu, "sigmoid": jax.nn.sigmoid, "tanh": jax.numpy.tanh}
    wide = [[np.array(array, dtype=np.float64) for array in arrays] for arrays in (weights, biases)]

    def loss(weights, biases):
        a = np.array(x, dtype=np.float64)
        for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
            a = kinds[activation](a @ weight + bias)
        return 0.5 * jax.numpy.sum((a @ weights[-1] + biases[-1] - targets) ** 2) / len(x)

    value, (grad_weights, grad_biases) = jax.value_and_grad(loss, argnums=(0, 1))(*wide)
    return float(value), [np.asarray(grad) for grad in grad_weights], [np.asarray(grad) for grad in grad_biases]


@oracle(graph_backward, package="torch")
def graph_backward_torch(nodes):
    """Every node is a tensor that autograd is asked about."""
    import torch

    tensors = []
    for kind, *rest in nodes:
        if kind == "in":
            tensors.append(torch.tensor(float(rest[0]), dtype=torch.float64, requires_grad=True))
        else:
            tensors.append(getattr(torch, kind)(*[tensors[i] for i in rest]))
    grads = torch.autograd.grad(tensors[-1], tensors, allow_unused=True)
    return [0.0 if grad is None else float(grad) for grad in grads]


@oracle(graph_backward, package="jax")
def graph_backward_jax(nodes):
    """Each node gets a zero added; the gradient with respect to the zeros is what is asked."""
    import jax

    jax.config.update("jax_enable_x64", True)
    numpy = jax.numpy
    operations = {"add": numpy.add, "sub": numpy.subtract, "mul": numpy.multiply, "exp": numpy.exp, "log": numpy.log}
    operations["sigmoid"] = jax.nn.sigmoid

    def last(zeros):
        values = []
        for k, (kind, *rest) in enumerate(nodes):
            value = float(rest[0]) if kind == "in" else operations[kind](*[values[i] for i in rest])
            values.append(value + zeros[k])
        return values[-1]

    return np.asarray(jax.grad(last)(np.zeros(len(nodes)))).tolist()
