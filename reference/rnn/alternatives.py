"""Other correct ways to compute each problem; they prove that the tolerance accepts what is right."""

from __future__ import annotations

import functools
import math

import numpy as np

from grader.author import alternative

from .solution import clip_global_norm, lstm_forward, lstm_step, rnn_backward, rnn_forward, rnn_step


def _floats(*arrays):
    """Always float64, also for float32 inputs: here the mathematics is compared, not the precision."""
    return [np.array(array, dtype=np.float64) for array in arrays]


def _stack(x, h):
    """Inputs and state side by side, and a column of ones for the bias."""
    return np.concatenate([x, h, np.ones((len(x), 1))], axis=1)


@alternative(rnn_step)
def one_matrix(x, h, w_input, w_hidden, bias):
    """[x, h, 1] times one matrix of all weights."""
    return np.tanh(_stack(x, h) @ np.concatenate([w_input, w_hidden, bias[None]]))


@alternative(rnn_step)
def entry_by_entry(x, h, w_input, w_hidden, bias):
    """Loops over plain numbers."""
    x, h, w_input, w_hidden, bias = (a.tolist() for a in _floats(x, h, w_input, w_hidden, bias))

    def unit(row, state, j):
        z = bias[j] + sum(v * w[j] for v, w in zip(row, w_input, strict=True))
        return math.tanh(z + sum(v * w[j] for v, w in zip(state, w_hidden, strict=True)))

    return np.array([[unit(row, state, j) for j in range(len(bias))] for row, state in zip(x, h, strict=True)])


@alternative(rnn_step)
def by_the_sigmoid(x, h, w_input, w_hidden, bias):
    """tanh(z) = 2 sigmoid(2z) - 1, the sigmoid without overflow."""
    z = np.einsum("nd,dh->nh", x, w_input) + np.einsum("nk,kh->nh", h, w_hidden) + bias
    return 2 * np.exp(-np.logaddexp(0, -2 * z)) - 1


@alternative(rnn_forward)
def inputs_first(x, h0, w_input, w_hidden, bias):
    """All inputs are projected at once; only the state is left for the loop."""
    projected = np.einsum("ntd,dh->tnh", x, w_input) + bias
    states, h = [], h0
    for row in projected:
        h = np.tanh(row + h @ w_hidden)
        states.append(h)
    return np.stack(states, axis=1) if states else np.empty((len(x), 0, h0.shape[1]))


@alternative(rnn_forward)
def sequence_by_sequence(x, h0, w_input, w_hidden, bias):
    """One sequence after the other, transposed products of vectors."""
    x, h0, w_input, w_hidden, bias = _floats(x, h0, w_input, w_hidden, bias)
    states = np.zeros((len(x), x.shape[1], h0.shape[1]))
    for n, sequence in enumerate(x):
        h = h0[n]
        for t, row in enumerate(sequence):
            h = np.tanh(w_input.T @ row + w_hidden.T @ h + bias)
            states[n, t] = h
    return states


@alternative(rnn_backward)
def forward_in_time(grad_output, x, h0, w_input, w_hidden, bias):
    """Real-time recurrent learning: the derivative of the state by every weight is carried forward."""
    grad_output, x, h0, w_input, w_hidden, bias = _floats(grad_output, x, h0, w_input, w_hidden, bias)
    (count, steps, inputs), units = x.shape, h0.shape[1]
    h, eye = h0, np.eye(units)
    by_h0 = np.broadcast_to(eye, (count, units, units))  # n, state, source
    by_input, by_hidden = np.zeros((count, units, inputs, units)), np.zeros((count, units, units, units))
    by_bias, by_x = np.zeros((count, units, units)), np.zeros((steps, count, units, inputs))
    totals = [np.zeros_like(array) for array in (x, h0, w_input, w_hidden, bias)]
    for t in range(steps):
        new = np.tanh(x[:, t] @ w_input + h @ w_hidden + bias)
        slope = (1 - new) * (1 + new)
        by_h0 = slope[:, :, None] * np.einsum("ji,njk->nik", w_hidden, by_h0)
        own = np.einsum("nd,ij->nidj", x[:, t], eye)
        by_input = slope[:, :, None, None] * (np.einsum("ji,njdk->nidk", w_hidden, by_input) + own)
        own = np.einsum("nk,ij->nikj", h, eye)
        by_hidden = slope[:, :, None, None] * (np.einsum("ji,njdk->nidk", w_hidden, by_hidden) + own)
        by_bias = slope[:, :, None] * (np.einsum("ji,njk->nik", w_hidden, by_bias) + eye)
        by_x = np.einsum("ji,tnjd->tnid", w_hidden, by_x)
        by_x[t] = w_input.T
        by_x = slope[None, :, :, None] * by_x
        h = new
        arrived = grad_output[:, t]
        totals[0] += np.einsum("ni,tnid->ntd", arrived, by_x)
        totals[1] += np.einsum("ni,nik->nk", arrived, by_h0)
        totals[2] += np.einsum("ni,nidk->dk", arrived, by_input)
        totals[3] += np.einsum("ni,nidk->dk", arrived, by_hidden)
        totals[4] += np.einsum("ni,nik->k", arrived, by_bias)
    return tuple(totals)


