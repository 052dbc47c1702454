import torch

# why derive anything when torch can do it


def affine_forward(x, weight, bias):
    return x.double().reshape(len(x), -1) @ weight.double() + bias


def affine_backward(grad_output, x, weight):
    x = x.double().clone().requires_grad_()
    weight = weight.double().clone().requires_grad_()
    bias = torch.zeros(weight.shape[1], dtype=torch.float64, requires_grad=True)
    out = affine_forward(x, weight, bias)
    out.backward(grad_output.double())
    return x.grad, weight.grad, bias.grad


def activation_backward(grad_output, preactivation, kind):
    z = preactivation.double()
    if kind == "relu":
        return grad_output * (z > 0)
    a = torch.tanh(z) if kind == "tanh" else torch.sigmoid(z)
    return grad_output * (1 - a * a if kind == "tanh" else a * (1 - a))


def mlp_forward(x, weights, biases, activation):
    f = {"relu": torch.relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh}[activation]
    a = x.double()
    zs, acts = [], [a]
    for W, b in list(zip(weights, biases))[:-1]:
        z = a @ W.double() + b
        a = f(z)
        zs.append(z)
        acts.append(a)
    z = a @ weights[-1].double() + biases[-1]
    return zs + [z], acts + [z]


def mlp_backward(x, targets, weights, biases, activation):
    weights = [w.double().clone().requires_grad_() for w in weights]
    biases = [b.double().clone().requires_grad_() for b in biases]
    _, acts = mlp_forward(x, weights, biases, activation)
    loss = 0.5 * ((acts[-1] - targets) ** 2).sum(dim=1).mean()
    grads = torch.autograd.grad(loss, weights + biases)
    return loss.item(), list(grads[:len(weights)]), list(grads[len(weights):])


def graph_backward(nodes):
    vals, loc = [], []
    for n in nodes:
        k, a = n[0], n[1:]
        if k == "in":
            vals.append(torch.tensor(float(a[0])))
            loc.append({})
            continue
        x = vals[a[0]]
        y = vals[a[-1]]
        v = {"add": x + y, "sub": x - y, "mul": x * y, "exp": x.exp(), "log": x.log(), "sigmoid": x.sigmoid()}[k]
        vals.append(v)
        pairs = {"add": [1, 1], "sub": [1, -1], "mul": [y, x], "exp": [v], "log": [1 / x], "sigmoid": [v * (1 - v)]}[k]
        d = {}
        for i, p in zip(a, pairs):
            d[i] = d.get(i, 0) + p
        loc.append(d)
    g = [torch.tensor(0.0) for _ in nodes]
    g[-1] = torch.tensor(1.0)
    for k in reversed(range(len(nodes))):
        for i, p in loc[k].items():
            g[i] = g[i] + g[k] * p
    return torch.stack(g)
