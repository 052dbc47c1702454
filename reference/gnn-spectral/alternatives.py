"""Other correct ways to compute each problem; they prove that the tolerance accepts what is right."""

from __future__ import annotations

import math

import numpy as np

from grader.author import alternative

from .solution import (
    cheb_conv,
    fourier_basis,
    gcn_backward,
    gcn_norm,
    graph_fourier,
    inverse_graph_fourier,
    laplacian,
    spectral_filter,
    total_variation,
)


def _floats(*arrays):
    return [np.array(array, dtype=float) for array in arrays]


def _nested(array):
    """Python floats in lists."""
    return np.asarray(array, dtype=float).tolist()


@alternative(laplacian)
def laplacian_entry_by_entry(adjacency, kind):
    """Python floats: every entry by its own formula."""
    rows = _nested(adjacency)
    degrees = [math.fsum(row) for row in rows]
    out = [[0.0] * len(rows) for _ in rows]
    for i, row in enumerate(rows):
        for j, edge in enumerate(row):
            entry = (degrees[i] if i == j else 0.0) - edge
            if kind == "rw":
                entry = entry / degrees[i] if degrees[i] else 0.0
            if kind == "sym":
                volume = degrees[i] * degrees[j]
                entry = entry / math.sqrt(volume) if volume else 0.0
            out[i][j] = entry
    return np.array(out)


@alternative(laplacian)
def laplacian_by_matrices(adjacency, kind):
    """Diagonal matrices multiplied; infinite powers repaired."""
    (adjacency,) = _floats(adjacency)
    degrees = adjacency.sum(axis=1)
    out = np.diag(degrees) - adjacency
    if kind == "comb":
        return out
    with np.errstate(divide="ignore"):
        powers = 1 / degrees if kind == "rw" else 1 / np.sqrt(degrees)
    powers[np.isinf(powers)] = 0
    return np.diag(powers) @ out if kind == "rw" else np.diag(powers) @ out @ np.diag(powers)


@alternative(laplacian)
def laplacian_from_identity(adjacency, kind):
    """I - D^-1/2 A D^-1/2 with the 1 left out for isolated nodes; or by rows."""
    (adjacency,) = _floats(adjacency)
    degrees = np.einsum("ij->i", adjacency)
    safe = np.where(degrees > 0, degrees, np.inf)
    present = np.diag((degrees > 0).astype(float))
    if kind == "rw":
        return present - adjacency / safe[:, None]
    if kind == "sym":
        return present - adjacency / np.sqrt(np.outer(safe, safe))
    return -(adjacency - degrees * np.eye(len(degrees)))


@alternative(fourier_basis)
def basis_by_svd(laplacian):
    """Singular vectors of L + I, whose eigenvalues are positive: the singular values descend."""
    (laplacian,) = _floats(laplacian)
    left, sizes, _ = np.linalg.svd(laplacian + np.eye(len(laplacian)))
    return sizes[::-1] - 1, left[:, ::-1]


@alternative(fourier_basis)
def basis_by_jacobi(laplacian):
    """Jacobi's rotations: each makes one pair of entries off the diagonal 0."""
    (matrix,) = _floats(laplacian)
    nodes = len(matrix)
    basis = np.eye(nodes)
    for _ in range(30):
        for p in range(nodes):
            for q in range(p + 1, nodes):
                angle = 0.5 * np.arctan2(2 * matrix[p, q], matrix[q, q] - matrix[p, p])
                turn = np.eye(nodes)
                turn[[p, q], [p, q]] = np.cos(angle)
                turn[p, q], turn[q, p] = np.sin(angle), -np.sin(angle)
                matrix, basis = turn.T @ matrix @ turn, basis @ turn
    order = np.argsort(np.diag(matrix))
    return np.diag(matrix)[order], basis[:, order]


@alternative(fourier_basis)
def basis_of_the_upper_triangle(laplacian):
    """eigh on the upper triangle of the negative matrix, turned round, with the signs made positive."""
    (laplacian,) = _floats(laplacian)
    eigenvalues, eigenvectors = np.linalg.eigh(-laplacian, UPLO="U")
    signs = np.where(eigenvectors.sum(axis=0) < 0, -1.0, 1.0)
    return -eigenvalues[::-1], (eigenvectors * signs)[:, ::-1]


@alternative(graph_fourier)
def fourier_by_dot_products(eigenvectors, signals):
    """Python floats: every coefficient is the dot product of a signal with an eigenvector."""
    columns, waves = zip(*_nested(signals), strict=True), list(zip(*_nested(eigenvectors), strict=True))
    by_column = [[math.fsum(a * b for a, b in zip(wave, column, strict=True)) for wave in waves] for column in columns]
    return np.array(by_column).T


