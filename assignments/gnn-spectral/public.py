"""How a Fourier basis is judged: students receive this file too.

Eigenvectors are free in sign, and in direction where eigenvalues are equal: what every right answer has is checked.
"""

import numpy as np

#: As a share of the Laplacian's largest entry (at least 1): float64 reaches 1e-14, float32 does not reach 1e-7.
MARGIN = 1e-8


def is_fourier_basis(inputs, expected, actual):
    """Eigenvalues ascend, columns are orthonormal, and U diag(eigenvalues) U^T is the Laplacian."""
    laplacian = np.asarray(inputs["laplacian"], dtype=float)
    eigenvalues, eigenvectors = (np.asarray(part, dtype=float) for part in actual)
    margin = MARGIN * max(1.0, np.abs(laplacian).max())
    if not (np.diff(eigenvalues) >= -margin).all():
        return "the eigenvalues do not ascend"
    columns = np.abs(eigenvectors.T @ eigenvectors - np.eye(len(laplacian))).max()
    if not columns <= MARGIN:
        return f"the columns of the eigenvectors are not orthonormal: U^T U differs from I by {columns:.1g}"
    rest = np.abs(eigenvectors * eigenvalues @ eigenvectors.T - laplacian).max()
    if not rest <= margin:
        return f"U diag(eigenvalues) U^T differs from the Laplacian by {rest:.1g}"
    return None
