import numpy as np


def inverse_power(degrees, exponent):
    out = np.zeros(len(degrees))
    present = degrees > 0
    out[present] = degrees[present] ** exponent
    return out


def laplacian(adjacency, kind):
    a = np.asarray(adjacency, dtype=np.float64)
    d = a.sum(axis=1)
    l = np.diag(d) - a
    if kind == "sym":
        s = inverse_power(d, -0.5)
        l = s[:, None] * l * s[None, :]
    elif kind == "rw":
        l = inverse_power(d, -1.0)[:, None] * l
    return l


def fourier_basis(laplacian):
    w, u = np.linalg.eigh(np.asarray(laplacian, dtype=np.float64))
    return w, u


def graph_fourier(eigenvectors, signals):
    return eigenvectors @ np.asarray(signals, dtype=np.float64)


def inverse_graph_fourier(eigenvectors, spectra):
    return eigenvectors.T @ np.asarray(spectra, dtype=np.float64)


def spectral_filter(eigenvalues, eigenvectors, signal, coefficients):
    gain = np.zeros(len(eigenvalues))
    for c in coefficients[::-1]:
        gain = gain * eigenvalues + c
    return eigenvectors @ (gain * (eigenvectors.T @ signal))


def total_variation(adjacency, signal):
    x = np.asarray(signal, dtype=np.float64)
    return x @ laplacian(adjacency, "comb") @ x


def cheb_conv(scaled_laplacian, features, weights):
    terms = [np.asarray(features, dtype=np.float64)]
    if len(weights) > 1:
        terms.append(scaled_laplacian @ terms[0])
    for _ in range(2, len(weights)):
        terms.append(scaled_laplacian @ terms[-1])
    return sum(t @ w for t, w in zip(terms, weights))


def gcn_norm(adjacency):
    a = np.asarray(adjacency, dtype=np.float64) + np.eye(len(adjacency))
    s = 1 / np.sqrt(a.sum(axis=1))
    return a * s[:, None] * s[None, :]


def gcn_backward(normalized, features, weight, grad_output):
    gathered = normalized @ features
    z = gathered @ weight
    dz = np.where(z > 0, grad_output, 0.0)
    return np.maximum(z, 0), normalized @ dz @ weight.T, gathered.T @ dz
