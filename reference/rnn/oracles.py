"""What independent libraries answer; they vouch for the reference wherever they are installed."""

from __future__ import annotations

import numpy as np

from grader.author import oracle

from .solution import clip_global_norm, lstm_forward, lstm_step, rnn_backward, rnn_forward, rnn_step


def _tensors(*arrays):
    """Copies in float64, also of float32 inputs: here the mathematics is compared, not the precision."""
    import torch

    return [torch.tensor(np.array(array, dtype=np.float64)) for array in arrays]


def _loaded(layer, w_input, w_hidden, bias):
    """A layer of torch with these weights; it has its matrices transposed, and two biases that are added."""
    import torch

    w_input, w_hidden, bias = _tensors(w_input, w_hidden, bias)
    values = (w_input.T, w_hidden.T, bias, torch.zeros_like(bias))
    with torch.no_grad():
        for parameter, value in zip(layer.double().parameters(), values, strict=True):
            parameter.copy_(value)
    return layer


@oracle(rnn_step, package="torch")
def torch_rnn_cell(x, h, w_input, w_hidden, bias):
    """torch.nn.RNNCell."""
    import torch

    cell = _loaded(torch.nn.RNNCell(*w_input.shape), w_input, w_hidden, bias)
    return cell(*_tensors(x, h)).detach().numpy()


def _torch_rnn(x, h0, w_input, w_hidden, bias):
    """The layer, its inputs as leaves, and all states; torch.nn.RNN takes no sequence without steps."""
    import torch

    layer = _loaded(torch.nn.RNN(*w_input.shape, batch_first=True), w_input, w_hidden, bias)
    x, h0 = (tensor.requires_grad_() for tensor in _tensors(x, h0))
    return layer, x, h0, layer(x, h0[None])[0] if x.shape[1] else torch.zeros(len(x), 0, h0.shape[1])


@oracle(rnn_forward, package="torch")
def torch_rnn(x, h0, w_input, w_hidden, bias):
    """torch.nn.RNN(batch_first=True)."""
    return _torch_rnn(x, h0, w_input, w_hidden, bias)[-1].detach().numpy()


@oracle(rnn_backward, package="torch")
def torch_rnn_by_autograd(grad_output, x, h0, w_input, w_hidden, bias):
    """torch's autograd through torch.nn.RNN."""
    layer, leaf_x, leaf_h0, states = _torch_rnn(x, h0, w_input, w_hidden, bias)
    if not x.shape[1]:
        return tuple(np.zeros(np.shape(array)) for array in (x, h0, w_input, w_hidden, bias))
    states.backward(_tensors(grad_output)[0])
    return (
        leaf_x.grad.numpy(),
        leaf_h0.grad.numpy(),
        layer.weight_ih_l0.grad.numpy().T,
        layer.weight_hh_l0.grad.numpy().T,
        layer.bias_ih_l0.grad.numpy(),
    )


@oracle(rnn_backward, package="mygrad")
def mygrad_by_autograd(grad_output, x, h0, w_input, w_hidden, bias):
    """mygrad's own automatic differentiation, one step after the other."""
    import mygrad as mg

    leaves = [mg.tensor(np.array(array, dtype=np.float64)) for array in (x, h0, w_input, w_hidden, bias)]
    x, h, w_input, w_hidden, bias = leaves
    loss = mg.tensor(0.0)
    for t in range(x.shape[1]):
        h = mg.tanh(x[:, t] @ w_input + h @ w_hidden + bias)
        loss = loss + (h * np.array(grad_output[:, t], dtype=np.float64)).sum()
    loss.backward()
    return tuple(np.zeros(leaf.shape) if leaf.grad is None else leaf.grad for leaf in leaves)


@oracle(lstm_step, package="torch")
def torch_lstm_cell(x, h, c, w_input, w_hidden, bias):
    """torch.nn.LSTMCell."""
    import torch

    x, h, c = _tensors(x, h, c)
    new_h, new_c = _loaded(torch.nn.LSTMCell(x.shape[1], h.shape[1]), w_input, w_hidden, bias)(x, (h, c))
    return new_h.detach().numpy(), new_c.detach().numpy()


@oracle(lstm_forward, package="torch")
def torch_lstm(x, h0, c0, w_input, w_hidden, bias):
    """torch.nn.LSTM(batch_first=True); it takes no sequence without steps."""
    import torch

    x, h0, c0 = _tensors(x, h0, c0)
    if not x.shape[1]:
        return np.zeros((len(x), 0, h0.shape[1])), c0.numpy()
    layer = _loaded(torch.nn.LSTM(x.shape[2], h0.shape[1], batch_first=True), w_input, w_hidden, bias)
    states, (_, c) = layer(x, (h0[None], c0[None]))
    return states.detach().numpy(), c[0].detach().numpy()


@oracle(clip_global_norm, package="scipy")
def scipy_norm(grads, max_norm):
    """scipy.linalg.norm of all entries: BLAS's nrm2, which scales before it squares."""
    from scipy.linalg import norm

    total = norm(np.concatenate([np.ravel(grad).astype(np.float64) for grad in grads]))
    return [np.array(grad) * (max_norm / total if total > max_norm else 1) for grad in grads], total
