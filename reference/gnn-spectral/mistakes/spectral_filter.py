"""Known ways to get spectral_filter wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import spectral_filter
from ._shared import _float_array


def _filtered(eigenvectors, signal, gains):
    eigenvectors = _float_array(eigenvectors)
    return eigenvectors @ (gains * (eigenvectors.T @ _float_array(signal)))


def _gains(eigenvalues, coefficients, first=0):
    return sum(c * eigenvalues ** (k + first) for k, c in enumerate(_float_array(coefficients)))


@mistake(
    spectral_filter,
    title=Text("U and its transpose exchanged", zh="U与转置弄反"),
    id="SP7",
    zh="两侧反了：先用 Uᵀ 变换，再用 U 变回来。",
)
def sides_swapped(eigenvalues, eigenvectors, signal, coefficients):
    """Your sides are swapped: transform with U^T first, come back with U."""
    return spectral_filter(eigenvalues, np.transpose(eigenvectors), signal, coefficients)


@mistake(
    spectral_filter,
    title=Text("not transformed back", zh="没有变换回来"),
    id="SP7",
    zh="你忘了变回来：结果还是频谱，缺一次 U。",
)
def left_in_the_fourier_domain(eigenvalues, eigenvectors, signal, coefficients):
    """You did not come back: your answer is a spectrum, U is missing on the left."""
    return np.transpose(eigenvectors) @ spectral_filter(eigenvalues, eigenvectors, signal, coefficients)


@mistake(
    spectral_filter,
    title=Text("signal not transformed first", zh="没有先变换信号"),
    id="SP7",
    zh="你没有先变换信号：g 乘的是频谱，不是节点上的值。",
)
def signal_not_transformed(eigenvalues, eigenvectors, signal, coefficients):
    """You multiplied the signal on the nodes with g: transform it with U^T first."""
    return _float_array(eigenvectors) @ (_gains(eigenvalues, coefficients) * _float_array(signal))


@mistake(
    spectral_filter,
    title=Text("powers started at 1", zh="次数从1开始"),
    id="SP20",
    zh="次数从 0 开始：第一个系数不乘频率。",
)
def powers_from_one(eigenvalues, eigenvectors, signal, coefficients):
    """Powers begin at 0: the first coefficient has no frequency beside it."""
    return _filtered(eigenvectors, signal, _gains(eigenvalues, coefficients, first=1))


@mistake(
    spectral_filter,
    title=Text("coefficients in reverse order", zh="系数的次序反了"),
    id="SP20",
    zh="系数次序反了：coefficients[k] 属于 λ 的 k 次方；`np.polyval` 从最高次开始。",
)
def highest_power_first(eigenvalues, eigenvectors, signal, coefficients):
    """Your coefficients are in reverse: coefficients[k] belongs to power k; `np.polyval` begins with the highest."""
    return spectral_filter(eigenvalues, eigenvectors, signal, coefficients[::-1])


@mistake(
    spectral_filter,
    title=Text("last term only", zh="只有最后一项"),
    id="SP20",
    zh="你只用了最后一个系数：g 是所有项之和。",
)
def last_term_alone(eigenvalues, eigenvectors, signal, coefficients):
    """You overwrite the sum in the loop: g adds up all terms."""
    coefficients = _float_array(coefficients)
    return _filtered(eigenvectors, signal, coefficients[-1] * eigenvalues ** (len(coefficients) - 1))


@mistake(
    spectral_filter,
    title=Text("last term dropped", zh="少了最后一项"),
    id="SP20",
    zh="你少了最后一项：系数有 K 个，次数从 0 到 K-1。",
)
def last_term_dropped(eigenvalues, eigenvectors, signal, coefficients):
    """You dropped the last term: K coefficients have the powers 0 to K - 1."""
    return spectral_filter(eigenvalues, eigenvectors, signal, [*coefficients[:-1], 0.0])


@mistake(
    spectral_filter,
    title=Text("Chebyshev polynomials", zh="用了切比雪夫多项式"),
    id="SP10",
    zh="你用了切比雪夫多项式；这里 g 是 λ 的幂之和。",
)
def chebyshev(eigenvalues, eigenvectors, signal, coefficients):
    """You used Chebyshev polynomials: here g is a sum of powers."""
    gains = np.polynomial.chebyshev.chebval(eigenvalues, _float_array(coefficients))
    return _filtered(eigenvectors, signal, gains)


@mistake(
    spectral_filter,
    title=Text("coefficient inside the power", zh="系数放进了幂里"),
    id="SP20",
    zh="每一项的系数不能乘在幂里面：是 θ λ^k，不是 (θ λ)^k。",
)
def coefficient_inside_the_power(eigenvalues, eigenvectors, signal, coefficients):
    """Your coefficient stands inside the power: theta l^k, not (theta l)^k."""
    gains = sum((c * eigenvalues) ** k for k, c in enumerate(_float_array(coefficients)))
    return _filtered(eigenvectors, signal, gains)


@mistake(
    spectral_filter,
    title=Text("constant term lost at frequency 0", zh="频率0处丢了常数项"),
    zh="你把常数项从 0 次方当成了 0：λ = 0 处 λ^0 = 1。",
)
def constant_lost_at_frequency_zero(eigenvalues, eigenvectors, signal, coefficients):
    """At the frequency 0 you lost the constant term: 0 to the power 0 is 1."""
    gains = np.where(np.abs(eigenvalues) < 1e-9, 0, _gains(eigenvalues, coefficients))
    return _filtered(eigenvectors, signal, gains)


@mistake(
    spectral_filter,
    title=Text("eigenvalues rescaled", zh="缩放了特征值"),
    variants={"largest": (True, False)},
    id="SP12",
    zh="不要缩放特征值：g 用给定的 λ。",
)
def eigenvalues_rescaled(eigenvalues, eigenvectors, signal, coefficients, *, largest):
    """You rescaled the eigenvalues: g takes them as they are."""
    top = max(float(np.max(eigenvalues)), 1e-12) if largest else 2.0
    return _filtered(eigenvectors, signal, _gains(2 * np.asarray(eigenvalues) / top - 1, coefficients))


@mistake(
    spectral_filter,
    title=Text("result cut to integers", zh="结果被截断为整数"),
    id="G-DTYPE",
    zh="结果被截断成信号的整数类型。",
)
def cut_to_integers(eigenvalues, eigenvectors, signal, coefficients):
    """You store the result in the integer dtype of the signal, which cuts it off."""
    out = np.zeros_like(signal)
    out[...] = spectral_filter(eigenvalues, eigenvectors, signal, coefficients)
    return out.astype(float)


@mistake(
    spectral_filter,
    title=Text("caller's signal changed", zh="改变了调用者的信号"),
    id="G-INPLACE",
    zh="你在调用者的信号上做了乘法：参数被改变了。",
)
def signal_changed_in_place(eigenvalues, eigenvectors, signal, coefficients):
    """You multiply in the caller's own signal: it is changed, and a read-only one fails."""
    signal = _float_array(signal)
    gains = _gains(eigenvalues, coefficients)
    signal[...] = np.transpose(eigenvectors) @ signal
    signal *= gains
    return _float_array(eigenvectors) @ signal
