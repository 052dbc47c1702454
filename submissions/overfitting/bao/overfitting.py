import torch


def augment(images, flip, shift):
    out = []
    for image, turn, move in zip(images, flip, shift):
        if turn:
            image = image.flip(2)
        h, w = image.shape[1:]
        dy, dx = move.tolist()
        rows = torch.arange(h) - dy
        columns = torch.arange(w) - dx
        inside = ((rows >= 0) & (rows < h))[:, None] & ((columns >= 0) & (columns < w))[None, :]
        moved = image[:, rows.clamp(0, h - 1)][:, :, columns.clamp(0, w - 1)]
        out.append(torch.where(inside, moved, torch.zeros_like(moved)))
    return torch.stack(out)


def dropout_forward(x, uniform, rate, train):
    if not train:
        return x.clone(), torch.ones_like(x)
    keep = 1.0 - rate
    mask = (uniform >= rate).to(x.dtype)
    mask = mask / keep if keep > 0 else torch.zeros_like(x)
    return x * mask, mask


def dropout_backward(dout, mask):
    return mask * dout


def early_stopping(losses, patience, min_delta=0.0):
    best = float("inf")
    best_epoch = -1
    bad = 0
    for epoch, loss in enumerate(losses.tolist()):
        if loss < best - min_delta:
            best, best_epoch, bad = loss, epoch, 0
            continue
        bad += 1
        if bad >= patience:
            return epoch, best_epoch
    return len(losses) - 1, best_epoch


def poly_gap(x, y, x_validation, y_validation, degrees):
    size = x.abs().max().item() or 1.0

    def powers(values, degree):
        return torch.stack([(values / size) ** k for k in range(degree + 1)], dim=1)

    train, validation = [], []
    for degree in degrees:
        design = powers(x, degree)
        w = torch.linalg.lstsq(design, y[:, None]).solution[:, 0]
        train.append(((design @ w - y) ** 2).mean())
        validation.append(((powers(x_validation, degree) @ w - y_validation) ** 2).mean())
    return torch.stack(train), torch.stack(validation)


def diagnose(train, small_train, validation, test, target, gap):
    if train > target:
        return "optimization" if small_train < train - gap else "model_bias"
    if validation - train > gap:
        return "overfitting"
    return "mismatch" if test - validation > gap else "ok"


def domain_shift(source, target):
    s, t = source.double(), target.double()
    moved = (s.mean(0) - t.mean(0)).abs()
    squares = ((s - s.mean(0)) ** 2).sum(0) + ((t - t.mean(0)) ** 2).sum(0)
    pooled = (squares / (len(s) + len(t))).sqrt()
    constant = (s == s[0]).all(0) & (t == t[0]).all(0)
    same = torch.where(s[0] == t[0], 0.0, float("inf")).double()
    return torch.where(constant, same, moved / pooled)
