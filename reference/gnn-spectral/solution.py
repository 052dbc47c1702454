"""Spectral graph networks: the Laplacian, its eigenvectors as a Fourier basis, and filters built on them.

A graph is a dense (n, n) adjacency with weights of at least 0; row i is the receiver, and the degree of node i is the
sum of row i, a self-loop included. Everything is computed in float64.
"""

from __future__ import annotations

import numpy as np


def _floats(*arrays):
    """The arrays in float64, the caller's own memory where they are that already."""
    return [np.asarray(array, dtype=np.float64) for array in arrays]


def _power(degrees, exponent):
    """degrees ** exponent for a negative exponent, 0 where the degree is 0."""
    powers = np.zeros_like(degrees)
    np.power(degrees, exponent, out=powers, where=degrees > 0)
    return powers


def laplacian(adjacency, kind):
    """Return a Laplacian: (n, n) -> (n, n).

    "comb": D - A.  "sym": D^-1/2 (D - A) D^-1/2.  "rw": D^-1 (D - A).  D is the diagonal of row sums; the power of a
    degree of 0 is 0, so that the row of an isolated node is 0.
    Source: F. Chung, "Spectral Graph Theory", 1997, section 1.2.
    """
    (adjacency,) = _floats(adjacency)
    degrees = adjacency.sum(axis=1)
    difference = np.diag(degrees) - adjacency
    if kind == "comb":
        return difference
    if kind == "rw":
        return _power(degrees, -1.0)[:, None] * difference
    scale = _power(degrees, -0.5)
    return scale[:, None] * difference * scale


def fourier_basis(laplacian):
    """Return (eigenvalues, eigenvectors) of a symmetric Laplacian: (n, n) -> (n,), (n, n).

    The eigenvalues ascend; column k of the eigenvectors belongs to eigenvalue k; the columns are orthonormal.
    """
    eigenvalues, eigenvectors = np.linalg.eigh(*_floats(laplacian))
    return eigenvalues, eigenvectors


def graph_fourier(eigenvectors, signals):
    """Return the spectra of signals, U^T X: (n, n), (n, F) -> (n, F).

    Source: D. Shuman et al., "The Emerging Field of Signal Processing on Graphs", 2013.
    """
    eigenvectors, signals = _floats(eigenvectors, signals)
    return eigenvectors.T @ signals


def inverse_graph_fourier(eigenvectors, spectra):
    """Return the signals that have these spectra, U X_hat: (n, n), (n, F) -> (n, F)."""
    eigenvectors, spectra = _floats(eigenvectors, spectra)
    return eigenvectors @ spectra


def spectral_filter(eigenvalues, eigenvectors, signal, coefficients):
    """Return U g(Lambda) U^T x with g(l) = sum_k coefficients[k] l^k: (n,), (n, n), (n,), (K,) -> (n,).

    Source: J. Bruna et al., "Spectral Networks and Locally Connected Networks on Graphs", 2014.
    """
    eigenvalues, eigenvectors, signal, coefficients = _floats(eigenvalues, eigenvectors, signal, coefficients)
    response = sum(coefficient * eigenvalues**power for power, coefficient in enumerate(coefficients))
    return eigenvectors @ (response * (eigenvectors.T @ signal))


def total_variation(adjacency, signal):
    """Return x^T (D - A) x = 1/2 sum_ij A_ij (x_i - x_j)^2 of a symmetric adjacency: (n, n), (n,) -> a number."""
    adjacency, signal = _floats(adjacency, signal)
    return 0.5 * (adjacency * (signal[:, None] - signal) ** 2).sum()


def cheb_conv(scaled_laplacian, features, weights):
    """Return sum_k T_k(L~) X W_k: (n, n), (n, F), (K, F, O) -> (n, O).

    T_0 = 1, T_1 = L~, T_k = 2 L~ T_(k-1) - T_(k-2).
    Source: M. Defferrard, X. Bresson, P. Vandergheynst, "Convolutional Neural Networks on Graphs", 2016.
    """
    scaled_laplacian, features, weights = _floats(scaled_laplacian, features, weights)
    before, now = features, scaled_laplacian @ features
    out = before @ weights[0]
    for weight in weights[1:]:
        out = out + now @ weight
        before, now = now, 2 * scaled_laplacian @ now - before
    return out


def gcn_norm(adjacency):
    """Return D~^-1/2 (A + I) D~^-1/2, D~ the diagonal of the row sums of A + I: (n, n) -> (n, n).

    Source: T. Kipf, M. Welling, "Semi-Supervised Classification with Graph Convolutional Networks", 2017.
    """
    (adjacency,) = _floats(adjacency)
    with_loops = adjacency + np.eye(len(adjacency))
    scale = with_loops.sum(axis=1) ** -0.5
    return scale[:, None] * with_loops * scale


def gcn_backward(normalized, features, weight, grad_output):
    """Return (out, grad_features, grad_weight) of out = relu(A_hat X W).

    normalized A_hat (n, n), features X (n, F), weight W (F, O), grad_output (n, O) -> (n, O), (n, F), (F, O).
    grad_output is the gradient of the loss by out; the slope of relu at 0 is 0.
    """
    normalized, features, weight, grad_output = _floats(normalized, features, weight, grad_output)
    gathered = normalized @ features
    before_relu = gathered @ weight
    dbefore = grad_output * (before_relu > 0)
    return np.maximum(before_relu, 0), normalized.T @ dbefore @ weight.T, gathered.T @ dbefore
