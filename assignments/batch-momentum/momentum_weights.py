"""How much each gradient of the past counts in the next movement."""

from grader.author import (
    Case,
    Choice,
    Domain,
    Generator,
    Int,
    Problem,
    Text,
    case,
    covering,
    scenario,
)

from .draws import LAM, number

problem = Problem(
    points=10,
    hints=(
        Text(
            "The trap is which end is which: the newest gradient has lost nothing yet.",
            zh="陷阱在于哪一端是哪一端：最新的梯度还没有衰减。",
        ),
        Text(
            "Put m_1 into m_2, and m_2 into m_3, on paper; read off what stands before g_0, g_1 and g_2.",
            zh="在纸上把 m_1 代入 m_2，再代入 m_3；读出 g_0、g_1、g_2 前的系数。",
        ),
    ),
)

domain = (
    Domain(
        steps=Int(range(10)),
        lr=number(0.05, 1),
        lam=LAM,
    )
    .sizes(steps=(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 40, 60))
    .choices_of(
        Choice(
            "steps",
            case("several steps", zh="多步"),
            case("no steps", lambda steps: steps == 0, reason="an empty array", zh="零步"),
            case("one step", lambda steps: steps == 1, reason="lam plays no part", zh="一步"),
            case("many steps", lambda steps: steps > 30, reason="weights that are nearly 0", zh="很多步"),
        ),
    )
)


@scenario(public=1, zh="作业说明的例子：三步。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: three steps."""
    return Case(steps=3, lr=0.5, lam=0.5)


@scenario(public=2, private=4, zh="三到九步。")
def ordinary(rng: Generator) -> Case:
    """Three to nine steps."""
    return Case(steps=int(rng.integers(3, 10)), lr=float(rng.uniform(0.05, 1)), lam=float(rng.uniform(0.4, 0.95)))


@scenario(
    private=2,
    hint=Text(
        "Without momentum the newest gradient counts alone: 0 ** 0 is 1.",
        zh="没有动量时只有最新的梯度起作用：0 ** 0 等于 1。",
    ),
    traps=("no-momentum",),
    zh="lam = 0。",
)
def no_momentum(rng: Generator) -> Case:
    """lam = 0."""
    return Case(steps=int(rng.integers(3, 8)), lr=float(rng.uniform(0.05, 1)), lam=0.0)


@scenario(private=1, traps=("no-steps",), zh="不走步：空数组；然后两步。")
def no_steps(rng: Generator) -> Case:
    """No steps: an empty array; then two steps."""
    lr, lam = float(rng.uniform(0.05, 1)), float(rng.uniform(0.4, 0.95))
    return Case(steps=0, lr=lr, lam=lam).then(Case(steps=2, lr=lr, lam=lam))


@scenario(private=2, traps=("many-steps",), zh="很长的过去：最早的梯度几乎不起作用。")
def many_steps(rng: Generator) -> Case:
    """A long past: the oldest gradients hardly count."""
    return Case(steps=int(rng.integers(50, 60)), lr=float(rng.uniform(0.05, 1)), lam=float(rng.uniform(0.6, 0.95)))


every_choice = covering(domain, private=12, weight=1)
