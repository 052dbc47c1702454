"""Known ways to get linear_boundary wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import math

import numpy as np

from grader.author import Text, mistake

from ..solution import linear_boundary


@mistake(
    linear_boundary,
    title=Text("signs of w and b reversed", zh="w和b的符号反了"),
    id="GC5",
    zh="符号反了：正的一侧应是第 1 类，w = Σ⁻¹(μ1 - μ2)。",
)
def classes_swapped(mean1, mean2, covariance, count1, count2):
    """Your signs are reversed: positive means class 1, so w points from mean2 to mean1."""
    w, b = linear_boundary(mean1, mean2, covariance, count1, count2)
    return -w, -b


@mistake(
    linear_boundary,
    title=Text("sign of w reversed", zh="w的符号反了"),
    id="GC5",
    zh="w 的符号反了：w = Σ⁻¹(μ1 - μ2)；b 是对的。",
)
def weights_point_to_class_2(mean1, mean2, covariance, count1, count2):
    """Your w points to class 2, w = covariance^-1 (mean1 - mean2); your b is right."""
    w, b = linear_boundary(mean1, mean2, covariance, count1, count2)
    return -w, b


@mistake(
    linear_boundary,
    title=Text("signs of the quadratic terms reversed", zh="二次项的符号反了"),
    id="GC5",
    zh="b 里两个二次项的符号反了：μ1 的那一项为负。",
)
def quadratic_terms_swapped(mean1, mean2, covariance, count1, count2):
    """The quadratic terms of b have the wrong signs: that of mean1 is negative."""
    w, b = linear_boundary(mean1, mean2, covariance, count1, count2)
    return w, 2 * math.log(count1 / count2) - b


@mistake(
    linear_boundary,
    title=Text("prior missing", zh="漏掉了先验"),
    id="GC6",
    zh="你漏掉了先验 ln(n1/n2)：边界会移向稀少的类。",
)
def counts_left_out(mean1, mean2, covariance, count1, count2):
    """The boundary shifts toward the rarer class; you dropped the prior, ln(count1 / count2)."""
    return linear_boundary(mean1, mean2, covariance, 1, 1)


@mistake(
    linear_boundary,
    title=Text("quotient of counts inverted", zh="样本数之比弄反"),
    id="GC6",
    zh="应是 ln(n1/n2)，而不是 ln(n2/n1)。",
)
def counts_swapped(mean1, mean2, covariance, count1, count2):
    """Your quotient of counts is upside down: ln(count1 / count2)."""
    return linear_boundary(mean1, mean2, covariance, count2, count1)


@mistake(
    linear_boundary,
    title=Text("share of class 1 as odds", zh="用第1类的占比代替比值"),
    id="GC6",
    zh="应是两个先验之比 n1/n2，你用了 n1/(n1+n2)。",
)
def share_of_class_1(mean1, mean2, covariance, count1, count2):
    """The odds of the classes are count1 / count2; you took the share count1 / (count1 + count2)."""
    return linear_boundary(mean1, mean2, covariance, count1, count1 + count2)


@mistake(
    linear_boundary,
    title=Text("logarithm of the odds missing", zh="先验之比没有取对数"),
    id="GC6",
    zh="先验之比要取自然对数；你加的是比值本身。",
)
def quotient_without_logarithm(mean1, mean2, covariance, count1, count2):
    """The odds of the classes enter by their logarithm; you added the quotient itself."""
    w, b = linear_boundary(mean1, mean2, covariance, 1, 1)
    return w, b + count1 / count2


@mistake(
    linear_boundary,
    title=Text("logarithm to base 10", zh="用了以10为底的对数"),
    id="GC6",
    zh="应取自然对数，不是以 10 为底。",
)
def logarithm_to_base_ten(mean1, mean2, covariance, count1, count2):
    """The natural logarithm of the counts is asked, not that to base 10."""
    w, b = linear_boundary(mean1, mean2, covariance, 1, 1)
    return w, b + math.log10(count1 / count2)


@mistake(
    linear_boundary,
    title=Text("quadratic terms without factor 1/2", zh="二次项少了1/2"),
    id="GC7",
    zh="二次项前面有 1/2。",
)
def quadratic_terms_without_half(mean1, mean2, covariance, count1, count2):
    """The quadratic terms of b have the factor 1/2."""
    w, b = linear_boundary(mean1, mean2, covariance, count1, count2)
    return w, 2 * b - math.log(count1 / count2)


@mistake(
    linear_boundary,
    title=Text("quadratic terms missing", zh="漏掉了二次项"),
    id="GC7",
    zh="b 里没有两个二次项：你只留下了 ln(n1/n2)，边界会过原点附近。",
)
def quadratic_terms_left_out(mean1, mean2, covariance, count1, count2):
    """You left the quadratic terms out of b: the boundary then passes the origin, not the middle between the means."""
    return linear_boundary(mean1, mean2, covariance, count1, count2)[0], math.log(count1 / count2)


@mistake(
    linear_boundary,
    title=Text("quadratic form of the difference", zh="用了均值差的二次型"),
    id="GC7",
    zh="应是两个二次型之差，而不是均值之差的二次型。",
)
def form_of_the_difference(mean1, mean2, covariance, count1, count2):
    """b has the difference of two quadratic forms; you took the quadratic form of the difference of means."""
    w, _ = linear_boundary(mean1, mean2, covariance, count1, count2)
    return w, -0.5 * (mean1 - mean2) @ w + math.log(count1 / count2)


@mistake(
    linear_boundary,
    title=Text("covariance not inverted", zh="协方差没有求逆"),
    id="GC12",
    zh="你乘的是协方差，而不是它的逆。",
)
def covariance_not_inverted(mean1, mean2, covariance, count1, count2):
    """You multiplied with the covariance itself: w takes its inverse."""
    w = covariance @ (mean1 - mean2)
    return w, -w @ (mean1 + mean2) / 2 + math.log(count1 / count2)


@mistake(
    linear_boundary,
    title=Text("covariance missing", zh="漏掉了协方差"),
    id="GC12",
    zh="你漏掉了协方差：w 只是均值之差时，各特征的尺度都被忽略。",
)
def covariance_left_out(mean1, mean2, covariance, count1, count2):
    """You left the covariance out: the difference of means alone ignores how features spread and vary together."""
    return linear_boundary(mean1, mean2, np.eye(len(mean1)), count1, count2)


@mistake(
    linear_boundary,
    title=Text("variances only", zh="只用了方差"),
    id="GC12",
    zh="你只用了方差：非对角的协方差会转动边界。",
)
def variances_alone(mean1, mean2, covariance, count1, count2):
    """You used the variances alone: the entries off the diagonal turn the boundary."""
    return linear_boundary(mean1, mean2, np.diag(np.diag(covariance)), count1, count2)


@mistake(
    linear_boundary,
    title=Text("small number on the diagonal", zh="对角线加了小数"),
    id="GC10",
    variants={"eps": (1e-9, 1e-6, 1e-3)},
    zh="往对角线上加的小数改变了边界：方差可以小到 1e-3。",
)
def ridge_added(mean1, mean2, covariance, count1, count2, *, eps):
    """The small number that you add to the diagonal changes the boundary where variances are small."""
    return linear_boundary(mean1, mean2, covariance + eps * np.eye(len(mean1)), count1, count2)


@mistake(
    linear_boundary,
    title=Text("w scaled to length 1", zh="w被归一化"),
    zh="w 被归一化了：方向对，但 sigmoid(w·x + b) 不再是后验。",
)
def weights_of_length_one(mean1, mean2, covariance, count1, count2):
    """You scaled w to length 1: the line is the same, but sigmoid(w . x + b) no longer is the posterior."""
    w, b = linear_boundary(mean1, mean2, covariance, count1, count2)
    length = np.linalg.norm(w) or 1.0
    return w / length, b / length


@mistake(
    linear_boundary,
    title=Text("caller's mean1 changed", zh="改变了调用者的mean1"),
    id="G-INPLACE",
    zh="你在调用者的 mean1 上做了减法：它被改变了。",
)
def mean_changed_in_place(mean1, mean2, covariance, count1, count2):
    """You subtract in the caller's own mean1: it is changed, and a read-only one fails."""
    middle = (mean1 + mean2) / 2
    mean1 -= mean2
    w = np.linalg.solve(covariance, mean1)
    return w, math.log(count1 / count2) - w @ middle
