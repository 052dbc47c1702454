"""Known ways to get graph_backward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import _evaluate, _local_gradients, graph_backward


def _values(nodes):
    """The forward pass."""
    values = []
    for kind, *rest in nodes:
        values.append(rest[0] if kind == "in" else _evaluate(kind, [values[i] for i in rest]))
    return values


def _backward(nodes, slopes, seeds=None):
    """Reverse accumulation with other local derivatives: `slopes(kind, operands, value)`."""
    values = _values(nodes)
    grads = [0.0] * (len(nodes) - 1) + [1.0] if seeds is None else list(seeds)
    for k in reversed(range(len(nodes))):
        kind, *rest = nodes[k]
        if kind != "in":
            for i, slope in zip(rest, slopes(kind, [values[i] for i in rest], values[k]), strict=True):
                grads[i] += grads[k] * slope
    return [float(grad) for grad in grads]


def _right(kind, operands, value):
    return _local_gradients(kind, operands)


@mistake(
    graph_backward,
    title=Text("earlier gradient overwritten", zh="先到的梯度被覆盖"),
    id="B6",
    zh="一个值被使用两次时，应得到两份梯度之和；你用后一份覆盖了前一份。",
)
def gradient_overwritten(nodes):
    """A value that is used twice receives the sum of both gradients; you overwrote the first."""
    values, grads = _values(nodes), [0.0] * (len(nodes) - 1) + [1.0]
    for k in reversed(range(len(nodes))):
        kind, *rest = nodes[k]
        if kind != "in":
            for i, slope in zip(rest, _local_gradients(kind, [values[i] for i in rest]), strict=True):
                grads[i] = grads[k] * slope
    return [float(grad) for grad in grads]


@mistake(
    graph_backward,
    title=Text("same operand counted once", zh="相同操作数只算一次"),
    zh="两个操作数是同一节点时（如 x * x），它从这一个节点就得到两份梯度；你只算了一份。",
)
def same_operand_counted_once(nodes):
    """Where both operands are one node, as in x * x, it receives two gradients; you counted one."""
    values, grads = _values(nodes), [0.0] * (len(nodes) - 1) + [1.0]
    for k in reversed(range(len(nodes))):
        kind, *rest = nodes[k]
        if kind != "in":
            slopes = dict(zip(rest, _local_gradients(kind, [values[i] for i in rest]), strict=True))
            for i, slope in slopes.items():
                grads[i] += grads[k] * slope
    return [float(grad) for grad in grads]


@mistake(
    graph_backward,
    title=Text("accumulated total sent repeatedly", zh="累积的总和重复下传"),
    zh="每有一个使用者传来梯度，你就把累积的总和再往下传一次；应等全部使用者算完后只传一次。",
)
def total_sent_again(nodes):
    """You pass the accumulated total on at each arrival, so early parts count again; pass it on once, when complete."""
    values, grads = _values(nodes), [0.0] * (len(nodes) - 1) + [1.0]

    def send(k):
        kind, *rest = nodes[k]
        if kind != "in":
            for i, slope in zip(rest, _local_gradients(kind, [values[i] for i in rest]), strict=True):
                grads[i] += grads[k] * slope
                send(i)

    send(len(nodes) - 1)
    return [float(grad) for grad in grads]


@mistake(
    graph_backward,
    title=Text("sigmoid applied twice", zh="sigmoid取了两次"),
    id="B1",
    zh="节点的值已经是 sigmoid 的输出，你又对它取了一次 sigmoid；导数是 s(1 - s)。",
)
def sigmoid_of_the_sigmoid(nodes):
    """You took the sigmoid of a value that was a sigmoid's output already; the slope is s(1 - s)."""

    def slopes(kind, operands, value):
        return _local_gradients(kind, [value]) if kind == "sigmoid" else _right(kind, operands, value)

    return _backward(nodes, slopes)


@mistake(graph_backward, title=Text("minus sign of a - b missing", zh="漏了a - b的负号"), zh="a - b 对 b 的导数是 -1。")
def minus_forgotten(nodes):
    """The derivative of a - b with respect to b is -1."""
    return _backward(nodes, lambda kind, operands, value: (1, 1) if kind == "sub" else _right(kind, operands, value))


@mistake(
    graph_backward,
    title=Text("factors not exchanged", zh="乘法的两个导数弄反"),
    zh="a * b 对 a 的导数是 b，对 b 的导数是 a；你弄反了。",
)
def factors_not_swapped(nodes):
    """The derivative of a * b with respect to a is b, the other factor; you used the factor itself."""
    return _backward(nodes, lambda kind, operands, value: operands if kind == "mul" else _right(kind, operands, value))


@mistake(
    graph_backward,
    title=Text("logarithm's slope from its output", zh="log的导数用了节点的值"),
    zh="log 的导数是 1/操作数，而不是 1/节点的值。",
)
def logarithm_of_its_output(nodes):
    """The derivative of the logarithm is 1/operand; you divided by the node's own value."""
    return _backward(
        nodes, lambda kind, operands, value: (1 / value,) if kind == "log" else _right(kind, operands, value)
    )


@mistake(
    graph_backward,
    title=Text("gradient of the loss missing", zh="漏了损失自己的梯度"),
    zh="最后一个节点就是 L，它自己的梯度是 dL/dL = 1。",
)
def loss_without_gradient(nodes):
    """The last node is L itself: its gradient is dL/dL = 1, and belongs into the list like all others."""
    return [*graph_backward(nodes)[:-1], 0.0]


@mistake(
    graph_backward,
    title=Text("every unused node started at 1", zh="无人使用的节点都从1开始"),
    zh="只有最后一个节点的梯度从 1 开始；其他没有使用者的节点梯度为 0。",
)
def every_dead_end_seeded(nodes):
    """You started with 1 at every node that nobody uses; only the last one is the loss, the others have gradient 0."""
    used = {i for kind, *rest in nodes if kind != "in" for i in rest}
    return _backward(nodes, _right, seeds=[float(k not in used) for k in range(len(nodes))])


@mistake(
    graph_backward,
    title=Text("exponential overflows", zh="指数溢出"),
    zh="exp(z) 溢出，inf/inf 得到 NaN：请只对 -|z| 取 exp。",
)
def sigmoid_overflows(nodes):
    """Your exponential overflows and inf/inf is NaN; take exp of -|z| only."""

    def slopes(kind, operands, value):
        if kind != "sigmoid":
            return _right(kind, operands, value)
        growth = np.exp(operands[0])
        return (growth / (1 + growth) ** 2,)

    return _backward(nodes, slopes)
