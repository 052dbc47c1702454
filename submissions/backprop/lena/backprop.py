"""Backpropagation in PyTorch, without autograd."""
import torch


def floating(t):
    return t if torch.is_floating_point(t) else t.to(torch.float64)


def affine_forward(x, weight, bias):
    return floating(x).flatten(start_dim=1) @ weight + bias


def affine_backward(grad_output, x, weight):
    rows = floating(x).flatten(start_dim=1)
    grad_x = (grad_output @ weight.t()).view(x.shape)
    return grad_x, rows.t() @ grad_output, grad_output.sum(dim=0)


def activation_backward(grad_output, preactivation, kind):
    z = floating(preactivation)
    if kind == "relu":
        return torch.where(z > 0, grad_output, torch.zeros_like(grad_output))
    if kind == "sigmoid":
        s = torch.sigmoid(z)
        return grad_output * s * (1 - s)
    return grad_output * (1 - torch.tanh(z) ** 2)


def mlp_forward(x, weights, biases, activation):
    activate = getattr(torch, activation)
    zs, acts = [], [floating(x)]
    for layer in range(len(weights)):
        zs.append(affine_forward(acts[-1], weights[layer], biases[layer]))
        is_last = layer + 1 == len(weights)
        acts.append(zs[-1] if is_last else activate(zs[-1]))
    return zs, acts


def mlp_backward(x, targets, weights, biases, activation):
    zs, acts = mlp_forward(x, weights, biases, activation)
    n = x.shape[0]
    residual = acts[-1] - targets
    loss = (residual ** 2).sum() / (2 * n)
    grad_z = residual / n
    grad_weights, grad_biases = [], []
    for layer in reversed(range(len(weights))):
        grad_act, gw, gb = affine_backward(grad_z, acts[layer], weights[layer])
        grad_weights.insert(0, gw)
        grad_biases.insert(0, gb)
        if layer:
            grad_z = activation_backward(grad_act, zs[layer - 1], activation)
    return loss, grad_weights, grad_biases


def graph_backward(nodes):
    values = []
    for op, *args in nodes:
        if op == "in":
            values.append(torch.tensor(float(args[0]), dtype=torch.float64))
        else:
            values.append(getattr(torch, op)(*(values[i] for i in args)))
    grads = torch.zeros(len(nodes), dtype=torch.float64)
    grads[-1] = 1.0
    for k in range(len(nodes) - 1, -1, -1):
        op, *args = nodes[k]
        g = grads[k].clone()
        if op in ("add", "sub"):
            grads[args[0]] += g
            grads[args[1]] += g if op == "add" else -g
        elif op == "mul":
            left, right = args
            grads[left] += g * values[right]
            grads[right] += g * values[left]
        elif op == "exp":
            grads[args[0]] += g * values[k]
        elif op == "log":
            grads[args[0]] += g / values[args[0]]
        elif op == "sigmoid":
            grads[args[0]] += g * values[k] * (1 - values[k])
    return [float(g) for g in grads]
