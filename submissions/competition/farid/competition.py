# bagged nearest neighbours
import numpy as np

rng = np.random.default_rng(3)


def fit_predict(train_x, train_y, test_x):
    mean, std = train_x.mean(axis=0), train_x.std(axis=0)
    a, b = (train_x - mean) / std, (test_x - mean) / std
    votes = np.zeros((len(b), 3))
    for _ in range(7):
        rows = rng.choice(len(a), size=len(a))
        d = (a[rows] ** 2).sum(axis=1) - 2 * b @ a[rows].T
        for k in np.argpartition(d, 9, axis=1)[:, :9].T:
            votes[np.arange(len(b)), train_y[rows][k]] += 1
    return votes.argmax(axis=1)
