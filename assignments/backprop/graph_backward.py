"""Reverse accumulation over a graph of scalars."""

import math
from collections.abc import Mapping
from typing import Any

from grader.author import (
    Case,
    Choice,
    Domain,
    Generator,
    Made,
    Problem,
    Text,
    case,
    covering,
    scenario,
)

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


BINARY, UNARY = ("add", "sub", "mul"), ("exp", "log", "sigmoid")


def value_of(kind: str, operands: list[float]) -> float:
    """The value of an inner node, infinite where a graph of ordinary size must not have it."""
    first, last = operands[0], operands[-1]
    if kind in BINARY:
        return {"add": first + last, "sub": first - last, "mul": first * last}[kind]
    if kind == "sigmoid":
        return 1 / (1 + math.exp(-first)) if abs(first) < 9 else math.inf
    if kind == "exp":
        return math.exp(first) if abs(first) < 3 else math.inf
    return math.log(first) if first > 0.2 else math.inf


def graph(here: Any) -> list[tuple[Any, ...]]:
    """A random graph of the chosen size, kind of inputs, last operation and operation on one node twice."""
    rng, sizes = here.rng, here.sizes
    draw = (lambda: int(rng.integers(1, 5))) if sizes["ints"] else (lambda: number(rng))
    nodes: list[tuple[Any, ...]] = [("in", draw()) for _ in range(1 if sizes["nodes"] == 1 else 3)]
    values: list[float] = [node[1] for node in nodes]
    if sizes["nodes"] == 1:
        return nodes
    if sizes["saturates"]:
        nodes += [("in", int(size)) if sizes["ints"] else ("in", size) for size in (1e4, -1e4)]
        values += [1.0, 1.0]
        nodes += [("sigmoid", 3), ("sigmoid", 4), ("add", 5, 6), ("mul", 7, 0)]
        values += [1.0, 0.0, 1.0, values[0]]
    while len(nodes) < sizes["nodes"]:
        _grow(rng, nodes, values, str(rng.choice(BINARY + UNARY)), last=int(rng.integers(2)) == 0)
    if sizes["twice"] != "nothing":
        nodes.append((sizes["twice"], len(nodes) - 1, len(nodes) - 1))
        values.append(value_of(sizes["twice"], values[-1:]))
        nodes.append(("sub", len(nodes) - 1, 0))
        values.append(values[-1] - values[0])
    if sizes["last"] == "in":
        return [*nodes, ("in", draw())]
    while nodes[-1][0] != sizes["last"]:
        if not _grow(rng, nodes, values, sizes["last"], last=True):
            _grow(rng, nodes, values, str(rng.choice(["add", "mul", "sigmoid"])), last=True)
    return nodes


def _grow(rng: Generator, nodes: list[tuple[Any, ...]], values: list[float], kind: str, *, last: bool) -> bool:
    """One more node on two others, or one; none where its value would be large."""
    known = [place for place, value in enumerate(values) if abs(value) < 9 and abs(nodes[place][-1]) < 1e3]
    size = 2 if kind in BINARY else 1
    chosen = rng.choice(known, size=size, replace=size > len(known)).tolist()
    if last and len(nodes) - 1 in known and len(nodes) - 1 not in chosen:
        chosen[0] = len(nodes) - 1
    value = value_of(kind, [values[place] for place in chosen])
    if not abs(value) < 20:
        return False
    nodes.append((kind, *chosen))
    values.append(value)
    return True


