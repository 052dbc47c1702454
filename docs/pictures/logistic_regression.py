"""Far from the target square error's gradient is nearly 0, cross entropy's is not; and what descent makes of it."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from matplotlib.figure import Figure

LOSSES = (
    ("cross entropy", "logreg_gradient", "#2166ac", "-"),
    ("square error", "square_error_gradient", "#b2182b", "--"),
)


def draw(solution: SimpleNamespace, figure: Figure) -> None:
    """Left the size of the gradient for one sample of class 1, right the weight of two descents from -8."""
    samples, labels = np.ones((1, 1)), np.ones(1)
    sizes, ways = figure.subplots(1, 2)
    logits, steps = np.linspace(-10, 6, 81), 100
    for name, function, colour, line in LOSSES:
        gradient = getattr(solution, function)
        pulls = [abs(gradient(samples, labels, np.array([logit]), 0.0)[0][0]) for logit in logits]
        sizes.plot(logits, pulls, line, color=colour, label=name)
        weights = [np.array([-8.0])]
        for _ in range(steps):
            weights.append(weights[-1] - 0.5 * gradient(samples, labels, weights[-1], 0.0)[0])
        ways.plot(np.concatenate(weights), line, color=colour, label=name)
    sizes.set(xlabel="logit of a sample of class 1", ylabel="size of the gradient", title="the pull")
    ways.set(xlabel="steps, lr = 0.5", ylabel="logit", title="descent from a bad start")
    ways.axhline(0, color="gray", linewidth=0.5)
    sizes.legend(loc="upper right")
