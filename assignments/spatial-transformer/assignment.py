"""Spatial transformer: an affine map, a grid of where to look, bilinear sampling, and the way back."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Spatial transformer", zh="空间变换层"),
    lecture="p33",
    week=10,
    teaches=Text(
        "A layer that learns where to look: an affine map, a grid, bilinear sampling, and gradients through all three.",
        zh="学会看哪里的一层：仿射变换、采样网格、双线性采样，以及穿过这三者的梯度。",
    ),
    libraries=("numpy", "torch"),
    problems=(
        "affine_theta",
        "affine_grid",
        "bilinear_sample",
        "bilinear_sample_backward",
        "stn_forward",
        "affine_grid_backward",
    ),
)
