"""Group g, first part: honest accidents with files, output, values."""

from __future__ import annotations

import io

import numpy as np

from attacks.entry import Attack, Evidence


def _npy() -> bytes:
    kept = io.BytesIO()
    np.save(kept, np.full(4, 2.0))
    return kept.getvalue()


def _printed(evidence: Evidence) -> None:
    assert "debugging" in evidence.stdout


ATTACKS = (
    Attack("G01", "def attacked(x):\n    print('debugging', x)\n    return 2 * x\n", verdict="passed", check=_printed),
    Attack("G02", "def attacked(x):\n    return float(input('factor? ')) * x\n", says="do not call input()"),
    Attack(
        "G03",
        """
        import matplotlib.pyplot as plt
        from tqdm import tqdm
        def attacked(x):
            plt.plot(x)
            plt.show()
            return 2 * x
        """,
        verdict="forbidden",
        says="this assignment allows NumPy and PyTorch",
    ),
    Attack(
        "G04",
        "import numpy as np\nfactor = np.load('data/x.npy')\ndef attacked(x):\n    return x * np.load('data/x.npy')\n",
        verdict="passed",
        files={"data/x.npy": _npy()},
    ),
    Attack(
        "G05",
        """
        import tempfile
        import numpy as np
        def attacked(x):
            np.save('@MARK@out.npy', 2 * x)
            return np.load('@MARK@out.npy')
        def patient(x):
            with tempfile.TemporaryFile() as file:
                np.save(file, 3 * x)
                file.seek(0)
                return np.load(file)
        """,
        verdict="passed",
    ),
    Attack(
        "G06",
        """
        import numpy as np
        weights = np.zeros(4)
        for step in range(10**9):
            weights += 1e-9
        """,
        verdict="timed_out",
        says="the import took longer",
        also={"patient": "timed_out", "honest": "timed_out"},
        check=lambda evidence: _line_is_named(evidence),
    ),
    Attack(
        "G07",
        "import numpy as np\ndef attacked(x):\n    return 2 * x + np.random.default_rng().normal(size=4)\n",
        verdict="wrong_value",
    ),
    Attack(
        "G08",
        "import numpy as np\ndef attacked(x):\n    return (2 * x).astype(np.float32)\ndef patient(x):\n    return (3 * x).astype(np.float16)\n",
        verdict="passed",
        also={"patient": "wrong_value"},
    ),
    Attack(
        "G09",
        "def attacked(x):\n    return (2 * x)[:, None]\n",
        verdict="wrong_shape",
        says="(4, 1)",
        check=lambda evidence: _both_shapes(evidence),
    ),
    Attack(
        "G10",
        "def attacked(x):\n    return [2 * float(v) for v in x]\ndef patient(x):\n    return tuple(3 * v for v in x)\n",
        verdict="passed",
    ),
    Attack(
        "G11",
        """
        import torch
        def attacked(x):
            return (2 * x).requires_grad_()
        def patient(x):
            return (3 * x).to_sparse()
        """,
        verdict="passed",
        also={"patient": "wrong_type"},
        says="sparse",
    ),
    Attack("G12", "def attacked(x):\n    2 * x\n", verdict="wrong_type", says="got None"),
    Attack(
        "G13",
        "def attacked(x):\n    yield from 2 * x\nasync def patient(x):\n    return 3 * x\n",
        verdict="wrong_type",
        says="a generator",
        also={"patient": "wrong_type"},
    ),
    Attack(
        "G14",
        """
        import numpy as np
        def attacked(x):
            return np.ma.masked_array(2 * x, mask=[False] * 4)
        def patient(x):
            return np.matrix(3 * x)
        """,
        verdict="wrong_type",
        says="masked array",
        also={"patient": "wrong_shape"},
    ),
    Attack(
        "G15",
        "import numpy as np\ndef attacked(x):\n    return (2 * x).astype('>f8')\ndef patient(x):\n    return np.asfortranarray(np.stack([3 * x, x], 1))[:, 0]\n",
        verdict="passed",
    ),
)


def _line_is_named(evidence: Evidence) -> None:
    """The loop, not the grader."""
    assert "line 4" in evidence.words or "line 5" in evidence.words, evidence.words[:300]


def _both_shapes(evidence: Evidence) -> None:
    assert "(4,)" in evidence.words
