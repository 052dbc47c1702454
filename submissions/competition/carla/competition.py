# linear regression with all products of two columns
import numpy as np


def features(x):
    columns = [np.ones(len(x))]
    for i in range(x.shape[1]):
        columns.append(x[:, i])
        for j in range(i, x.shape[1]):
            columns.append(x[:, i] * x[:, j])
    return np.stack(columns, axis=1)


def fit_predict(train_x, train_y, test_x):
    mu, sd = np.mean(train_x, axis=0), np.std(train_x, axis=0)
    a, b = features((train_x - mu) / sd), features((test_x - mu) / sd)
    scores = []
    for label in (0, 1, 2):
        w = np.linalg.lstsq(a, (train_y == label) * 1.0, rcond=None)[0]
        scores.append(b @ w)
    return np.argmax(scores, axis=0)
