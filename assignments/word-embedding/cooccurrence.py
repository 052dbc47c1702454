"""How often words stand near each other."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Int,
    Problem,
    Text,
    case,
    covering,
    integers,
    scenario,
    uint8,
    values,
)

from .draws import FLAT_ONCE, sentence

problem = Problem(
    points=15,
    hints=(
        Text(
            "The traps are which places are neighbours of a place, and that the same word may stand at two places.",
            zh="陷阱在于哪些位置是某个位置的邻居，以及同一个词可能出现在两个位置。",
        ),
        Text(
            "Count by hand for ids 0 0 1 with a window of 1: what stands at [0, 0], and what is the sum of the table?",
            zh="对 ids 0 0 1、窗口 1 手工计数：[0, 0] 处是多少，整张表的和是多少？",
        ),
    ),
)


def _runs(here):
    """Every word twice in a row."""
    size = here.shape[0]
    return np.repeat(here.rng.integers(here.sizes["vocabulary_size"], size=size), 2)[:size]


domain = (
    Domain(
        ids=Array(
            "L",
            dtypes=(integers, uint8.once("numbers of cells, a V + b, overflow")),
            layouts=FLAT_ONCE,
            values=(
                values(
                    "any", lambda here: here.rng.integers(here.sizes["vocabulary_size"], size=here.shape), zh="任意"
                ),
                values(
                    "equal words side by side",
                    _runs,
                    lambda ids: len(ids) > 3 and bool((ids[:-1] == ids[1:]).sum() >= (len(ids) - 1) // 2),
                    needs=lambda L: L > 3,
                    reason="words that are equal are no place that is the same",
                    zh="相同的词相邻",
                ),
            ),
        ),
        vocabulary_size=Int(range(1, 40)),
        window=Int(range(20)),
    )
    .sizes(L=range(14), vocabulary_size=(7, 9, 20, 30, 2), window=range(16))
    .choices_of(
        Choice(
            "text",
            case("several words", zh="多个词"),
            case("no words", lambda L: L == 0, reason="an empty array", zh="没有词"),
            case("one word", lambda L: L == 1, reason="no neighbours", zh="一个词"),
        ),
        Choice(
            "window",
            case("a window of several words", zh="窗口含多个词"),
            case("a window of 0", lambda window: window == 0, reason="no neighbours; ids[:-0] is empty", zh="窗口为 0"),
            case("a window of 1", lambda window: window == 1, usual=True, zh="窗口为 1"),
            case(
                "a window beyond the text",
                lambda window, L: window > max(L, 1),
                reason="places before the first one count from the end",
                zh="窗口超出文本",
            ),
        ),
    )
)


def draw(rng: Generator, length: int, words: int, window: int) -> Case:
    """A text of some words."""
    return Case(ids=sentence(rng, length, words), vocabulary_size=words, window=window)


@scenario(public=1, zh="作业说明的例子，窗口为 1 和 2。")
def by_hand(rng: Generator) -> Case:
    """The handout's example, with windows of 1 and 2."""
    ids = np.array([0, 1, 2, 1])
    return Case(ids=ids, vocabulary_size=4, window=1).then(Case(ids=ids, vocabulary_size=4, window=2))


@scenario(public=2, private=1, zh="没有词出现两次；词表中有些词不出现。")
def all_different(rng: Generator) -> Case:
    """No word stands there twice; some of the vocabulary do not occur."""
    return Case(ids=rng.permutation(7)[:5], vocabulary_size=7, window=2)


@scenario(public=1, private=2, weight=2, traps=("unseen-words",), zh="词会重复出现的文本。")
def ordinary(rng: Generator) -> Case:
    """A text in which words come again."""
    return draw(rng, 20, 6, 3)


@scenario(
    private=1,
    hint=Text(
        "A pair of equal neighbours counts as any other: for both directions.",
        zh="相等的邻居和别的词对一样：两个方向都计数。",
    ),
    traps=("equal-neighbours",),
    zh="同一个词连续出现几次；然后出现二十次，一个字节数不下。",
)
def equal_neighbours(rng: Generator) -> Case:
    """The same word several times side by side; then twenty times, more often than a byte can count."""
    twenty = Case(ids=np.full(20, rng.integers(5)), vocabulary_size=5, window=19)
    return Case(ids=np.repeat(rng.permutation(4), (3, 1, 2, 2)), vocabulary_size=5, window=2).then(twenty)


@scenario(
    private=1,
    hint=Text(
        "Near the ends a window is cut off: no place counts from the other end.",
        zh="在两端窗口被截断：不会从另一端数起。",
    ),
    traps=("window-beyond",),
    zh="窗口比文本还长。",
)
def window_beyond(rng: Generator) -> Case:
    """A window longer than the text."""
    return Case(ids=rng.permutation(6)[:5], vocabulary_size=6, window=9)


@scenario(private=1, traps=("empty", "window-0"), zh="窗口为 0，只有一个词的文本，没有文本。")
def nothing_near(rng: Generator) -> Case:
    """A window of 0, a text of one word, no text."""
    ids = rng.permutation(7)[:6]
    windows = ((ids, 0), (ids[:1], 2), (ids[:0], 2), (ids, 1))
    first, *others = (Case(ids=some, vocabulary_size=7, window=window) for some, window in windows)
    return first.then(*others)


@scenario(
    private=1,
    hint=Text(
        "In uint8, 10 times 30 is 44: convert the numbers first.", zh="在 uint8 中 10 乘 30 等于 44：先转换类型。"
    ),
    traps=("uint8",),
    zh="词的编号是 uint8，词表有 30 个词。",
)
def in_uint8(rng: Generator) -> Case:
    """Numbers of words in uint8, a vocabulary of 30."""
    return Case(ids=rng.permutation(np.arange(10, 30, dtype=np.uint8)), vocabulary_size=30, window=2)


every_choice = covering(domain, private=9, weight=1, traps=("input-forms",))