def measured(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the domain's choices ask of a graph, None where it is no graph."""
    nodes = inputs["nodes"]
    for place, (kind, *rest) in enumerate(nodes):
        arity = 1 if kind == "in" or kind in UNARY else 2 if kind in BINARY else 0
        if len(rest) != arity or (kind != "in" and not all(0 <= operand < place for operand in rest)):
            return None
    if not 0 < len(nodes) <= 50:
        return None
    twice = [kind for kind, *rest in nodes if kind in BINARY and rest[0] == rest[1]]
    inputs_ = [node[1] for node in nodes if node[0] == "in"]
    return {
        "nodes": len(nodes),
        "ints": all(isinstance(value, int) for value in inputs_),
        "saturates": any(abs(value) > 300 for value in inputs_),
        "twice": max(twice, default="nothing", key=("add", "mul", "sub").index),
        "last": nodes[-1][0],
    }


domain = (
    Domain(nodes=Made(graph, measured, "a list of 1 to 50 nodes, operands before them"))
    .sizes(
        nodes=(1, 4, 6, 9, 12, 14, 20, 30, 34),
        ints=(False, True),
        saturates=(False, True),
        twice=("nothing", "add", "sub", "mul"),
        last=("in", *BINARY, *UNARY),
    )
    .needs(
        lambda nodes, saturates, twice: nodes > 1 or (not saturates and twice == "nothing"),
        lambda nodes, last: nodes > 1 or last == "in",
        lambda nodes, saturates: nodes >= 9 or not saturates,
    )
    .choices_of(
        Choice(
            "size",
            case("several nodes", zh="多个节点"),
            case(
                "a single node", lambda nodes: nodes == 1, reason="nothing comes before it", single=True,
                zh="只有一个节点",
            ),
            case("many nodes", lambda nodes: nodes > 18, reason="every path by itself takes for ever", zh="很多节点"),
        ),
        Choice(
            "one node twice in an operation",
            case("two different operands", lambda twice: twice == "nothing", zh="两个不同的操作数"),
            case("x + x", lambda twice: twice == "add", reason="the second use overwrites the first", zh="x + x"),
            case("x * x", lambda twice: twice == "mul", reason="the second use overwrites the first", zh="x * x"),
            case("x - x", lambda twice: twice == "sub", reason="the second use overwrites the first", zh="x - x"),
        ),
        Choice(
            "last node",
            case("the last is an operation of two", lambda last: last in BINARY, zh="最后是二元运算"),
            case("the last is exp or log", lambda last: last in ("exp", "log"), usual=True, zh="最后是 exp 或 log"),
            case("the last is a sigmoid", lambda last: last == "sigmoid", usual=True, zh="最后是 sigmoid"),
            case(
                "the last is an input", lambda last: last == "in", reason="all others have gradient 0",
                zh="最后是一个输入",
            ),
        ),
        Choice(
            "numbers",
            case("floats", zh="浮点数"),
            case("ints", lambda ints: ints, reason="gradients are floats", zh="整数"),
        ),
        Choice(
            "saturation",
            case("ordinary numbers", zh="普通的数"),
            case(
                "inputs of 1e4 and -1e4", lambda saturates: saturates, reason="exp overflows",
                zh="输入为 1e4 和 -1e4",
            ),
        ),
    )
)


def of_size_one(drawn: Case, _: frozenset[str]) -> Case:
    """Where the last node is an input the gradient is 0 but for its own."""
    return drawn.scale(1.0)


@scenario(public=1, zh="作业说明的例子：(2 - 5) * exp(0)。")
def worked_example(rng: Generator) -> Case:
    """The handout's example: (2 - 5) * exp(0)."""
    return Case(nodes=[("in", 2.0), ("in", 5.0), ("sub", 0, 1), ("in", 0.0), ("exp", 3), ("mul", 2, 4)])


@scenario(public=1, private=1, zh="x * w + b，数都是 1/4 的倍数。")
def weighted_sum(rng: Generator) -> Case:
    """x * w + b in multiples of 1/4."""
    x, w, b = (float(rng.choice([-1, 1]) * rng.integers(5, 13)) / 4 for _ in range(3))
    return Case(nodes=[("in", x), ("in", w), ("mul", 0, 1), ("in", b), ("add", 2, 3)])


@scenario(public=2, private=1, zh="x * w + b 的 sigmoid，再取对数：每个值只用一次。")
def neuron(rng: Generator) -> Case:
    """A sigmoid of x * w + b, then the logarithm: every value is used once."""
    x, w, b = (number(rng) for _ in range(3))
    return Case(
        nodes=[("in", x), ("in", w), ("mul", 0, 1), ("in", b), ("add", 2, 3), ("sigmoid", 4), ("log", 5)],
    )


@scenario(private=1, zh="每种运算各用一次，每个值也只用一次。")
def ordinary(rng: Generator) -> Case:
    """All operations once, every value used once."""
    a, b, c, d = number(rng), number(rng), positive(rng), number(rng)
    nodes = [("in", a), ("in", b), ("mul", 0, 1), ("exp", 2), ("in", c), ("log", 4), ("sub", 3, 5)]
    return Case(nodes=[*nodes, ("in", d), ("sigmoid", 7), ("mul", 6, 8), ("in", a), ("add", 9, 10)])


@scenario(
    public=1, private=1, weight=2, hint=ADD_UP, traps=("reused-node",),
    zh="x * x、y + y 以及两者之差，再乘以 x。",
)
def used_twice(rng: Generator) -> Case:
    """x * x, y + y and the difference of the two, times x."""
    x, y = number(rng), number(rng)
    return Case(nodes=[("in", x), ("in", y), ("mul", 0, 0), ("add", 1, 1), ("sub", 2, 3), ("mul", 4, 0)])


@scenario(private=1, weight=2, hint=ADD_UP, traps=("reused-node",), zh="某个中间值分两路再会合，如此两次。")
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
    zh="有些输入和中间节点不通向任何地方。",
)
def unconnected(rng: Generator) -> Case:
    """Inputs and inner nodes that lead nowhere."""
    a, b, c = number(rng), number(rng), positive(rng)
    nodes = [("in", a), ("in", b), ("in", c), ("log", 2), ("mul", 0, 3), ("sub", 0, 1)]
    return Case(nodes=[*nodes, ("exp", 4), ("mul", 5, 1)])


@scenario(private=1, traps=("one-sample",), zh="只有一个节点的图。")
def single_node(rng: Generator) -> Case:
    """A graph of one node."""
    return Case(nodes=[("in", number(rng))])


@scenario(
    private=1,
    weight=2,
    hint=Text("Take exp of negative numbers only: exp(1e4) overflows.", zh="只对负数取 exp：exp(1e4) 会溢出。"),
    traps=("saturation",),
    zh="1e4 和 -1e4 的 sigmoid，旁边有一个普通的。",
)
def saturated_sigmoid(rng: Generator) -> Case:
    """Sigmoids of 1e4 and -1e4 beside an ordinary one."""
    nodes = [("in", 1e4), ("in", -1e4), ("in", number(rng)), ("sigmoid", 0), ("sigmoid", 1), ("sigmoid", 2)]
    return Case(nodes=[*nodes, ("sub", 3, 4), ("mul", 5, 6), ("in", number(rng)), ("sub", 7, 8)])


@scenario(
    private=1, hint=ADD_UP, traps=("reused-node", "deep-network"),
    zh="四十步，每一步都用到前一个值和最初的值。",
)
def long_chain(rng: Generator) -> Case:
    """Forty steps, each of which uses the value before it and the very first one."""
    operations = rng.choice(["add", "sub", "mul"], size=40).tolist()
    steps = [(op, k, 0) if k % 4 else ("sigmoid", k) for k, op in enumerate(operations)]
    return Case(nodes=[("in", positive(rng) / 4), *steps])


every_choice = covering(domain, private=16, adjust=of_size_one, traps=("reused-node", "deep-network", "integer-input"))
