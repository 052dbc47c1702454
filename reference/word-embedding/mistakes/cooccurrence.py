"""Known ways to get cooccurrence wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import cooccurrence


def counted(ids, vocabulary_size, places):
    """The counts of pairs of places (i, j)."""
    counts = np.zeros((vocabulary_size, vocabulary_size), dtype=np.int64)
    for i, j in places:
        counts[ids[i], ids[j]] += 1
    return counts


def near(length, window):
    """All pairs of places that are neighbours."""
    for i in range(length):
        for j in range(max(0, i - window), min(length, i + window + 1)):
            if i != j:
                yield i, j


@mistake(
    cooccurrence,
    title=Text("one side only", zh="只数了一侧"),
    id="WE2",
    zh="上下文在两侧：你只数了一侧。",
    variants={"side": ("right", "left")},
)
def one_side_only(ids, vocabulary_size, window, *, side):
    """The context is on both sides of a word; you count one side only."""
    pairs = [(i, j) for i, j in near(len(ids), window) if (i < j) == (side == "right")]
    return counted(ids, vocabulary_size, pairs)


@mistake(
    cooccurrence,
    title=Text("place counted as own neighbour", zh="把自己算作邻居"),
    id="WE3",
    zh="词本身的位置不是它的邻居：请排除 i = j。",
)
def place_counts_itself(ids, vocabulary_size, window):
    """A place is not its own neighbour: leave out i = j."""
    counts = cooccurrence(ids, vocabulary_size, window)
    return counts + np.diag(np.bincount(ids, minlength=vocabulary_size))


@mistake(
    cooccurrence,
    title=Text("equal neighbouring words skipped", zh="跳过了相同的邻词"),
    id="WE4",
    zh="要排除的是同一个位置，而不是相同的词。",
)
def equal_words_skipped(ids, vocabulary_size, window):
    """Leave out the same place, not the same word: equal words side by side are neighbours."""
    counts = cooccurrence(ids, vocabulary_size, window)
    np.fill_diagonal(counts, 0)
    return counts


@mistake(
    cooccurrence,
    title=Text("equal neighbours counted once", zh="相等的邻居只计一次"),
    zh="相等的邻居要在对角线上计两次：两个方向各一次。",
)
def equal_neighbours_once(ids, vocabulary_size, window):
    """Two equal neighbours count twice on the diagonal, once in each direction; you count them once."""
    counts = cooccurrence(ids, vocabulary_size, window)
    return counts - np.diag(np.diag(counts) // 2)


@mistake(
    cooccurrence,
    title=Text("repeated pairs counted once", zh="重复的对只计一次"),
    id="WE1",
    zh="counts[a, b] += 1 对重复的下标只加一次：请用 np.add.at。",
)
def pairs_counted_once(ids, vocabulary_size, window):
    """counts[a, b] += 1 adds 1 once for each distinct pair, however often it is listed: use np.add.at."""
    counts = np.zeros((vocabulary_size, vocabulary_size), dtype=np.int64)
    for gap in range(1, min(window, len(ids) - 1) + 1):
        counts[ids[:-gap], ids[gap:]] += 1
        counts[ids[gap:], ids[:-gap]] += 1
    return counts


@mistake(
    cooccurrence, title=Text("seen or not instead of counts", zh="只记是否出现"), zh="你只记录了是否出现；应当计数。"
)
def seen_or_not(ids, vocabulary_size, window):
    """Count how often, not whether."""
    return (cooccurrence(ids, vocabulary_size, window) > 0).astype(int)


@mistake(
    cooccurrence,
    title=Text("window one place short", zh="窗口少了一个位置"),
    zh="窗口包括距离恰为 window 的位置：你少算了一个。",
)
def window_one_short(ids, vocabulary_size, window):
    """The window includes the word `window` places away; yours ends one place earlier."""
    return cooccurrence(ids, vocabulary_size, max(window - 1, 0))


@mistake(
    cooccurrence,
    title=Text("right end one place short", zh="窗口右端少了一个"),
    zh="窗口右端少了一个：range(i - window, i + window) 不含 i + window。",
)
def right_end_one_short(ids, vocabulary_size, window):
    """range(i - window, i + window) leaves the last place out: the end of a range is not in it."""
    return counted(ids, vocabulary_size, [(i, j) for i, j in near(len(ids), window) if j < i + window])


@mistake(
    cooccurrence,
    title=Text("window shared by both sides", zh="窗口为两侧合计"),
    zh="窗口是每侧 window 个词，不是两侧一共 window 个。",
)
def window_for_both_sides(ids, vocabulary_size, window):
    """The window is `window` words on each side, not on both together."""
    return cooccurrence(ids, vocabulary_size, window // 2)


@mistake(
    cooccurrence,
    title=Text("negative places wrap round", zh="负下标从末尾绕回"),
    zh="i - window 为负时下标从末尾数起：请用 max(0, …)。",
)
def negative_places(ids, vocabulary_size, window):
    """Where i - window is negative, places count from the end of the text: begin at max(0, i - window)."""
    length = len(ids)
    pairs = [
        (i, j) for i in range(length) for j in range(i - window, i + window + 1) if i != j and -length <= j < length
    ]
    return counted(ids, vocabulary_size, pairs)


@mistake(
    cooccurrence,
    title=Text("only whole windows counted", zh="只计完整的窗口"),
    zh="只有窗口完整的位置才被你计入：两端的词窗口较短，也要计数。",
)
def whole_windows_only(ids, vocabulary_size, window):
    """Words near the ends have a shorter window, and count all the same; you leave them out."""
    length = len(ids)
    pairs = [(i, j) for i, j in near(length, window) if window <= i < length - window]
    return counted(ids, vocabulary_size, pairs)


@mistake(
    cooccurrence,
    title=Text("weighted by the distance", zh="按距离加权"),
    zh="每个邻居计 1，不按距离加权（那是 GloVe 的做法）。",
)
def weighted_by_distance(ids, vocabulary_size, window):
    """Every neighbour counts 1; you weight by 1/distance, as GloVe does."""
    counts = np.zeros((vocabulary_size, vocabulary_size))
    for i, j in near(len(ids), window):
        counts[ids[i], ids[j]] += 1 / abs(i - j)
    return counts


@mistake(
    cooccurrence,
    title=Text("cells in the ids' type", zh="下标沿用ids的类型"),
    zh="ids 是 uint8 时 a · V + b 会溢出：先转换成 int64。",
)
def cells_in_the_ids_dtype(ids, vocabulary_size, window):
    """a V + b in uint8 is a number modulo 256: convert the ids to int64 first."""
    counts = np.zeros(vocabulary_size**2, dtype=np.int64)
    for i, j in near(len(ids), window):
        counts[ids[i] * ids.dtype.type(vocabulary_size) + ids[j]] += 1
    return counts.reshape(vocabulary_size, vocabulary_size)


@mistake(
    cooccurrence,
    title=Text("table of seen words only", zh="表只含出现过的词"),
    zh="表的大小是 vocabulary_size，不是出现过的词数。",
)
def table_of_seen_words(ids, vocabulary_size, window):
    """The table has a row for every word of the vocabulary, seen or not; yours ends with the last word seen."""
    seen = int(np.max(ids, initial=0)) + 1
    return cooccurrence(ids, vocabulary_size, window)[:seen, :seen]
