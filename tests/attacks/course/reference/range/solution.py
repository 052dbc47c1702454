"""The range's reference; a worker that finds the next line has read an answer."""

# canary-in-the-reference


def attacked(x):
    """Twice x."""
    return 2 * x


def patient(x):
    """Three times x."""
    return 3 * x


def honest(x):
    """x plus one."""
    return x + 1
