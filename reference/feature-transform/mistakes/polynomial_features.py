"""Known ways to get polynomial_features wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

from itertools import combinations, combinations_with_replacement, product

import numpy as np

from grader.author import Text, mistake

from ..solution import polynomial_features
from ._shared import floats


def columns(samples, chosen):
    """One product of columns for each tuple of their numbers; at least the ones."""
    samples = floats(samples)
    return np.stack([samples[:, list(one)].prod(axis=1) for one in chosen], axis=1)


def monomials(samples, degree):
    """All tuples, as the reference takes them."""
    numbers = range(np.shape(samples)[1])
    return [one for total in range(degree + 1) for one in combinations_with_replacement(numbers, total)]


@mistake(
    polynomial_features,
    title=Text("products of features missing", zh="漏掉了交叉项"),
    id="FT3",
    zh="你漏掉了 x1*x2 这样的交叉项；XOR 需要的正是它。",
)
def products_of_features_missing(samples, degree):
    """You left out products such as x1*x2; XOR needs exactly that one."""
    return columns(samples, [one for one in monomials(samples, degree) if len(set(one)) <= 1])


@mistake(
    polynomial_features,
    title=Text("products listed twice", zh="乘积重复列出"),
    id="FT4",
    zh="x1*x2 和 x2*x1 是同一个单项式：用 combinations_with_replacement。",
)
def products_listed_twice(samples, degree):
    """x1*x2 and x2*x1 are the same monomial: use combinations_with_replacement."""
    numbers = range(np.shape(samples)[1])
    return columns(samples, [one for total in range(degree + 1) for one in product(numbers, repeat=total)])


@mistake(
    polynomial_features,
    title=Text("squares and powers missing", zh="漏掉了平方等高次幂"),
    zh="你漏掉了平方等高次幂：同一特征可以与自己相乘。",
)
def powers_missing(samples, degree):
    """You left the squares and higher powers out: a feature may be multiplied by itself."""
    numbers = range(np.shape(samples)[1])
    return columns(samples, [one for total in range(degree + 1) for one in combinations(numbers, total)])


@mistake(
    polynomial_features, title=Text("column of ones missing", zh="少了常数列"), zh="第一列应为常数 1（零次单项式）。"
)
def ones_missing(samples, degree):
    """The monomial of degree 0 is missing: the first column is 1."""
    return polynomial_features(floats(samples), degree)[:, 1:]


@mistake(
    polynomial_features, title=Text("column of ones at the end", zh="常数列放在了最后"), zh="常数列应在最前，不在最后。"
)
def ones_at_the_end(samples, degree):
    """The column of ones stands first, not last."""
    return np.roll(polynomial_features(floats(samples), degree), -1, axis=1)


@mistake(
    polynomial_features,
    title=Text("highest degree missing", zh="少了最高次"),
    zh="次数最高到 degree，包含 degree 本身：你少了最后一次。",
)
def highest_degree_missing(samples, degree):
    """The highest degree is missing: degrees run up to and with `degree`."""
    return polynomial_features(floats(samples), max(degree - 1, 0))


@mistake(
    polynomial_features,
    title=Text("highest degree only", zh="只有最高次"),
    zh="只有最高次的单项式：从 0 次到 degree 次都要。",
)
def highest_degree_alone(samples, degree):
    """You give the monomials of the highest degree alone: all degrees from 0 on are asked."""
    return columns(samples, [one for one in monomials(samples, degree) if len(one) == degree])


@mistake(
    polynomial_features,
    title=Text("degree bounds each exponent", zh="限制的是每个指数"),
    zh="degree 限制的是总次数，不是每个特征的指数。",
)
def degree_of_each_feature(samples, degree):
    """The degree bounds the sum of exponents, not each exponent: you have columns such as x1^d x2^d."""
    powers = product(range(degree + 1), repeat=np.shape(samples)[1])
    chosen = [tuple(d for d, power in enumerate(one) for _ in range(power)) for one in powers]
    return columns(samples, sorted(chosen, key=lambda one: (len(one), one)))


@mistake(
    polynomial_features,
    title=Text("at most two different features", zh="最多两个特征相乘"),
    zh="最多只有两个特征的乘积：degree 为 3 时还有 x1*x2*x3 等。",
)
def pairs_at_most(samples, degree):
    """You multiply two different features at most: from degree 3 on there are x1*x2*x3 and the like."""
    return columns(samples, [one for one in monomials(samples, degree) if len(set(one)) <= 2])


@mistake(
    polynomial_features,
    title=Text("last feature first", zh="从最后一个特征开始"),
    zh="列的顺序：同一次数内 x1^2、x1 x2、x2^2，你的顺序相反。",
)
def last_feature_first(samples, degree):
    """Within one degree the order is x1^2, x1 x2, x2^2: yours begins with the last feature."""
    return columns(samples, sorted(monomials(samples, degree), key=lambda one: (len(one), [-d for d in one])))


@mistake(
    polynomial_features,
    title=Text("columns not ordered by degree", zh="没有按次数排列"),
    zh="列的顺序：先按次数排列，0 次、1 次、2 次……；你按指数的字典序排了。",
)
def columns_not_by_degree(samples, degree):
    """The columns go by degree first; you listed them by the exponents of the first feature."""
    return columns(samples, sorted(monomials(samples, degree)))


@mistake(
    polynomial_features,
    title=Text("powers before products", zh="幂排在乘积之前"),
    zh="列的顺序：幂和乘积混在一起按字典序，你先列出了所有的幂。",
)
def powers_before_products(samples, degree):
    """Powers and products of one degree stand together in order; you listed all powers before the products."""
    return columns(samples, sorted(monomials(samples, degree), key=lambda one: (len(one), len(set(one)), one)))


@mistake(
    polynomial_features,
    title=Text("answer transposed", zh="答案转置了"),
    id="G-T",
    zh="答案转置了：每行是一个样本，每列是一个单项式。",
)
def monomials_in_rows(samples, degree):
    """Your answer is transposed: a row for each sample, a column for each monomial."""
    return polynomial_features(floats(samples), degree).T


@mistake(
    polynomial_features,
    title=Text("always degree 2", zh="总是二次"),
    id="G-HARD",
    zh="只写了二次的公式：degree 可以是 0 到 5。",
)
def always_degree_2(samples, degree):
    """You wrote down degree 2: the degree is an argument."""
    return polynomial_features(floats(samples), 2)


@mistake(
    polynomial_features,
    title=Text("first two features only", zh="只用前两个特征"),
    id="G-HARD",
    zh="只写了两个特征的公式：特征数由 samples.shape[1] 决定。",
)
def first_two_features(samples, degree):
    """You use the first two features: there are samples.shape[1] of them."""
    return polynomial_features(floats(samples)[:, :2], degree)


@mistake(
    polynomial_features,
    title=Text("multiples instead of powers", zh="用倍数代替幂"),
    zh="指数写成了乘数：x^k 是幂，不是 k*x。",
)
def multiples_for_powers(samples, degree):
    """x^k is a power: you multiplied by k."""
    samples = floats(samples)
    found = [
        np.prod([samples[:, d] * one.count(d) for d in set(one)], axis=0) if one else np.ones(len(samples))
        for one in monomials(samples, degree)
    ]
    return np.stack(found, axis=1)


@mistake(
    polynomial_features,
    title=Text("multinomial coefficients", zh="带了多项式系数"),
    zh="有重复组合的单项式带了多项式系数：系数都是 1。",
)
def with_multinomial_coefficients(samples, degree):
    """Your columns are the terms of a power of a sum, with factors such as 2 x1 x2: the monomials have none."""
    numbers = range(np.shape(samples)[1])
    counts = {}
    for total in range(degree + 1):
        for one in product(numbers, repeat=total):
            counts[tuple(sorted(one))] = counts.get(tuple(sorted(one)), 0) + 1
    chosen = monomials(samples, degree)
    return columns(samples, chosen) * np.array([counts[one] for one in chosen])


@mistake(
    polynomial_features,
    title=Text("products of small integers overflow", zh="小整数的乘积溢出"),
    id="G-DTYPE",
    zh="小整数的乘积会溢出：先把样本转成浮点数。",
)
def overflowing_products(samples, degree):
    """Products of small integers overflow: turn the samples into floats first."""
    found = []
    for one in monomials(samples, degree):
        value = np.ones(len(samples), dtype=samples.dtype)
        for d in one:
            value = value * samples[:, d]
        found.append(value)
    return np.stack(found, axis=1)


@mistake(
    polynomial_features,
    title=Text("powers by logarithms", zh="用对数求幂"),
    zh="用对数求幂时，负数得 NaN，零得 -inf：请直接相乘。",
)
def powers_by_logarithms(samples, degree):
    """You go through logarithms, which negative numbers do not have: multiply instead."""
    samples = floats(samples)
    with np.errstate(all="ignore"):
        logs = np.log(samples)
        found = [np.exp(logs[:, list(one)].sum(axis=1)) for one in monomials(samples, degree)]
    return np.stack(found, axis=1)