@alternative(graph_fourier)
def fourier_by_einsum(eigenvectors, signals):
    """einsum over nodes."""
    return np.einsum("nk,nf->kf", *_floats(eigenvectors, signals))


@alternative(graph_fourier)
def fourier_by_solving(eigenvectors, signals):
    """The coefficients with which the eigenvectors add up to the signals: a linear system."""
    return np.linalg.solve(*_floats(eigenvectors, signals))


@alternative(inverse_graph_fourier)
def inverse_by_adding_waves(eigenvectors, spectra):
    """One eigenvector after the other, each times its row of the spectra."""
    eigenvectors, spectra = _floats(eigenvectors, spectra)
    out = np.zeros(spectra.shape)
    for wave, row in zip(eigenvectors.T, spectra, strict=True):
        out += np.outer(wave, row)
    return out


@alternative(inverse_graph_fourier)
def inverse_by_einsum(eigenvectors, spectra):
    """einsum over frequencies."""
    return np.einsum("nk,kf->nf", *_floats(eigenvectors, spectra))


@alternative(inverse_graph_fourier)
def inverse_by_solving(eigenvectors, spectra):
    """The signals whose transform these spectra are: a linear system with U^T."""
    eigenvectors, spectra = _floats(eigenvectors, spectra)
    return np.linalg.solve(eigenvectors.T, spectra)


@alternative(spectral_filter)
def filter_by_powers_of_the_laplacian(eigenvalues, eigenvectors, signal, coefficients):
    """Horner's rule with L = U diag(lambda) U^T: no spectrum at all."""
    eigenvalues, eigenvectors, signal = _floats(eigenvalues, eigenvectors, signal)
    laplacian_ = (eigenvectors * eigenvalues) @ eigenvectors.T
    out = np.zeros_like(signal)
    for coefficient in coefficients[::-1]:
        out = laplacian_ @ out + coefficient * signal
    return out


@alternative(spectral_filter)
def filter_by_vandermonde(eigenvalues, eigenvectors, signal, coefficients):
    """g as a Vandermonde matrix times the coefficients, the filter as one matrix."""
    eigenvalues, eigenvectors, signal, coefficients = _floats(eigenvalues, eigenvectors, signal, coefficients)
    response = np.vander(eigenvalues, len(coefficients), increasing=True) @ coefficients
    return eigenvectors @ np.diag(response) @ eigenvectors.T @ signal


@alternative(spectral_filter)
def filter_wave_by_wave(eigenvalues, eigenvectors, signal, coefficients):
    """A loop over frequencies, in Python floats."""
    signal, columns = _nested(signal), list(zip(*_nested(eigenvectors), strict=True))
    out = [0.0] * len(signal)
    for value, wave in zip(_nested(eigenvalues), columns, strict=True):
        gain = 0.0
        for coefficient in reversed(_nested(coefficients)):
            gain = gain * value + coefficient
        strength = gain * math.fsum(a * b for a, b in zip(wave, signal, strict=True))
        out = [old + strength * entry for old, entry in zip(out, wave, strict=True)]
    return np.array(out)


@alternative(total_variation)
def variation_as_quadratic_form(adjacency, signal):
    """x^T (D - A) x."""
    adjacency, signal = _floats(adjacency, signal)
    return signal @ (np.diag(adjacency.sum(axis=1)) - adjacency) @ signal


@alternative(total_variation)
def variation_edge_by_edge(adjacency, signal):
    """A loop over pairs i < j, every edge once."""
    rows, signal = _nested(adjacency), _nested(signal)
    pairs = ((i, j) for j in range(len(rows)) for i in range(j))
    return math.fsum(rows[i][j] * (signal[i] - signal[j]) ** 2 for i, j in pairs)


@alternative(total_variation)
def variation_by_degrees(adjacency, signal):
    """sum_i d_i x_i^2 - sum_ij a_ij x_i x_j."""
    adjacency, signal = _floats(adjacency, signal)
    return (adjacency.sum(axis=0) * signal**2).sum() - np.einsum("ij,i,j->", adjacency, signal, signal)


@alternative(cheb_conv)
def cheb_by_matrices(scaled_laplacian, features, weights):
    """The polynomials as matrices, kept in a list."""
    scaled_laplacian, features, weights = _floats(scaled_laplacian, features, weights)
    polynomials = [np.eye(len(features)), scaled_laplacian]
    while len(polynomials) < len(weights):
        polynomials.append(2 * scaled_laplacian @ polynomials[-1] - polynomials[-2])
    return sum(polynomial @ (features @ weight) for polynomial, weight in zip(polynomials, weights, strict=False))


