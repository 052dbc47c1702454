import math

import numpy as np


def laplacian(adjacency, kind):
    rows = np.asarray(adjacency, dtype=float).tolist()
    n = len(rows)
    degree = [sum(row) for row in rows]
    out = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            value = (degree[i] if i == j else 0.0) - rows[i][j]
            if kind == "rw":
                value = value / degree[i] if degree[i] > 0 else 0.0
            if kind == "sym":
                both = degree[i] * degree[j]
                value = value / math.sqrt(both) if both > 0 else 0.0
            out[i, j] = value
    return out


def fourier_basis(laplacian):
    # eig does not sort, and repeated eigenvalues come without orthogonal vectors: the svd of L + 1 does both
    shifted = np.asarray(laplacian, dtype=float) + np.eye(len(laplacian))
    u, s, _ = np.linalg.svd(shifted)
    return s[::-1] - 1, u[:, ::-1]


def graph_fourier(eigenvectors, signals):
    n, f = len(signals), len(signals[0])
    out = np.zeros((n, f))
    for k in range(n):
        for c in range(f):
            out[k, c] = sum(eigenvectors[i, k] * signals[i, c] for i in range(n))
    return out


def inverse_graph_fourier(eigenvectors, spectra):
    n, f = len(spectra), len(spectra[0])
    out = np.zeros((n, f))
    for i in range(n):
        for c in range(f):
            out[i, c] = sum(eigenvectors[i, k] * spectra[k, c] for k in range(n))
    return out


def spectral_filter(eigenvalues, eigenvectors, signal, coefficients):
    out = np.zeros(len(signal))
    for k, value in enumerate(eigenvalues):
        g = sum(c * value**p for p, c in enumerate(coefficients))
        wave = eigenvectors[:, k]
        out += g * float(np.dot(wave, signal)) * wave
    return out


def total_variation(adjacency, signal):
    total = 0.0
    for i in range(len(signal)):
        for j in range(i):
            total += float(adjacency[i, j]) * (float(signal[i]) - float(signal[j])) ** 2
    return total


def cheb_conv(scaled_laplacian, features, weights):
    n = len(features)
    polynomials = [np.eye(n), scaled_laplacian]
    for k in range(2, len(weights)):
        polynomials.append(2 * np.matmul(scaled_laplacian, polynomials[k - 1]) - polynomials[k - 2])
    out = np.zeros((n, weights.shape[2]))
    for k in range(len(weights)):
        out += polynomials[k] @ features @ weights[k]
    return out


def gcn_norm(adjacency):
    rows = np.asarray(adjacency, dtype=float).tolist()
    n = len(rows)
    for i in range(n):
        rows[i][i] += 1
    degree = [sum(row) for row in rows]
    return np.array([[rows[i][j] / math.sqrt(degree[i] * degree[j]) for j in range(n)] for i in range(n)])


def gcn_backward(normalized, features, weight, grad_output):
    n = len(features)
    xw = features @ weight
    z = np.zeros(grad_output.shape)
    for i in range(n):
        for j in range(n):
            z[i] += normalized[i, j] * xw[j]
    dxw = np.zeros(grad_output.shape)
    for i in range(n):
        for j in range(n):
            dxw[j] += normalized[i, j] * grad_output[i] * (z[i] > 0)
    return np.maximum(z, 0), dxw @ weight.T, features.T @ dxw
