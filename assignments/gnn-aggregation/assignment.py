"""Spatial graph networks: seven ways to gather neighbours."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Spatial graph networks", zh="空间域图神经网络"),
    lecture="p42-p43",
    week=14,
    teaches=Text(
        "How a node gathers its neighbours: sums, means, maxima, attention, and what each forgets.",
        zh="节点怎样汇聚邻居：求和、平均、取最大、注意力，以及各自丢失什么。",
    ),
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
