"""Data sets of one kind: three classes with curved borders, columns that tell something and columns that do not.

What depends on the secret: every number, which columns tell something, in which directions they lie, the units, and
which test rows are public. What does not is the shape of the classes, so that the baselines stand alike everywhere.
"""

import numpy as np

from grader.author import Case, Generator

CLASSES = 3
#: Columns that the classes depend on, and columns that are noise.
TELLING, NOISE = 4, 4
#: Of all rows so many have a label drawn at random.
MISLABELLED = 0.06


def data_set(rng: Generator, train: int, test: int) -> Case:
    """`train` labelled rows and `test` rows whose labels are stated as the answer."""
    hidden = rng.normal(size=(train + test, TELLING))
    labels = _classes(hidden)
    wrong = rng.random(len(labels)) < MISLABELLED
    labels = np.where(wrong, rng.integers(CLASSES, size=len(labels)), labels)
    rows = _measured(rng, hidden)
    drawn = Case(train_x=rows[:train], train_y=labels[:train], test_x=rows[train:])
    return drawn.answer(labels[train:])


def _classes(hidden: np.ndarray) -> np.ndarray:
    """The class of every row: the greatest of three scores, each partly linear, partly square, partly a wave."""
    first, second, third, fourth = hidden.T
    scores = (
        0.9 * first + 0.8 * (second**2 - 1) + 1.4 * np.sin(1.6 * third),
        0.9 * second + 1.12 * first * fourth + 1.4 * np.sin(1.6 * fourth),
        -0.75 * (first + second) + 0.8 * (third**2 - 1) + 1.4 * np.cos(1.6 * first),
    )
    return np.argmax(scores, axis=0)


def _measured(rng: Generator, hidden: np.ndarray) -> np.ndarray:
    """The rows as somebody measured them: turned, with columns of noise, in units from 0.01 to 100, in any order."""
    directions, _ = np.linalg.qr(rng.normal(size=(TELLING, TELLING)))
    columns = np.hstack([hidden @ directions, rng.normal(size=(len(hidden), NOISE))])
    units = 10 ** rng.permutation(np.linspace(-2, 2, TELLING + NOISE))
    offsets = rng.normal(scale=3, size=TELLING + NOISE)
    return ((columns + offsets) * units)[:, rng.permutation(TELLING + NOISE)]
