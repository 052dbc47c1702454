"""Reverse accumulation over a graph of scalars."""

import numpy as np

from grader.author import Case, Generator, Problem, Text, calls_again, keeps_inputs, scenario

problem = Problem(
    points=15,
    forbidden=("autograd",),
    hints=(
        Text(
            "The trap is a node that is used more than once: every use adds its share.",
            zh="陷阱在于一个节点被多次使用：每次使用都要加上一份。",
        ),
        Text(
            "Draw the graph with its values, start with 1 at the last node, and write on every edge what comes "
            "back along it.",
            zh="画出带数值的图，从最后一个节点的 1 开始，在每条边上写下传回的量。",
        ),
    ),
)

ADD_UP = Text(
    "A value that is used several times receives the sum of what all its uses send back.",
    zh="一个值被使用多次时，它得到的是所有使用处传回梯度之和。",
)


def number(rng: Generator) -> float:
    """A number of either sign, neither small nor large."""
    return float(rng.choice([-1.0, 1.0]) * rng.uniform(0.3, 2.0))


def positive(rng: Generator) -> float:
    """A number that a logarithm takes."""
    return float(rng.uniform(0.3, 2.0))


@scenario(public=1)
def worked_example(rng: Generator) -> Case:
    """The handout's example: (2 - 5) * exp(0)."""
    return Case(nodes=[("in", 2.0), ("in", 5.0), ("sub", 0, 1), ("in", 0.0), ("exp", 3), ("mul", 2, 4)])


@scenario(public=1, private=1)
def weighted_sum(rng: Generator) -> Case:
    """x * w + b in multiples of 1/4."""
    x, w, b = (float(rng.choice([-1, 1]) * rng.integers(5, 13)) / 4 for _ in range(3))
    return Case(nodes=[("in", x), ("in", w), ("mul", 0, 1), ("in", b), ("add", 2, 3)])


@scenario(public=1, private=1)
def neuron(rng: Generator) -> Case:
    """A sigmoid of x * w + b, then the logarithm: every value is used once."""
    x, w, b = (number(rng) for _ in range(3))
    return Case(
        nodes=[("in", x), ("in", w), ("mul", 0, 1), ("in", b), ("add", 2, 3), ("sigmoid", 4), ("log", 5)],
    )


@scenario(private=1)
def ordinary(rng: Generator) -> Case:
    """All operations once, every value used once."""
    a, b, c, d = number(rng), number(rng), positive(rng), number(rng)
    nodes = [("in", a), ("in", b), ("mul", 0, 1), ("exp", 2), ("in", c), ("log", 4), ("sub", 3, 5)]
    return Case(nodes=[*nodes, ("in", d), ("sigmoid", 7), ("mul", 6, 8), ("in", a), ("add", 9, 10)])


@scenario(private=2, weight=2, hint=ADD_UP, traps=("reused-node",))
def used_twice(rng: Generator) -> Case:
    """x * x, y + y and the difference of the two, times x."""
    x, y = number(rng), number(rng)
    return Case(nodes=[("in", x), ("in", y), ("mul", 0, 0), ("add", 1, 1), ("sub", 2, 3), ("mul", 4, 0)])


@scenario(private=2, weight=2, hint=ADD_UP, traps=("reused-node",))
def diamond(rng: Generator) -> Case:
    """One inner value goes two ways that meet again, twice over."""
    a, b = number(rng), number(rng)
    nodes = [("in", a), ("in", b), ("mul", 0, 1), ("sigmoid", 2), ("exp", 3), ("mul", 3, 4), ("sub", 5, 2)]
    return Case(nodes=[*nodes, ("sigmoid", 6), ("mul", 7, 6)])


@scenario(
    private=1,
    weight=2,
    hint=Text(
        "A node that the last one does not depend on has gradient 0.0.", zh="最后一个节点不依赖的节点，梯度为 0.0。"
    ),
    traps=("unconnected-node",),
)
def unconnected(rng: Generator) -> Case:
    """Inputs and inner nodes that lead nowhere."""
    a, b, c = number(rng), number(rng), positive(rng)
    nodes = [("in", a), ("in", b), ("in", c), ("log", 2), ("mul", 0, 3), ("sub", 0, 1)]
    return Case(nodes=[*nodes, ("exp", 4), ("mul", 5, 1)])


@scenario(private=1, traps=("unconnected-node",))
def last_is_an_input(rng: Generator) -> Case:
    """The last node is an input that depends on nothing."""
    return Case(nodes=[("in", number(rng)), ("exp", 0), ("add", 0, 1), ("in", number(rng))])


@scenario(private=1, traps=("one-sample",))
def single_node(rng: Generator) -> Case:
    """A graph of one node."""
    return Case(nodes=[("in", number(rng))])


@scenario(
    private=1,
    weight=2,
    hint=Text("Take exp of negative numbers only: exp(1e4) overflows.", zh="只对负数取 exp：exp(1e4) 会溢出。"),
    traps=("saturation",),
)
def saturated_sigmoid(rng: Generator) -> Case:
    """Sigmoids of 1e4 and -1e4 beside an ordinary one."""
    nodes = [("in", 1e4), ("in", -1e4), ("in", number(rng)), ("sigmoid", 0), ("sigmoid", 1), ("sigmoid", 2)]
    return Case(nodes=[*nodes, ("add", 3, 4), ("mul", 5, 6), ("in", number(rng)), ("sub", 7, 8)])


@scenario(private=1, hint=ADD_UP, traps=("reused-node", "deep-network"))
def long_chain(rng: Generator) -> Case:
    """Forty steps, each of which uses the value before it and the very first one."""
    operations = rng.choice(["add", "sub", "mul"], size=40).tolist()
    steps = [(op, k, 0) if k % 4 else ("sigmoid", k) for k, op in enumerate(operations)]
    return Case(nodes=[("in", positive(rng) / 4), *steps])


@scenario(private=1, traps=("integer-input",))
def integer_values(rng: Generator) -> Case:
    """Inputs that are Python integers."""
    a, b, c = (int(n) for n in rng.permutation(np.arange(2, 7))[:3])
    nodes = [("in", a), ("in", b), ("in", c), ("mul", 0, 1), ("log", 3), ("sub", 2, 4), ("sigmoid", 5), ("mul", 6, 0)]
    return Case(nodes=nodes)


called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(ordinary)
