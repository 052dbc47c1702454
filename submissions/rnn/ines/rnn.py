"""PyTorch: the ready-made layers and autograd, where they are forbidden."""
import torch


def rnn_step(x, h, w_input, w_hidden, bias):
    zero = torch.zeros_like(bias)
    return torch.rnn_tanh_cell(x.to(h.dtype), h, w_input.T, w_hidden.T, bias, zero)


def rnn_forward(x, h0, w_input, w_hidden, bias):
    layer = torch.nn.RNN(*w_input.shape, batch_first=True)
    with torch.no_grad():
        for p, v in zip(layer.parameters(), (w_input.T, w_hidden.T, bias, torch.zeros_like(bias))):
            p.data = v.clone()
        return layer(x.to(h0.dtype), h0[None])[0]


def rnn_backward(grad_output, x, h0, w_input, w_hidden, bias):
    leaves = [a.detach().to(w_input.dtype).clone().requires_grad_() for a in (x, h0, w_input, w_hidden, bias)]
    x, h, wi, wh, b = leaves
    loss = 0
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ wi + h @ wh + b)
        loss = loss + (h * grad_output[:, t]).sum()
    loss.backward()
    return tuple(leaf.grad for leaf in leaves)


def lstm_step(x, h, c, w_input, w_hidden, bias):
    return torch.lstm_cell(x.to(h.dtype), (h, c), w_input.T, w_hidden.T, bias, torch.zeros_like(bias))


def lstm_forward(x, h0, c0, w_input, w_hidden, bias):
    h, c, states = h0, c0, []
    for t in range(x.shape[1]):
        i, f, g, o = (x[:, t].to(h.dtype) @ w_input + h @ w_hidden + bias).chunk(4, 1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
        states.append(h)
    return (torch.stack(states, 1) if states else h0.new_zeros(len(h0), 0, h0.shape[1])), c


def clip_global_norm(grads, max_norm):
    copies = [torch.nn.Parameter(g.clone()) for g in grads]
    for p, g in zip(copies, grads):
        p.grad = g.clone()
    norm = torch.nn.utils.clip_grad_norm_(copies, max_norm)
    return [p.grad for p in copies], norm
