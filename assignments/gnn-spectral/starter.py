"""Spectral graph networks (NumPy).

Fill in the functions; the handout (README.md) states every convention. Try them with: grader check
"""

import numpy as np


def laplacian(adjacency, kind):
    """The Laplacian of a graph; a degree of 0 to a negative power is 0.

    adjacency: (n, n), weights of at least 0, floats, integers or bools.  kind: "comb", "sym" or "rw".
    Returns: (n, n).
    """
    raise NotImplementedError


def fourier_basis(laplacian):
    """Eigenvalues in ascending order, and orthonormal eigenvectors as columns.

    laplacian: (n, n), symmetric, floats or integers.
    Returns: (eigenvalues, eigenvectors), (n,) and (n, n).
    """
    raise NotImplementedError


def graph_fourier(eigenvectors, signals):
    """Spectra of signals on the nodes.

    eigenvectors: (n, n), orthonormal columns.  signals: (n, F).
    Returns: (n, F).
    """
    raise NotImplementedError


def inverse_graph_fourier(eigenvectors, spectra):
    """The signals that have these spectra.

    eigenvectors: (n, n), orthonormal columns.  spectra: (n, F).
    Returns: (n, F).
    """
    raise NotImplementedError


def spectral_filter(eigenvalues, eigenvectors, signal, coefficients):
    """A signal filtered by a polynomial of the frequency; coefficients[k] belongs to the k-th power.

    eigenvalues: (n,).  eigenvectors: (n, n).  signal: (n,).  coefficients: (K,), K >= 1.
    Returns: (n,).
    """
    raise NotImplementedError


def total_variation(adjacency, signal):
    """How much a signal changes along the edges, every edge once.

    adjacency: (n, n), symmetric.  signal: (n,).
    Returns: a number.
    """
    raise NotImplementedError


def cheb_conv(scaled_laplacian, features, weights):
    """The layer of ChebNet, without bias and activation; the Laplacian is scaled already.

    scaled_laplacian: (n, n), not always symmetric.  features: (n, F).  weights: (K, F, O), K >= 1.
    Returns: (n, O).
    """
    raise NotImplementedError


def gcn_norm(adjacency):
    """The adjacency with a loop added to every node, normalised on both sides by row sums.

    adjacency: (n, n), weights of at least 0, not always symmetric.
    Returns: (n, n).
    """
    raise NotImplementedError


def gcn_backward(normalized, features, weight, grad_output):
    """The GCN layer relu(normalized @ features @ weight), and its gradients.

    normalized: (n, n), not always symmetric.  features: (n, F).  weight: (F, O).  grad_output: (n, O).
    Returns: (out, grad_features, grad_weight), (n, O), (n, F) and (F, O).
    """
    raise NotImplementedError
