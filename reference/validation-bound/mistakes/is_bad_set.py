"""Known ways to get is_bad_set wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import is_bad_set


@mistake(
    is_bad_set,
    title=Text("all candidates must be bad", zh="要求所有候选都坏"),
    id="VB3",
    zh="有一个坏候选就够了：用 any，不是 all。",
)
def all_candidates(sample_loss, true_loss, epsilon):
    """One bad candidate suffices: any, not all."""
    return bool((np.abs(sample_loss - true_loss) > epsilon).all())


@mistake(
    is_bad_set, title=Text("most candidates must be bad", zh="要求过半候选都坏"), id="VB3", zh="一个就够，不必过半。"
)
def most_candidates(sample_loss, true_loss, epsilon):
    """One bad candidate suffices: it need not be most of them."""
    return bool((np.abs(sample_loss - true_loss) > epsilon).mean() > 0.5)


@mistake(
    is_bad_set,
    title=Text("only losses too high", zh="只看偏高的损失"),
    id="VB8",
    zh="要取绝对值：低估真实损失的集合同样误导人。",
)
def too_high_alone(sample_loss, true_loss, epsilon):
    """Take the absolute difference: a loss that is too low misleads as well."""
    return bool((sample_loss - true_loss > epsilon).any())


@mistake(is_bad_set, title=Text("only losses too low", zh="只看偏低的损失"), id="VB8", zh="要取绝对值：偏高也算偏差。")
def too_low_alone(sample_loss, true_loss, epsilon):
    """Take the absolute difference: a loss that is too high is off, too."""
    return bool((true_loss - sample_loss > epsilon).any())


@mistake(
    is_bad_set,
    title=Text("mean difference of the candidates", zh="用了候选的平均偏差"),
    id="VB9",
    zh="要看最坏的候选，不是平均。",
)
def mean_difference(sample_loss, true_loss, epsilon):
    """The worst candidate counts, not the average."""
    return bool(np.abs(sample_loss - true_loss).mean() > epsilon)


@mistake(
    is_bad_set,
    title=Text("difference of the mean losses", zh="用了平均损失之差"),
    id="VB9",
    zh="平均损失之差会相互抵消：逐个候选比较。",
)
def difference_of_means(sample_loss, true_loss, epsilon):
    """The difference of mean losses cancels: compare candidate by candidate."""
    return bool(abs(sample_loss.mean() - true_loss.mean()) > epsilon)


@mistake(
    is_bad_set,
    title=Text("length of the differences", zh="用了差的长度"),
    id="VB9",
    zh="你用了差的长度（平方和的根）：应取最大的差。",
)
def length_of_the_differences(sample_loss, true_loss, epsilon):
    """You took the length of the differences, a root of squares: their maximum counts."""
    return bool(np.linalg.norm(sample_loss - true_loss) > epsilon)


@mistake(
    is_bad_set,
    title=Text("sum of the differences", zh="把偏差相加"),
    id="VB9",
    zh="你把各候选的偏差加了起来：应取最大的。",
)
def sum_of_differences(sample_loss, true_loss, epsilon):
    """You added the candidates' differences: the largest one counts."""
    return bool(np.abs(sample_loss - true_loss).sum() > epsilon)


@mistake(is_bad_set, title=Text("half of epsilon", zh="用了ε的一半"), id="VB10", zh="直接与 ε 比较，不是 ε/2。")
def half_of_epsilon(sample_loss, true_loss, epsilon):
    """Compare with epsilon itself, not with half of it."""
    return is_bad_set(sample_loss, true_loss, epsilon / 2)


@mistake(is_bad_set, title=Text("twice epsilon", zh="用了两倍的ε"), id="VB10", zh="直接与 ε 比较，不是 2ε。")
def double_epsilon(sample_loss, true_loss, epsilon):
    """Compare with epsilon itself, not with its double."""
    return is_bad_set(sample_loss, true_loss, 2 * epsilon)


@mistake(
    is_bad_set, title=Text("differences squared", zh="差被平方"), id="VB11", zh="差没有平方：与 ε 比较的是差本身。"
)
def squared_differences(sample_loss, true_loss, epsilon):
    """The difference itself is compared with epsilon, not its square."""
    return bool(((sample_loss - true_loss) ** 2 > epsilon).any())


@mistake(is_bad_set, title=Text("good instead of bad", zh="返回好而非坏"), id="VB12", zh="题目问的是坏；你返回了好。")
def whether_it_is_good(sample_loss, true_loss, epsilon):
    """Whether the set is bad is asked; you return whether it is good."""
    return not is_bad_set(sample_loss, true_loss, epsilon)


@mistake(
    is_bad_set, title=Text("comparison not strict", zh="比较不严格"), id="VB14", zh="恰好差 ε 不算坏：用 >，不是 >=。"
)
def not_strict(sample_loss, true_loss, epsilon):
    """Off by exactly epsilon is not bad: compare with >, not with >=."""
    return bool((np.abs(sample_loss - true_loss) >= epsilon).any())


@mistake(
    is_bad_set,
    title=Text("chosen candidate only", zh="只看被选中的候选"),
    id="VB15",
    zh="你只看了被选中的候选；每个候选都算。",
)
def chosen_candidate_alone(sample_loss, true_loss, epsilon):
    """You look at the candidate with the least loss alone; every candidate counts."""
    chosen = sample_loss.argmin()
    return bool(abs(sample_loss[chosen] - true_loss[chosen]) > epsilon)


@mistake(
    is_bad_set,
    title=Text("least losses compared", zh="比较了两个最小损失"),
    id="VB15",
    zh="你比较的是两个最小损失，它们可能属于不同的候选。",
)
def least_losses(sample_loss, true_loss, epsilon):
    """You compare the least losses, which may belong to different candidates."""
    return bool(abs(sample_loss.min() - true_loss.min()) > epsilon)


@mistake(
    is_bad_set, title=Text("relative differences", zh="用了相对偏差"), id="VB15", zh="偏差是绝对的，不除以真实损失。"
)
def relative_differences(sample_loss, true_loss, epsilon):
    """The difference is absolute: you divide it by the true loss."""
    return bool((np.abs(sample_loss - true_loss) / true_loss > epsilon).any())


@mistake(
    is_bad_set,
    title=Text("number of bad candidates", zh="返回坏候选的个数"),
    id="VB16",
    zh="题目要是或否；你返回了坏候选的个数。",
)
def number_of_bad_candidates(sample_loss, true_loss, epsilon):
    """Yes or no is asked; you return how many candidates are off."""
    return int((np.abs(sample_loss - true_loss) > epsilon).sum())


@mistake(
    is_bad_set,
    title=Text("one answer per candidate", zh="每个候选各返回一个"),
    id="VB16",
    zh="题目要一个是或否；你对每个候选各返回了一个。",
)
def one_answer_a_candidate(sample_loss, true_loss, epsilon):
    """One yes or no is asked; you return one for every candidate."""
    return np.abs(sample_loss - true_loss) > epsilon


@mistake(
    is_bad_set,
    title=Text("caller's losses changed", zh="改变了调用者的损失"),
    id="G-INPLACE",
    zh="你在调用者的数组上做减法：它被改变了。",
)
def subtracted_in_place(sample_loss, true_loss, epsilon):
    """You subtract in the caller's own losses: they are changed, and read-only ones fail."""
    sample_loss -= true_loss
    return bool((np.abs(sample_loss) > epsilon).any())
