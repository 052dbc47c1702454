import torch


def laplacian(adjacency, kind):
    a = adjacency.double()
    d = a.sum(dim=1)
    l = torch.diag(d) - a
    if kind == "comb":
        return l
    if kind == "rw":
        inv = torch.where(d > 0, 1 / d, torch.zeros_like(d))
        return inv.unsqueeze(1) * l
    inv = torch.where(d > 0, d.rsqrt(), torch.zeros_like(d))
    return inv.unsqueeze(1) * l * inv


def fourier_basis(laplacian):
    values, vectors = torch.linalg.eigh(laplacian.double())
    return values, vectors


def graph_fourier(eigenvectors, signals):
    return torch.einsum("nk,nf->kf", eigenvectors, signals.double())


def inverse_graph_fourier(eigenvectors, spectra):
    return torch.einsum("nk,kf->nf", eigenvectors, spectra.double())


def spectral_filter(eigenvalues, eigenvectors, signal, coefficients):
    powers = torch.stack([eigenvalues**k for k in range(len(coefficients))])
    gain = coefficients.double() @ powers
    return eigenvectors @ torch.diag(gain) @ eigenvectors.mT @ signal.double()


def total_variation(adjacency, signal):
    x = signal.double()
    difference = x.unsqueeze(1) - x.unsqueeze(0)
    return (adjacency.double() * difference**2).sum() / 2


def cheb_conv(scaled_laplacian, features, weights):
    x = features.double()
    before, now = x, scaled_laplacian @ x
    out = before @ weights[0]
    for k in range(1, weights.shape[0]):
        out = out + now @ weights[k]
        before, now = now, 2 * scaled_laplacian @ now - before
    return out


def gcn_norm(adjacency):
    a = adjacency.double() + torch.eye(adjacency.shape[0], dtype=torch.float64)
    root = a.sum(dim=1).sqrt()
    return a / torch.outer(root, root)


def gcn_backward(normalized, features, weight, grad_output):
    gathered = normalized @ features.double()
    z = gathered @ weight
    dz = grad_output * (z > 0)
    return z.clamp(min=0), normalized.mT @ (dz @ weight.mT), gathered.mT @ dz