@alternative(cheb_conv)
def cheb_by_clenshaw(scaled_laplacian, features, weights):
    """Clenshaw's rule, from the highest order down."""
    scaled_laplacian, features, weights = _floats(scaled_laplacian, features, weights)
    after = now = np.zeros((len(features), weights.shape[2]))
    for weight in weights[:0:-1]:
        now, after = features @ weight + 2 * scaled_laplacian @ now - after, now
    return features @ weights[0] + scaled_laplacian @ now - after


@alternative(cheb_conv)
def cheb_stacked(scaled_laplacian, features, weights):
    """All orders side by side, (n, K, F), then one product with the weights."""
    scaled_laplacian, features, weights = _floats(scaled_laplacian, features, weights)
    orders = np.zeros((len(features), len(weights), features.shape[1]))
    for k in range(len(weights)):
        if k < 2:
            orders[:, k] = scaled_laplacian @ features if k else features
        else:
            orders[:, k] = 2 * np.einsum("ij,jf->if", scaled_laplacian, orders[:, k - 1]) - orders[:, k - 2]
    return np.tensordot(orders, weights, axes=([1, 2], [0, 1]))


@alternative(gcn_norm)
def norm_entry_by_entry(adjacency):
    """Python floats, entry by entry."""
    rows = [[edge + (i == j) for j, edge in enumerate(row)] for i, row in enumerate(_nested(adjacency))]
    degrees = [math.fsum(row) for row in rows]
    return np.array(
        [[edge / math.sqrt(degrees[i] * degrees[j]) for j, edge in enumerate(row)] for i, row in enumerate(rows)]
    )


@alternative(gcn_norm)
def norm_by_matrices(adjacency):
    """Diagonal matrices multiplied."""
    (with_loops,) = _floats(adjacency)
    with_loops[np.diag_indices(len(with_loops))] += 1
    scale = np.diag(1 / np.sqrt(with_loops @ np.ones(len(with_loops))))
    return scale @ with_loops @ scale


@alternative(gcn_norm)
def norm_by_division(adjacency):
    """Divided by the root of the outer product of the degrees."""
    (adjacency,) = _floats(adjacency)
    degrees = adjacency.sum(axis=1) + 1
    return (adjacency + np.identity(len(adjacency))) / np.sqrt(np.multiply.outer(degrees, degrees))


@alternative(gcn_backward)
def backward_by_einsum(normalized, features, weight, grad_output):
    """X W first, and einsum for every product."""
    normalized, features, weight, grad_output = _floats(normalized, features, weight, grad_output)
    before = np.einsum("ij,jo->io", normalized, np.einsum("jf,fo->jo", features, weight))
    mask = np.where(before > 0, 1.0, 0.0)
    sent = np.einsum("ij,io->jo", normalized, mask * grad_output)
    return before * mask, np.einsum("jo,fo->jf", sent, weight), np.einsum("jf,jo->fo", features, sent)


@alternative(gcn_backward)
def backward_edge_by_edge(normalized, features, weight, grad_output):
    """A loop over edges, adding up what flows along each of them."""
    normalized, features, weight, grad_output = _floats(normalized, features, weight, grad_output)
    nodes = range(len(features))
    messages = features @ weight
    before = np.stack([sum(normalized[i, j] * messages[j] for j in nodes) for i in nodes])
    dmessages = np.zeros_like(messages)
    for i in nodes:
        for j in nodes:
            dmessages[j] += normalized[i, j] * np.where(before[i] <= 0, 0, grad_output[i])
    return np.clip(before, 0, None), dmessages @ weight.T, features.T @ dmessages


@alternative(gcn_backward)
def backward_as_one_matrix(normalized, features, weight, grad_output):
    """The layer as one matrix, the Kronecker product of A_hat and W^T, on the flattened features."""
    normalized, features, weight, grad_output = _floats(normalized, features, weight, grad_output)
    layer = np.kron(normalized, weight.T)
    before = (layer @ features.ravel()).reshape(grad_output.shape)
    back = grad_output * np.heaviside(before, 0)
    grad_weight = sum(np.outer(gathered, row) for gathered, row in zip(normalized @ features, back, strict=True))
    return before * np.heaviside(before, 0), (layer.T @ back.ravel()).reshape(features.shape), grad_weight
