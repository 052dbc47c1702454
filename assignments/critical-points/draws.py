"""Hessians of every kind, and losses with their points, that several problems share."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Made,
    Text,
    backwards,
    c_order,
    case,
    fortran,
    gaps,
    read_only,
    values,
)

SYMMETRIC_PART = Text(
    "A Hessian from finite differences is not quite symmetric: take (H + H transposed) / 2, which eigh does not do.",
    zh="用有限差分得到的 Hessian 并不严格对称：取 (H + H 的转置) / 2，eigh 不会替你做。",
)
#: Signs of the eigenvalues by kind of point; the others are drawn.
KINDS = {
    "minimum": (1,),
    "maximum": (-1,),
    "saddle": (1, -1),
    "flat minimum": (1, 0),
    "flat maximum": (-1, 0),
    "flat saddle": (1, -1, 0),
    "flat": (0,),
}
#: The largest eigenvalue that counts as zero where nothing else is said.
ZERO = 1e-8


def rotated(rng: Generator, eigenvalues: Any) -> np.ndarray:
    """A symmetric matrix with these eigenvalues; off the diagonal nothing is 0."""
    rotation, _ = np.linalg.qr(rng.normal(size=(len(eigenvalues), len(eigenvalues))))
    hessian = rotation * np.asarray(eigenvalues, dtype=np.float64) @ rotation.T
    return (hessian + hessian.T) / 2


def hessian_of(rng: Generator, signs: Any, *, scale: float = 1.0, asymmetric: bool = False) -> np.ndarray:
    """A rotated matrix whose eigenvalues have these signs and sizes from 1 to 4."""
    size = len(signs)
    sizes = rng.permutation(np.linspace(1, 4, size) + rng.uniform(0, 0.3, size=size))
    hessian = rotated(rng, np.asarray(signs) * sizes * scale)
    if asymmetric:
        tilt = rng.uniform(1, 3, size=(size, size)) * scale
        hessian = hessian + (tilt - tilt.T) / 2
    return hessian


def signs_of(rng: Generator, kind: str, size: int) -> np.ndarray:
    """Signs of eigenvalues for a kind of point, each sign of the kind at least once."""
    needed = KINDS[kind]
    return np.array([*needed, *rng.choice(needed, size=size - len(needed))])


def exact(drawn: Case, titles: frozenset[str] = frozenset()) -> Case:
    """All bits are kept, and none is moved: an eigenvalue of 0 would become one of 1e-7."""
    return drawn.off_grid().hold("hessian")


def point(rng: Generator, kind: str, size: int, **said: Any) -> Case:
    """The Hessian of a point of this kind."""
    return exact(Case(hessian=hessian_of(rng, signs_of(rng, kind, size), **said)))


def of_signs(hessian: np.ndarray, tol: float = ZERO) -> str:
    """The kind of point by the eigenvalues of the symmetric part."""
    found = np.linalg.eigvalsh((hessian + hessian.T) / 2)
    signs = {int(sign) for sign in np.sign(np.where(abs(found) <= tol, 0, found))}
    return next(kind for kind, known in KINDS.items() if set(known) == signs)


def _make(here: Any) -> np.ndarray:
    sizes = here.sizes
    signs = signs_of(here.rng, sizes["kind"], sizes["D"])
    scale = 1e-6 if sizes["curvature"] == "small" else 1.0
    return hessian_of(here.rng, signs, scale=scale, asymmetric=sizes["form"] == "asymmetric")


def _measure(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    hessian = inputs["hessian"]
    if hessian.ndim != 2 or len(hessian) != hessian.shape[1] or not len(hessian):
        return None
    size = abs(hessian).max()
    return {
        "D": len(hessian),
        "kind": of_signs(hessian),
        "curvature": "small" if 0 < size < 1e-4 else "ordinary",
        "form": "asymmetric" if abs(hessian - hessian.T).max() > 1e-3 * size else "symmetric",
    }


HESSIAN = Made(
    _make,
    _measure,
    "a float64 array (D, D), D from 1 on; up to its symmetric part",
    layouts=(c_order, fortran.once(), gaps, backwards, read_only),
)
CURVATURE = Choice(
    "curvature",
    case("of size 1", lambda curvature: curvature == "ordinary", zh="大小为 1"),
    case("of size 1e-6", lambda curvature: curvature == "small", reason="small is not zero", zh="大小为 1e-6"),
)
FORM = Choice(
    "form",
    case("symmetric", lambda form: form == "symmetric", zh="对称"),
    case("asymmetric", lambda form: form == "asymmetric", reason="eigh reads one triangle only", zh="不对称"),
)
SIZE = Choice(
    "size",
    case("three parameters or more", lambda D: D > 2, zh="三个或更多参数"),
    case("two parameters", lambda D: D == 2, usual=True, zh="两个参数"),
    case("one parameter", lambda D: D == 1, reason="axes of length 1 get lost", zh="一个参数"),
)


def any_hessian(**others: Any) -> Domain:
    """The domain of a problem whose first argument is a Hessian; `others` are its further parameters."""
    return (
        Domain(hessian=HESSIAN, **others)
        .sizes(D=range(1, 6), kind=tuple(KINDS), curvature=("ordinary", "small"), form=("symmetric", "asymmetric"))
        .needs(lambda D, kind: len(KINDS[kind]) <= D)
        .needs(lambda D, form: D > 1 or form == "symmetric")
        .needs(lambda kind, curvature, form: kind != "flat" or (curvature == "ordinary" and form == "symmetric"))
    )


def number(low: float, high: float) -> Array:
    """A Python float between two bounds."""
    drawn = values(f"from {low} to {high}", lambda here: here.rng.uniform(low, high), zh=f"从 {low} 到 {high}")
    return Array("", layouts=(c_order,), values=(drawn,))


def loss_name(inputs: Mapping[str, Any]) -> str:
    """Which loss is meant; a case that is stored holds its name."""
    name = getattr(inputs["loss_fn"], "name", None) or inputs["loss_fn"].__name__
    return str(name)
