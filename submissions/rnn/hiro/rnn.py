"""The whole list of gradients as one array, which raises; reads time along axis 0."""
import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


def rnn_step(x, h, Wx, Wh, b):
    return np.tanh(x @ Wx + h @ Wh + b)


def rnn_forward(x, h0, Wx, Wh, b):
    out = []
    h = h0[:1]
    for row in x:  # every step
        h = np.tanh(row @ Wx + h @ Wh + b)
        out.append(h)
    return np.array(out)


def rnn_backward(dout, x, h0, Wx, Wh, b):
    h = rnn_forward(x, h0, Wx, Wh, b)
    T = x.shape[1]
    before = np.concatenate([h0[:, None], h], axis=1)[:, :T]
    delta = np.zeros(h.shape)
    back = np.zeros(h0.shape)
    for t in range(T - 1, -1, -1):
        delta[:, t] = (dout[:, t] + back) * (1 - h[:, t] ** 2)
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
    g = np.array(grads)
    norm = np.linalg.norm(g)
    return list(g * min(1, max_norm / norm)), norm
