"""Known ways to get inverse_graph_fourier wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import inverse_graph_fourier
from ._shared import _float_array


@mistake(
    inverse_graph_fourier,
    title=Text("multiplied by the transpose of U", zh="乘了U的转置"),
    id="SP7",
    zh="逆变换用 U 本身；你又乘了一次 Uᵀ。",
)
def basis_transposed(eigenvectors, spectra):
    """The way back uses U itself; you multiplied with U^T again."""
    return _float_array(eigenvectors).T @ _float_array(spectra)


@mistake(
    inverse_graph_fourier,
    title=Text("result transposed", zh="结果被转置"),
    id="SP7",
    zh="你返回了转置：节点是行，信号是列。",
)
def signals_as_rows(eigenvectors, spectra):
    """You returned the transpose: nodes are rows and signals stay columns."""
    return inverse_graph_fourier(eigenvectors, spectra).T


@mistake(
    inverse_graph_fourier,
    title=Text("divided by nodes or root", zh="除以了节点数或其根"),
    variants={"power": (0.5, 1.0)},
    zh="不要除以 n 或其平方根：U 的列长度已是 1。",
)
def divided_by_nodes(eigenvectors, spectra, *, power):
    """You divided by the number of nodes or its square root: the columns of U have length 1 already."""
    return inverse_graph_fourier(eigenvectors, spectra) / len(eigenvectors) ** power


@mistake(
    inverse_graph_fourier,
    title=Text("lowest frequency dropped", zh="丢掉了最低频率"),
    zh="你丢掉了频率 0：求和包括第一个特征向量。",
)
def lowest_frequency_dropped(eigenvectors, spectra):
    """You dropped the lowest frequency: the sum begins with the first eigenvector."""
    return _float_array(eigenvectors)[:, 1:] @ _float_array(spectra)[1:]


@mistake(
    inverse_graph_fourier,
    title=Text("frequencies reversed", zh="频率的次序反了"),
    zh="频率的次序反了：第 k 行属于第 k 列特征向量。",
)
def frequencies_reversed(eigenvectors, spectra):
    """You reversed the frequencies: row k of the spectra belongs to column k of the eigenvectors."""
    return _float_array(eigenvectors)[:, ::-1] @ _float_array(spectra)


@mistake(
    inverse_graph_fourier,
    title=Text("inverse transform of a sequence", zh="用了序列的逆变换"),
    zh="这是普通的离散傅里叶逆变换，它不认识图。",
)
def of_a_sequence(eigenvectors, spectra):
    """That is the inverse Fourier transform of a sequence, which does not know the graph."""
    return np.fft.ifft(_float_array(spectra), axis=0).real


@mistake(
    inverse_graph_fourier,
    title=Text("result cut to integers", zh="结果被截断为整数"),
    id="G-DTYPE",
    zh="结果被截断成输入的整数类型。",
)
def cut_to_integers(eigenvectors, spectra):
    """You store the result in the integer dtype of the spectra, which cuts it off."""
    out = np.zeros_like(spectra)
    out[...] = inverse_graph_fourier(eigenvectors, spectra)
    return out.astype(float)


@mistake(
    inverse_graph_fourier,
    title=Text("caller's spectra overwritten", zh="覆盖了调用者的频谱"),
    id="G-INPLACE",
    zh="你把结果写回了调用者的数组：参数被改变了。",
)
def spectra_overwritten(eigenvectors, spectra):
    """You write the result into the caller's own spectra: they are changed, and read-only ones fail."""
    spectra = _float_array(spectra)
    spectra[...] = inverse_graph_fourier(eigenvectors, spectra)
    return spectra.copy()
