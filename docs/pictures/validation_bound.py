"""What more candidates cost: later curves of the bound, and an epsilon that grows with the root of a logarithm."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from matplotlib.figure import Figure

SHADES = ("#92c5de", "#4393c3", "#2166ac", "#053061")


def draw(solution: SimpleNamespace, figure: Figure) -> None:
    """Left the bound against N for some numbers of candidates, right epsilon against the number of candidates."""
    bounds, epsilons = figure.subplots(1, 2)
    counts = np.arange(0, 1201, 10)
    for power, shade in zip((0, 2, 4, 6), SHADES, strict=True):
        found = [solution.hoeffding_bound(int(count), 0.1, 10**power) for count in counts]
        bounds.plot(counts, found, color=shade)
        bounds.plot(solution.sample_size(0.1, 0.05, 10**power), 0.05, "o", color=shade, markersize=4)
        half = solution.sample_size(0.1, 0.5, 10**power)
        bounds.annotate(f"H = {10**power}", (half, 0.5), (4, 0), textcoords="offset points", color=shade, fontsize=8)
    bounds.axhline(0.05, color="gray", linewidth=0.5)
    bounds.set(
        xlabel="N, the number of samples (dots: sample_size)", ylabel="bound", title="epsilon = 0.1, delta = 0.05"
    )
    powers = range(0, 401, 8)
    for count, shade, line in zip((100, 1000, 10000), SHADES[1:], ("-", "--", ":"), strict=True):
        found = [solution.epsilon_for(count, 0.05, 10**power) for power in powers]
        epsilons.plot(powers, found, line, color=shade, label=f"N = {count}")
    epsilons.axhline(1, color="gray", linewidth=0.5)
    epsilons.set(xlabel="log10 of H, the number of candidates", ylabel="epsilon", title="delta = 0.05")
    epsilons.legend(fontsize=8)
