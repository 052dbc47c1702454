"""空间域图网络，PyTorch 版。"""

import torch


def nn4g_layer(adjacency, features, hidden, weight_hidden, weight_input):
    dtype = weight_input.dtype
    # 邻居的隐状态按边权求和，再加上自己的输入
    total = adjacency.to(dtype) @ hidden.to(dtype) @ weight_hidden + features.to(dtype) @ weight_input
    return torch.relu(total)


def nn4g_readout(hidden_layers, weights):
    return torch.stack([h.to(w.dtype).mean(dim=0) @ w for h, w in zip(hidden_layers, weights)]).sum(dim=0)


def _mean(mask, features):
    count = mask.sum(dim=1, keepdim=True).clamp(min=1)
    return mask.to(features.dtype) @ features / count


def dcnn_features(adjacency, features, hops):
    x = features if features.is_floating_point() else features.double()
    edge = (adjacency != 0).double()
    seen = torch.eye(len(x), dtype=torch.bool)
    front = seen
    levels = []
    for _ in range(hops):
        front = (front.double() @ edge > 0) & ~seen
        seen = seen | front
        levels.append(_mean(front, x))
    return torch.stack(levels, dim=1)


def graphsage_mean(adjacency, features, weight_self, weight_neighbour):
    x = features.to(weight_self.dtype)
    return x @ weight_self + _mean(adjacency != 0, x) @ weight_neighbour


def graphsage_max(adjacency, features, weight_self, weight_neighbour):
    x = features.to(weight_self.dtype)
    mask = adjacency != 0
    spread = x.unsqueeze(0).expand(len(x), -1, -1).masked_fill(~mask.unsqueeze(2), float("-inf"))
    largest = spread.amax(dim=1)
    largest = torch.where(mask.any(dim=1, keepdim=True), largest, torch.zeros_like(largest))
    return x @ weight_self + largest @ weight_neighbour


def gat_layer(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    h = features.to(weight.dtype) @ weight
    score = (h @ attention_dst).unsqueeze(1) + (h @ attention_src).unsqueeze(0)
    score = torch.nn.functional.leaky_relu(score, slope)
    mask = (adjacency != 0) | torch.eye(len(h), dtype=torch.bool)
    alpha = torch.softmax(score.masked_fill(~mask, float("-inf")), dim=1)
    return alpha @ h, alpha


def gin_layer(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    x = features.to(weight1.dtype)
    z = (1 + epsilon) * x + adjacency.to(weight1.dtype) @ x
    return torch.relu(z @ weight1 + bias1) @ weight2 + bias2
