"""Spatial graph networks: seven ways to gather neighbours."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Spatial graph networks", zh="空间域图神经网络"),
    lecture="p42-p43",
    libraries=("numpy", "torch"),
    problems=(
        "nn4g_layer",
        "nn4g_readout",
        "dcnn_features",
        "graphsage_mean",
        "graphsage_max",
        "gat_layer",
        "gin_layer",
    ),
)
