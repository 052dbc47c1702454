"""Known ways to get graph_fourier wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import graph_fourier
from ._shared import _float_array


@mistake(
    graph_fourier,
    title=Text("multiplied by U, not transposed", zh="乘了U而非转置"),
    id="SP7",
    zh="变换用 U 的转置：U 的列是特征向量，而你乘的是 U。",
)
def basis_not_transposed(eigenvectors, signals):
    """Analysis uses U^T: the eigenvectors are columns, and you multiplied with U."""
    return _float_array(eigenvectors) @ _float_array(signals)


@mistake(
    graph_fourier, title=Text("result transposed", zh="结果被转置"), id="SP7", zh="乘的顺序反了：应是 UᵀX，不是 XᵀU。"
)
def spectra_as_rows(eigenvectors, signals):
    """You returned the transpose, X^T U: frequencies are rows and signals stay columns."""
    return graph_fourier(eigenvectors, signals).T


@mistake(
    graph_fourier, title=Text("absolute values of the spectrum", zh="频谱取了绝对值"), zh="你取了绝对值：频谱有正负号。"
)
def absolute_values(eigenvectors, signals):
    """You took absolute values: a spectrum has signs."""
    return np.abs(graph_fourier(eigenvectors, signals))


@mistake(
    graph_fourier,
    title=Text("energies instead of the spectrum", zh="返回了能量"),
    zh="你返回了能量（平方），不是频谱本身。",
)
def energies(eigenvectors, signals):
    """You returned squares, the energy of each frequency; the spectrum itself is asked."""
    return graph_fourier(eigenvectors, signals) ** 2


@mistake(
    graph_fourier,
    title=Text("divided by nodes or root", zh="除以了节点数或其根"),
    variants={"power": (0.5, 1.0)},
    zh="不要除以 n 或其平方根：U 的列长度已是 1。",
)
def divided_by_nodes(eigenvectors, signals, *, power):
    """You divided by the number of nodes or its square root: the columns of U have length 1 already."""
    return graph_fourier(eigenvectors, signals) / len(eigenvectors) ** power


@mistake(
    graph_fourier,
    title=Text("Fourier transform of a sequence", zh="用了序列的傅里叶变换"),
    zh="这是普通的离散傅里叶变换，它不认识图：请用给定的特征向量。",
)
def of_a_sequence(eigenvectors, signals):
    """That is the Fourier transform of a sequence, which does not know the graph: use the eigenvectors."""
    return np.fft.fft(_float_array(signals), axis=0).real


@mistake(
    graph_fourier,
    title=Text("result cut to integers", zh="结果被截断为整数"),
    id="G-DTYPE",
    zh="结果被截断成输入的整数类型。",
)
def cut_to_integers(eigenvectors, signals):
    """You store the result in the integer dtype of the signals, which cuts it off."""
    out = np.zeros_like(signals)
    out[...] = graph_fourier(eigenvectors, signals)
    return out.astype(float)


@mistake(
    graph_fourier,
    title=Text("signal's mean subtracted", zh="减去了信号的均值"),
    zh="你减去了信号的均值：频率 0 处的值因此丢失。",
)
def mean_subtracted(eigenvectors, signals):
    """You subtracted each signal's mean, which belongs to the spectrum."""
    signals = _float_array(signals)
    return graph_fourier(eigenvectors, signals - signals.mean(axis=0))


@mistake(
    graph_fourier,
    title=Text("caller's signals overwritten", zh="覆盖了调用者的信号"),
    id="G-INPLACE",
    zh="你把结果写回了调用者的数组：参数被改变了。",
)
def signals_overwritten(eigenvectors, signals):
    """You write the result into the caller's own signals: they are changed, and read-only ones fail."""
    signals = _float_array(signals)
    signals[...] = graph_fourier(eigenvectors, signals)
    return signals.copy()
