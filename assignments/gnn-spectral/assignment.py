"""Spectral graph networks: Laplacian, graph Fourier transform, Chebyshev filters, GCN."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Spectral graph networks", zh="谱域图神经网络"),
    lecture="p42-p43",
    week=15,
    teaches=Text(
        "A graph's Laplacian and its frequencies; filters by eigenvectors, by Chebyshev polynomials; the GCN layer.",
        zh="图的拉普拉斯矩阵与频率；用特征向量、切比雪夫多项式做滤波，以及 GCN 层。",
    ),
    libraries=("numpy", "torch"),
    problems=(
        "laplacian",
        "fourier_basis",
        "graph_fourier",
        "inverse_graph_fourier",
        "spectral_filter",
        "total_variation",
        "cheb_conv",
        "gcn_norm",
        "gcn_backward",
    ),
)
