import numpy as np

# values below this are all the same for a sigmoid
LIMIT = 40.0


def affine_forward(x, weight, bias):
    batch = x.shape[0]
    return np.matmul(x.reshape(batch, -1).astype("float64"), weight) + bias


def affine_backward(grad_output, x, weight):
    batch = x.shape[0]
    grad_w = np.tensordot(x.reshape(batch, -1).astype("float64"), grad_output, axes=(0, 0))
    grad_x = np.tensordot(grad_output, weight, axes=(1, 1)).reshape(x.shape)
    return grad_x, grad_w, np.add.reduce(grad_output)


def squash(z):
    z = np.clip(z, -LIMIT * 20, LIMIT * 20)
    return 1.0 / (1.0 + np.exp(-z))


def slope(z, kind):
    if kind == "relu":
        return np.heaviside(z, 0)
    if kind == "sigmoid":
        return squash(z) * (1.0 - squash(z))
    return 1.0 - np.square(np.tanh(z))


def activation_backward(grad_output, preactivation, kind):
    return np.multiply(grad_output, slope(preactivation.astype("float64"), kind))


def mlp_forward(x, weights, biases, activation):
    g = dict(relu=lambda z: z.clip(min=0), sigmoid=squash, tanh=np.tanh)[activation]
    z_list = [affine_forward(x, weights[0], biases[0])]
    a_list = [x]
    for W, b in zip(weights[1:], biases[1:]):
        a_list.append(g(z_list[-1]))
        z_list.append(affine_forward(a_list[-1], W, b))
    a_list.append(z_list[-1])
    return z_list, a_list


def mlp_backward(x, targets, weights, biases, activation):
    z_list, a_list = mlp_forward(x, weights, biases, activation)
    count = targets.shape[0]
    error = a_list[-1] - targets
    loss = np.vdot(error, error) / 2 / count
    upstream = error / count
    answer_w, answer_b = [], []
    depth = len(weights)
    for step in range(depth):
        here = depth - 1 - step
        if step > 0:
            upstream = upstream * slope(z_list[here], activation)
        upstream, gw, gb = affine_backward(upstream, a_list[here], weights[here])
        answer_w.insert(0, gw)
        answer_b.insert(0, gb)
    return float(loss), answer_w, answer_b


def graph_backward(nodes):
    v = []
    for op, *a in nodes:
        if op == "in":
            v.append(float(a[0]))
        elif op == "add":
            v.append(v[a[0]] + v[a[1]])
        elif op == "sub":
            v.append(v[a[0]] - v[a[1]])
        elif op == "mul":
            v.append(v[a[0]] * v[a[1]])
        elif op == "exp":
            v.append(np.exp(v[a[0]]))
        elif op == "log":
            v.append(np.log(v[a[0]]))
        else:
            v.append(squash(v[a[0]]))

    grad = {len(nodes) - 1: 1.0}
    for k in range(len(nodes) - 1, -1, -1):
        op, *a = nodes[k]
        up = grad.get(k, 0.0)
        if op == "add":
            grad[a[0]] = up
            grad[a[1]] = up
        elif op == "sub":
            grad[a[0]] = up
            grad[a[1]] = -up
        elif op == "mul":
            grad[a[0]] = up * v[a[1]]
            grad[a[1]] = up * v[a[0]]
        elif op == "exp":
            grad[a[0]] = up * v[k]
        elif op == "log":
            grad[a[0]] = up / v[a[0]]
        elif op == "sigmoid":
            grad[a[0]] = up * v[k] * (1 - v[k])
    return [grad.get(k, 0.0) for k in range(len(nodes))]
