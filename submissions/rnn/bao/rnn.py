"""PyTorch: lists of tensors, stacked at the end."""
import torch


def rnn_step(x, h, w_input, w_hidden, bias):
    x = x.to(w_input.dtype)
    return torch.tanh(x @ w_input + h @ w_hidden + bias)


def rnn_forward(x, h0, w_input, w_hidden, bias):
    states = []
    h = h0
    for t in range(x.shape[1]):
        h = rnn_step(x[:, t], h, w_input, w_hidden, bias)
        states.append(h)
    if not states:
        return h0.new_zeros(h0.shape[0], 0, h0.shape[1])
    return torch.stack(states, dim=1)


def rnn_backward(grad_output, x, h0, w_input, w_hidden, bias):
    x = x.to(w_input.dtype)
    states = rnn_forward(x, h0, w_input, w_hidden, bias)
    dx = torch.zeros_like(x)
    dwi, dwh, db = torch.zeros_like(w_input), torch.zeros_like(w_hidden), torch.zeros_like(bias)
    dh = torch.zeros_like(h0)
    for t in reversed(range(x.shape[1])):
        prev = h0 if t == 0 else states[:, t - 1]
        dz = (grad_output[:, t] + dh) * (1 - states[:, t] ** 2)
        dx[:, t] = dz @ w_input.T
        dwi += x[:, t].T @ dz
        dwh += prev.T @ dz
        db += dz.sum(0)
        dh = dz @ w_hidden.T
    return dx, dh, dwi, dwh, db


def lstm_step(x, h, c, w_input, w_hidden, bias):
    z = x.to(w_input.dtype) @ w_input + h @ w_hidden + bias
    i, f, g, o = z.chunk(4, dim=1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c


def lstm_forward(x, h0, c0, w_input, w_hidden, bias):
    h, c, states = h0, c0, []
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, w_input, w_hidden, bias)
        states.append(h)
    return (torch.stack(states, dim=1) if states else h0.new_zeros(len(h0), 0, h0.shape[1])), c


def clip_global_norm(grads, max_norm):
    largest = max(g.abs().max().item() for g in grads)
    if largest == 0:
        return [g.clone() for g in grads], 0.0
    norm = largest * sum(((g / largest) ** 2).sum().item() for g in grads) ** 0.5
    factor = min(1.0, max_norm / norm)
    return [g * factor for g in grads], norm
