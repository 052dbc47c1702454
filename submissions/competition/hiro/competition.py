"""Regularized least squares with a Gaussian kernel; everything is chosen by leave-one-out errors in closed form."""
import numpy as np


class Kernel:
    def __init__(self, x, y, width, ridge):
        self.x, self.width = x, width
        self.mean = y.mean(axis=0)
        inverse = np.linalg.inv(self.against(x) + ridge * np.eye(len(x)))
        self.weights = inverse @ (y - self.mean)
        self.error = np.mean((self.weights / np.diag(inverse)[:, None]) ** 2)

    def against(self, other):
        d = ((other**2).sum(1)[:, None] + (self.x**2).sum(1)) - 2 * other @ self.x.T
        return np.exp(-d / self.width)

    def predict(self, other):
        return np.argmax(self.mean + self.against(other) @ self.weights, axis=1)


def fit_predict(train_x, train_y, test_x):
    mean, std = train_x.mean(axis=0), train_x.std(axis=0)
    x, new = (train_x - mean) / std, (test_x - mean) / std
    y = (train_y[:, None] == np.arange(3)).astype(float)
    columns = list(range(x.shape[1]))
    some = slice(None, None, 2)  # of the rows: enough to tell which columns help
    best = Kernel(x[some], y[some], 8.0, 0.3)
    while len(columns) > 1:  # leave out the column that is missed least, while that helps
        trials = [(Kernel(np.delete(x[some][:, columns], i, axis=1), y[some], 8.0, 0.3), i) for i in range(len(columns))]
        model, i = min(trials, key=lambda trial: trial[0].error)
        if model.error > best.error:
            break
        best = model
        del columns[i]
    models = [Kernel(x[:, columns], y, width, 0.3) for width in (4, 6, 9)]
    return min(models, key=lambda model: model.error).predict(new[:, columns])
