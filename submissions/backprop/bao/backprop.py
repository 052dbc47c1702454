# plain loops first, numpy only for storage. slow but I can follow every index
import math
import numpy as np


def sigma(t):
    if t > 0:
        return 1.0 / (1.0 + math.exp(-t))
    e = math.exp(max(t, -700.0))
    return e / (1.0 + e)


def f(t, kind):
    if kind == "relu":
        return t if t > 0 else 0.0
    return sigma(t) if kind == "sigmoid" else math.tanh(t)


def f_prime(t, kind):
    if kind == "relu":
        return 1.0 if t > 0 else 0.0
    y = f(t, kind)
    if kind == "sigmoid":
        return y * (1.0 - y)
    return 1.0 - y * y


def affine_forward(inp, w, b):
    n = len(inp)
    d, m = w.shape
    rows = np.array(inp, dtype=float).reshape(n, d)
    y = np.zeros((n, m))
    for i in range(n):
        for j in range(m):
            s = float(b[j])
            for k in range(d):
                s += float(rows[i, k]) * float(w[k, j])
            y[i, j] = s
    return y


def affine_backward(dy, inp, w):
    n = len(inp)
    d, m = w.shape
    rows = np.array(inp, dtype=float).reshape(n, d)
    drows = np.zeros((n, d))
    dw = np.zeros((d, m))
    db = np.zeros(m)
    for i in range(n):
        for j in range(m):
            g = float(dy[i, j])
            db[j] += g
            for k in range(d):
                drows[i, k] += g * float(w[k, j])
                dw[k, j] += g * float(rows[i, k])
    return drows.reshape(inp.shape), dw, db


def activation_backward(da, z, kind):
    dz = np.zeros(z.shape)
    for idx in np.ndindex(*z.shape):
        dz[idx] = float(da[idx]) * f_prime(float(z[idx]), kind)
    return dz


def mlp_forward(x, Ws, bs, kind):
    a = np.array(x, dtype=float)
    zs, acts = [], [a]
    for l in range(len(Ws)):
        z = affine_forward(a, Ws[l], bs[l])
        zs.append(z)
        if l == len(Ws) - 1:
            a = z.copy()
        else:
            a = np.zeros(z.shape)
            for idx in np.ndindex(*z.shape):
                a[idx] = f(z[idx], kind)
        acts.append(a)
    return zs, acts


def mlp_backward(x, y, Ws, bs, kind):
    zs, acts = mlp_forward(x, Ws, bs, kind)
    n = len(x)
    pred = acts[-1]
    loss = 0.0
    delta = np.zeros(pred.shape)
    for i in range(pred.shape[0]):
        for j in range(pred.shape[1]):
            e = float(pred[i, j]) - float(y[i, j])
            loss += 0.5 * e * e / n
            delta[i, j] = e / n
    dWs = [None] * len(Ws)
    dbs = [None] * len(Ws)
    l = len(Ws) - 1
    while True:
        da, dWs[l], dbs[l] = affine_backward(delta, acts[l], Ws[l])
        if l == 0:
            break
        delta = activation_backward(da, zs[l - 1], kind)
        l -= 1
    return loss, dWs, dbs


class Value:
    """a scalar that remembers who made it"""

    def __init__(self, v, parents=()):
        self.v = v
        self.parents = parents  # pairs (Value, local derivative)
        self.grad = 0.0


def graph_backward(nodes):
    made = []
    for node in nodes:
        name, args = node[0], node[1:]
        if name == "in":
            made.append(Value(float(args[0])))
            continue
        ops = [made[i] for i in args]
        a = ops[0]
        if name == "add":
            made.append(Value(a.v + ops[1].v, [(a, 1.0), (ops[1], 1.0)]))
        if name == "sub":
            made.append(Value(a.v - ops[1].v, [(a, 1.0), (ops[1], -1.0)]))
        if name == "mul":
            made.append(Value(a.v * ops[1].v, [(a, ops[1].v), (ops[1], a.v)]))
        if name == "exp":
            e = math.exp(a.v)
            made.append(Value(e, [(a, e)]))
        if name == "log":
            made.append(Value(math.log(a.v), [(a, 1.0 / a.v)]))
        if name == "sigmoid":
            made.append(Value(sigma(a.v), [(a, f_prime(a.v, "sigmoid"))]))
    made[-1].grad = 1.0
    for node in reversed(made):
        for parent, local in node.parents:
            parent.grad += node.grad * local
    return [node.grad for node in made]
