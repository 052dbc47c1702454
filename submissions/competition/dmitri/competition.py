import numpy as np


def fit_predict(train_x, train_y, test_x):
    # 5 nearest neighbours
    result = []
    for row in test_x:
        distance = ((train_x - row) ** 2).sum(axis=1)
        nearest = train_y[np.argsort(distance, kind="stable")[:5]]
        result.append(np.bincount(nearest, minlength=3).argmax())
    return np.array(result)
