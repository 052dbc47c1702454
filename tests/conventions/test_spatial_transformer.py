"""What docs/conventions.md says of coordinates, borders and slopes on pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

ROW = np.array([8.0, 16.0, 32.0])


def sampled(place: float, *, corners: bool = True, row: np.ndarray = ROW, y: float = 0.0) -> tuple[float, float]:
    """The value of PyTorch's sampler at a coordinate of a row of pixels, and the slope by the number of the pixel."""
    torch = pytest.importorskip("torch")
    grid = torch.tensor([[[[place, y]]]], dtype=torch.float64, requires_grad=True)
    out = torch.nn.functional.grid_sample(torch.tensor(row)[None, None, None], grid, align_corners=corners)
    out.backward()
    return out.item(), grid.grad[0, 0, 0, 0].item() * 2 / (len(row) - 1)


def grid_of_identity(width: int, *, corners: bool) -> np.ndarray:
    torch = pytest.importorskip("torch")
    theta = torch.eye(2, 3, dtype=torch.float64)[None]
    return np.asarray(torch.nn.functional.affine_grid(theta, (1, 1, 1, width), align_corners=corners)[0, 0])


@pytest.mark.filterwarnings("ignore:Since version 1.3.0, affine_grid")
def test_ends_are_centres_or_edges() -> None:
    assert_allclose(grid_of_identity(3, corners=True), [[-1.0, 0.0], [0.0, 0.0], [1.0, 0.0]])
    assert_allclose(grid_of_identity(3, corners=False), [[-2 / 3, 0.0], [0.0, 0.0], [2 / 3, 0.0]])
    assert_allclose([sampled(-1)[0], sampled(1)[0]], [8, 32])
    assert_allclose([sampled(-2 / 3, corners=False)[0], sampled(-1, corners=False)[0]], [8, 4])


def test_an_axis_of_one_pixel_is_seen_from_everywhere_if_corners_are_centres() -> None:
    assert_allclose([sampled(0, y=3)[0], sampled(0, y=3, corners=False)[0]], [16, 0])


@pytest.mark.filterwarnings("ignore:Since version 1.3.0, affine_grid")
def test_interpolation_to_one_pixel_takes_the_first_and_the_identity_the_middle() -> None:
    functional, torch = pytest.importorskip("torch.nn.functional"), pytest.importorskip("torch")
    row = torch.tensor([[[[1.0, 2, 3, 4]]]], dtype=torch.float64)
    assert functional.interpolate(row, (1, 1), mode="bilinear", align_corners=True).item() == 1
    grid = torch.tensor(grid_of_identity(1, corners=True))[None, None]
    assert functional.grid_sample(row, grid, align_corners=True).item() == 2.5


def test_half_a_pixel_outside_is_half_of_the_border_but_for_scipys_default() -> None:
    read = pytest.importorskip("scipy.ndimage").map_coordinates
    assert_allclose(sampled(-1.5)[0], 4)
    assert_allclose(read(ROW, [[-0.5]], order=1, mode="grid-constant"), [4])
    assert_allclose(read(ROW, [[-0.5]], order=1), [0])


def test_slopes_on_a_pixel_are_those_of_the_cell_on_the_right() -> None:
    assert_allclose([sampled(place)[1] for place in (-1, 0, 1)], [8, 16, -32])


def test_jax_has_the_same_border_and_slopes() -> None:
    jax = pytest.importorskip("jax")
    read = pytest.importorskip("jax.scipy.ndimage").map_coordinates

    def value(place: Any) -> Any:
        return read(ROW, [place[None]], order=1, mode="constant")[0]

    assert_allclose(value(jax.numpy.array(-0.5)), 4)
    slope = jax.grad(value)
    assert_allclose([slope(place) for place in (0.0, 1.0, 2.0)], [8, 16, -32])


@pytest.mark.parametrize(
    ("hat", "expected"), [(lambda z: z.relu(), 0), (lambda z: z.clamp(min=0), 32 - 8)], ids=["relu", "clamp"]
)
def test_slopes_of_hat_functions_on_a_pixel_depend_on_how_they_are_written(
    hat: Callable[[Any], Any], expected: float
) -> None:
    torch = pytest.importorskip("torch")
    if expected and not torch.__version__.startswith("2.13"):
        pytest.skip("the slope of clamp at its bound is another one in other versions")
    place = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
    (torch.tensor(ROW) * hat(1 - (place - torch.arange(3)).abs())).sum().backward()
    assert place.grad.item() == expected
