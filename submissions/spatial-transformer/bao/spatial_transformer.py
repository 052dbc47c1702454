import torch


def affine_theta(scale, angle, shift_x, shift_y):
    a = torch.tensor(angle, dtype=torch.float64)
    c, s = scale * torch.cos(a), scale * torch.sin(a)
    shift = torch.tensor([[shift_x], [shift_y]], dtype=torch.float64)
    return torch.cat([torch.stack([torch.stack([c, -s]), torch.stack([s, c])]), shift], dim=1)


def centres(size):
    return torch.linspace(-1, 1, size, dtype=torch.float64) if size > 1 else torch.zeros(1, dtype=torch.float64)


def affine_grid(theta, height, width):
    y, x = torch.meshgrid(centres(height), centres(width), indexing="ij")
    points = torch.stack([x, y, torch.ones_like(x)], dim=-1)
    return torch.einsum("hwk,nck->nhwc", points, theta.double())


def hats(coordinates, size):
    apart = (coordinates.unsqueeze(-1) + 1) / 2 * (size - 1) - torch.arange(size)
    weight = (1 - apart.abs()).clamp(min=0)
    slope = -torch.sign(apart) * (apart.abs() < 1) * (size - 1) / 2
    return weight, slope


def bilinear_sample(images, grid):
    wx, _ = hats(grid[..., 0], images.shape[3])
    wy, _ = hats(grid[..., 1], images.shape[2])
    return torch.einsum("nijh,nijw,nchw->ncij", wy, wx, images.double())


def bilinear_sample_backward(grad_output, images, grid):
    wx, sx = hats(grid[..., 0], images.shape[3])
    wy, sy = hats(grid[..., 1], images.shape[2])
    grad_images = torch.einsum("ncij,nijh,nijw->nchw", grad_output, wy, wx)
    seen = torch.einsum("ncij,nchw->nijhw", grad_output, images.double())
    grad_x = torch.einsum("nijhw,nijh,nijw->nij", seen, wy, sx)
    grad_y = torch.einsum("nijhw,nijh,nijw->nij", seen, sy, wx)
    return grad_images, torch.stack([grad_x, grad_y], dim=-1)


def stn_forward(images, theta, height, width):
    return bilinear_sample(images, affine_grid(theta, height, width))


def affine_grid_backward(grad_grid):
    x, y = centres(grad_grid.shape[2]), centres(grad_grid.shape[1])
    by_x = torch.einsum("nhwc,w->nc", grad_grid, x)
    by_y = torch.einsum("nhwc,h->nc", grad_grid, y)
    return torch.stack([by_x, by_y, grad_grid.sum(dim=(1, 2))], dim=-1)
