"""How `xor_network` is judged: by what the network says, not by its weights. Students receive this file too."""

import numpy as np

#: The network must say more than SURE where the answer is 1, and less than 1 - SURE where it is 0.
SURE = 0.9


def _sigmoid(logits):
    return (1 + np.tanh(logits / 2)) / 2


def solves_xor(inputs, expected, actual):
    """None if the weights solve XOR on the given low and high values, else what the network says where it is wrong."""
    weight1, bias1, weight2, bias2 = (np.asarray(part, dtype=np.float64) for part in actual)
    low, high = inputs.get("low", 0.0), inputs.get("high", 1.0)
    with np.errstate(all="ignore"):
        for first, second in ((low, low), (low, high), (high, low), (high, high)):
            hidden = _sigmoid(np.array([first, second]) @ weight1 + bias1)
            said = float(_sigmoid(hidden @ weight2 + bias2))
            wanted = first != second
            if not (said > SURE if wanted else said < 1 - SURE):  # NaN is neither
                words = f"more than {SURE:g}" if wanted else f"less than {1 - SURE:g}"
                return f"at ({first:g}, {second:g}) expected a probability of {words}, found {said:.4g}"
    return None
