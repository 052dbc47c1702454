import numpy as np


def floats(a):
    a = np.asarray(a)
    return a if np.issubdtype(a.dtype, np.floating) else a.astype(float)


def attention_scores(query, key):
    q, k = floats(query), floats(key)
    return np.einsum("bqc,bkc->bqk", q, k) / np.sqrt(q.shape[-1])


def masked_softmax(scores, mask=None):
    s = floats(scores)
    if mask is not None:
        s = np.where(mask, s, -np.inf)
    top = s.max(axis=-1, keepdims=True)
    e = np.exp(s - np.where(top == -np.inf, 0, top))
    z = e.sum(axis=-1, keepdims=True)
    z[z == 0] = 1
    return e / z


def self_attention(x, w_query, w_key, w_value, mask=None):
    alpha = masked_softmax(attention_scores(x @ w_query, x @ w_key), mask)
    return np.einsum("bqk,bkc->bqc", alpha, x @ w_value), alpha


def self_attention_columns(inputs, w_query, w_key, w_value):
    a = np.einsum("cj,ci->ij", floats(w_key @ inputs), floats(w_query @ inputs))
    a = masked_softmax(a)  # here the queries are the rows, turned back below
    return np.einsum("vj,ij->vi", w_value @ inputs, a), a.T


def attention_backward(grad_output, query, key, value):
    g, q, k, v = (floats(a) for a in (grad_output, query, key, value))
    a = masked_softmax(attention_scores(q, k))
    da = np.einsum("bqv,bkv->bqk", g, v)
    ds = a * (da - np.einsum("bqk,bqk->bq", a, da)[..., None]) / np.sqrt(q.shape[-1])
    return (
        np.einsum("bqk,bkc->bqc", ds, k),
        np.einsum("bqk,bqc->bkc", ds, q),
        np.einsum("bqk,bqv->bkv", a, g),
    )


def multi_head_attention(x, w_query, w_key, w_value, w_output, n_heads):
    b, t, d = x.shape
    if d % n_heads != 0:
        raise ValueError("the number of heads has to divide the number of features")
    q, k, v = (floats(x @ w).reshape(b, t, n_heads, -1) for w in (w_query, w_key, w_value))
    s = np.einsum("bqhc,bkhc->bhqk", q, k) / np.sqrt(d // n_heads)
    o = np.einsum("bhqk,bkhc->bqhc", masked_softmax(s), v)
    return o.reshape(b, t, d) @ w_output


def positional_encoding(length, dim):
    out = np.empty((length, dim))
    angle = np.outer(np.arange(length), 10000.0 ** (-np.arange(0, dim, 2) / dim))
    out[:, ::2] = np.sin(angle)
    out[:, 1::2] = np.cos(angle[:, : dim // 2])
    return out


def local_attention(x, window, w_value, bias):
    t = x.shape[1]
    i, j = np.indices((t, t))
    near = abs(i - j) <= window
    s = np.zeros((t, t))
    s[near] = bias[(j - i + window)[near]]
    return np.einsum("qk,bkv->bqv", masked_softmax(s, near), x @ w_value)
