"""Forgets that a state matters later, clips every array by itself."""
import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


def rnn_step(x, h, Wx, Wh, b):
    return np.tanh(x @ Wx + h @ Wh + b)


def rnn_forward(x, h0, Wx, Wh, b):
    N, T, _ = x.shape
    projected = x @ Wx + b
    out = np.zeros((N, T, h0.shape[1]))
    h = h0
    for t in range(T):
        h = np.tanh(projected[:, t] + h @ Wh)
        out[:, t] = h
    return out


def rnn_backward(dout, x, h0, Wx, Wh, b):
    h = rnn_forward(x, h0, Wx, Wh, b)
    T = x.shape[1]
    before = np.concatenate([h0[:, None], h], axis=1)[:, :T]
    delta = np.zeros(h.shape)
    back = np.zeros(h0.shape)
    for t in range(T - 1, -1, -1):
        delta[:, t] = dout[:, t] * (1 - h[:, t] ** 2)
        back = delta[:, t] @ Wh.T
    dWx = np.einsum("ntd,nth->dh", x, delta)
    dWh = np.einsum("ntk,nth->kh", before, delta)
    return delta @ Wx.T, back, dWx, dWh, delta.sum(axis=(0, 1))


def lstm_step(x, h, c, Wx, Wh, b):
    i, f, g, o = np.split(x @ Wx + h @ Wh + b, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def lstm_forward(x, h0, c0, Wx, Wh, b):
    out = np.zeros((x.shape[0], x.shape[1], h0.shape[1]))
    h, c = h0, c0
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, Wx, Wh, b)
        out[:, t] = h
    return out, c


def clip_global_norm(grads, max_norm):
    clipped = []
    for g in grads:
        n = np.sqrt((g**2).sum())
        clipped.append(g * (max_norm / n) if n > max_norm else g)
    return clipped, float(np.sqrt(sum((g**2).sum() for g in grads)))
