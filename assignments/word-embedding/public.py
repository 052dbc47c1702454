"""How answers of `svd_embedding` are compared: students receive this file too."""

import numpy as np


def shape_and_gram(embedding):
    """The shape of the vectors, and all their products: signs and turns of the axes do not count."""
    embedding = np.asarray(embedding)
    return embedding.shape, embedding @ embedding.T if embedding.ndim == 2 else embedding
