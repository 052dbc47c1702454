import torch


def hessian_fd(loss_fn, theta, spacing=1e-4):
    theta = theta.to(torch.float64)
    steps = spacing * torch.eye(len(theta), dtype=torch.float64)

    def gradient(point):
        return torch.stack(
            [torch.as_tensor(loss_fn(point + s) - loss_fn(point - s), dtype=torch.float64) for s in steps]
        ) / (2 * spacing)

    rows = torch.stack([gradient(theta + s) - gradient(theta - s) for s in steps]) / (2 * spacing)
    return (rows + rows.T) / 2


def toy_grad_hessian(w1, w2, x, targets):
    x, targets = x.to(torch.float64), targets.to(torch.float64)
    error = w1 * w2 * x - targets
    slope = 2 * (error * x).sum()
    square = 2 * (x * x).sum()
    mixed = w1 * w2 * square + slope
    gradient = torch.stack([w2 * slope, w1 * slope])
    hessian = torch.stack([torch.stack([w2**2 * square, mixed]), torch.stack([mixed, w1**2 * square])])
    return gradient, hessian


def _eigenvalues(hessian):
    return torch.linalg.eigvalsh((hessian + hessian.T) / 2)


def classify_critical_point(hessian, tol=1e-8):
    eig = _eigenvalues(hessian)
    up = int((eig > tol).sum())
    down = int((eig < -tol).sum())
    if up and down:
        return "saddle"
    if up + down < len(eig):
        return "degenerate"
    return "local_min" if up else "local_max"


def escape_direction(hessian):
    eig, vec = torch.linalg.eigh((hessian + hessian.T) / 2)
    return vec[:, 0] if eig[0] < -1e-8 else None


def taylor_loss(loss, gradient, hessian, displacement):
    g, H, d = (one.to(torch.float64) for one in (gradient, hessian, displacement))
    return loss + g @ d + (d @ H @ d) / 2


def minimum_ratio(hessian):
    return float((_eigenvalues(hessian) > 1e-8).to(torch.float64).mean())


def escape_saddle(loss_fn, theta, spacing, lr, steps):
    theta = theta.to(torch.float64).clone()
    u = escape_direction(hessian_fd(loss_fn, theta, spacing))
    if u is None:
        return theta
    theta = min([theta - lr * u, theta + lr * u], key=lambda point: float(loss_fn(point.clone())))
    axes = spacing * torch.eye(len(theta), dtype=torch.float64)
    for _ in range(steps):
        slope = [float(loss_fn(theta + a) - loss_fn(theta - a)) / (2 * spacing) for a in axes]
        theta = theta - lr * torch.tensor(slope, dtype=torch.float64)
    return theta
