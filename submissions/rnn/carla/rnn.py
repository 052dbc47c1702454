"""One sequence after the other, one unit after the other: plain Python numbers."""
import math

import numpy as np


def vec_mat(v, m):
    return [sum(v[k] * m[k][j] for k in range(len(v))) for j in range(len(m[0]))]


def mat_vec(m, v):
    return [sum(m[k][j] * v[j] for j in range(len(v))) for k in range(len(m))]


def sig(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    e = math.exp(z)
    return e / (1 + e)


def one_step(row, state, wi, wh, b):
    return [math.tanh(p + q + r) for p, q, r in zip(vec_mat(row, wi), vec_mat(state, wh), b)]


def rnn_step(x, h, wi, wh, b):
    wi, wh, b = wi.tolist(), wh.tolist(), b.tolist()
    return np.array([one_step(r, s, wi, wh, b) for r, s in zip(x.tolist(), h.tolist())])


def rnn_forward(x, h0, wi, wh, b):
    out = np.zeros((x.shape[0], x.shape[1], h0.shape[1]))
    wi, wh, b = wi.tolist(), wh.tolist(), b.tolist()
    for n in range(x.shape[0]):
        state = h0[n].tolist()
        for t in range(x.shape[1]):
            state = one_step(x[n, t].tolist(), state, wi, wh, b)
            out[n, t] = state
    return out


def rnn_backward(grad, x, h0, wi, wh, b):
    states = rnn_forward(x, h0, wi, wh, b)
    dx, dh0 = np.zeros(x.shape), np.zeros(h0.shape)
    dwi, dwh, db = np.zeros(wi.shape), np.zeros(wh.shape), np.zeros(b.shape)
    for n in range(x.shape[0]):
        carry = [0.0] * h0.shape[1]
        for t in range(x.shape[1] - 1, -1, -1):
            before = h0[n] if t == 0 else states[n, t - 1]
            d = [(float(g) + c) * (1 - s) * (1 + s) for g, c, s in zip(grad[n, t], carry, states[n, t].tolist())]
            dx[n, t] = mat_vec(wi.tolist(), d)
            carry = mat_vec(wh.tolist(), d)
            dwi += np.outer(x[n, t].astype(float), d)
            dwh += np.outer(before, d)
            db += d
        dh0[n] = carry
    return dx, dh0, dwi, dwh, db


def lstm_step(x, h, c, wi, wh, b):
    H = h.shape[1]
    wi, wh, b = wi.tolist(), wh.tolist(), b.tolist()
    new_h, new_c = np.zeros(h.shape), np.zeros(h.shape)
    for n in range(x.shape[0]):
        z = [p + q + r for p, q, r in zip(vec_mat(x[n].tolist(), wi), vec_mat(h[n].tolist(), wh), b)]
        for j in range(H):
            cell = sig(z[H + j]) * float(c[n, j]) + sig(z[j]) * math.tanh(z[2 * H + j])
            new_c[n, j] = cell
            new_h[n, j] = sig(z[3 * H + j]) * math.tanh(cell)
    return new_h, new_c


def lstm_forward(x, h0, c0, wi, wh, b):
    out = np.zeros((x.shape[0], x.shape[1], h0.shape[1]))
    h, c = h0.copy(), c0.copy()
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, wi, wh, b)
        out[:, t] = h
    return out, c


def clip_global_norm(grads, limit):
    norm = math.hypot(*[v for g in grads for v in g.ravel().tolist()])
    if norm <= limit:
        return grads, norm
    return [g / norm * limit for g in grads], norm
