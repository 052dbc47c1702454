import torch
import torch.nn.functional as F


def nn4g_layer(adjacency, features, hidden, weight_hidden, weight_input):
    return F.relu(adjacency @ hidden @ weight_hidden + features @ weight_input)


def nn4g_readout(hidden_layers, weights):
    out = torch.zeros(weights[0].shape[1], dtype=weights[0].dtype)
    for h, w in zip(hidden_layers, weights):
        out = out + h.to(w.dtype).mean(0) @ w
    return out


def dcnn_features(adjacency, features, hops):
    n = adjacency.shape[0]
    dist = torch.full((n, n), float("inf"))
    dist[adjacency != 0] = 1
    dist.fill_diagonal_(0)
    for k in range(n):
        dist = torch.minimum(dist, dist[:, k : k + 1] + dist[k : k + 1, :])
    x = features.double()
    out = torch.zeros(n, hops, x.shape[1], dtype=torch.float64)
    for k in range(hops):
        ring = (dist == k + 1).double()
        out[:, k] = ring @ x / ring.sum(1, keepdim=True).clamp(min=1)
    return out


def graphsage_mean(adjacency, features, weight_self, weight_neighbour):
    mask = (adjacency != 0).to(weight_self.dtype)
    x = features.to(weight_self.dtype)
    mean = mask @ x / mask.sum(1, keepdim=True).clamp(min=1)
    return x @ weight_self + mean @ weight_neighbour


def graphsage_max(adjacency, features, weight_self, weight_neighbour):
    x = features.to(weight_self.dtype)
    rows = []
    for i in range(len(x)):
        picked = x[adjacency[i] != 0]
        rows.append(picked.max(dim=0).values if len(picked) else torch.zeros_like(x[i]))
    return x @ weight_self + torch.stack(rows) @ weight_neighbour


def gat_layer(adjacency, features, weight, attention_dst, attention_src, slope=0.2):
    h = features.to(weight.dtype) @ weight
    e = F.leaky_relu((h @ attention_dst)[:, None] + (h @ attention_src)[None, :], slope)
    mask = (adjacency != 0) | torch.eye(len(h), dtype=torch.bool)
    alpha = F.softmax(e, dim=1) * mask
    return alpha @ h, alpha


def gin_layer(adjacency, features, epsilon, weight1, bias1, weight2, bias2):
    z = (1 + epsilon) * features + adjacency @ features
    return F.relu(z @ weight1 + bias1) @ weight2 + bias2