@alternative(rnn_backward)
def all_errors_first(grad_output, x, h0, w_input, w_hidden, bias):
    """The errors of all steps backward, then every gradient as one contraction over sequences and steps."""
    grad_output, x, h0, w_input, w_hidden, bias = _floats(grad_output, x, h0, w_input, w_hidden, bias)
    steps = x.shape[1]
    before = np.concatenate([h0[:, None], sequence_by_sequence.function(x, h0, w_input, w_hidden, bias)], axis=1)
    errors, later = np.zeros(grad_output.shape), np.zeros_like(h0)
    for t in range(steps - 1, -1, -1):
        errors[:, t] = (grad_output[:, t] + later) * (1 - before[:, t + 1] ** 2)
        later = errors[:, t] @ w_hidden.T
    by_input = np.einsum("ntd,nth->dh", x, errors)
    by_hidden = np.einsum("ntk,nth->kh", before[:, :steps], errors)
    return errors @ w_input.T, later, by_input, by_hidden, errors.sum(axis=(0, 1))


@alternative(rnn_backward)
def one_step_gradient_at_a_time(grad_output, x, h0, w_input, w_hidden, bias):
    """Each step's gradient travels back to the start alone; all journeys are added."""
    grad_output, x, h0, w_input, w_hidden, bias = _floats(grad_output, x, h0, w_input, w_hidden, bias)
    states = sequence_by_sequence.function(x, h0, w_input, w_hidden, bias)
    totals = [np.zeros_like(array) for array in (x, h0, w_input, w_hidden, bias)]
    for last in range(x.shape[1]):
        arriving = grad_output[:, last]
        for t in range(last, -1, -1):
            error = arriving * (1 - states[:, t]) * (1 + states[:, t])
            totals[0][:, t] += error @ w_input.T
            totals[2] += x[:, t].T @ error
            totals[3] += (states[:, t - 1] if t else h0).T @ error
            totals[4] += error.sum(axis=0)
            arriving = error @ w_hidden.T
        totals[1] += arriving
    return tuple(totals)


def _gates(x, h, w_input, w_hidden, bias):
    """The four sums, each by its own block of weights."""
    units = h.shape[1]
    blocks = [slice(k * units, (k + 1) * units) for k in range(4)]
    return [x @ w_input[:, block] + h @ w_hidden[:, block] + bias[block] for block in blocks]


@alternative(lstm_step)
def gate_by_gate(x, h, c, w_input, w_hidden, bias):
    """Four small layers, and the sigmoid as 1/2 (1 + tanh(z/2))."""
    i, f, g, o = _gates(x, h, w_input, w_hidden, bias)
    i, f, o = ((1 + np.tanh(z / 2)) / 2 for z in (i, f, o))
    c = f * c + i * np.tanh(g)
    return o * np.tanh(c), c


@alternative(lstm_step)
def stacked_and_split_by_sign(x, h, c, w_input, w_hidden, bias):
    """One matrix of all weights, reshaped to (N, 4, H); the sigmoid in two forms by sign."""
    z = _stack(x, h) @ np.concatenate([w_input, w_hidden, bias[None]])
    z = z.reshape(len(x), 4, -1)
    small = np.exp(-np.abs(z))
    gates = np.where(z >= 0, 1, small) / (1 + small)
    c = gates[:, 1] * c + gates[:, 0] * np.tanh(z[:, 2])
    return gates[:, 3] * np.tanh(c), c


@alternative(lstm_forward)
def inputs_of_all_steps_first(x, h0, c0, w_input, w_hidden, bias):
    """All inputs are projected at once; the candidate's block is moved to the end, as in CS231n."""
    units = h0.shape[1]
    order = np.r_[0 : 2 * units, 3 * units : 4 * units, 2 * units : 3 * units]
    projected, w_hidden = (x @ w_input + bias)[..., order], w_hidden[:, order]
    states, h, c = [], h0, c0
    for t in range(x.shape[1]):
        z = projected[:, t] + h @ w_hidden
        gates, g = (1 + np.tanh(z[:, : 3 * units] / 2)) / 2, np.tanh(z[:, 3 * units :])
        c = gates[:, units : 2 * units] * c + gates[:, :units] * g
        h = gates[:, 2 * units :] * np.tanh(c)
        states.append(h)
    return (np.stack(states, axis=1) if states else np.zeros((len(x), 0, units))), c


@alternative(lstm_forward)
def step_by_step(x, h0, c0, w_input, w_hidden, bias):
    """One call for each sequence and step."""
    states, cells = np.zeros((len(x), x.shape[1], h0.shape[1])), np.array(c0, dtype=float)
    for n in range(len(x)):
        h, c = h0[n : n + 1], c0[n : n + 1]
        for t in range(x.shape[1]):
            h, c = gate_by_gate.function(x[n : n + 1, t], h, c, w_input, w_hidden, bias)
            states[n, t] = h[0]
        cells[n] = c[0]
    return states, cells


@alternative(clip_global_norm)
def by_hypot(grads, max_norm):
    """math.hypot of all numbers, which does not overflow."""
    norm = math.hypot(*(value for grad in grads for value in np.ravel(grad).tolist()))
    share = min(1.0, max_norm / norm) if norm else 1.0
    return [np.array(grad, dtype=float) * share for grad in grads], norm


@alternative(clip_global_norm)
def norms_of_norms(grads, max_norm):
    """The norm of the arrays' norms; directions first, then their length."""
    norm = float(functools.reduce(np.hypot, (np.hypot.reduce(np.ravel(grad).astype(float)) for grad in grads)))
    if norm <= max_norm:
        return [np.array(grad, dtype=float) for grad in grads], norm
    return [np.array(grad, dtype=float) / norm * max_norm for grad in grads], norm
