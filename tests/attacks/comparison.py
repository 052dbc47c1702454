"""Group a: answers that try to cheat the comparison."""

from __future__ import annotations

from attacks.entry import Attack, Evidence


def _modified(evidence: Evidence) -> None:
    """What changes an argument is told so, and earns by value all the same."""
    assert "chang" in evidence.words


ATTACKS = (
    Attack(
        "A02",
        """
        import numpy as np
        class Switch:
            def __init__(self, x):
                self.x, self.asked = x, 0
            def __array__(self, dtype=None, copy=None):
                self.asked += 1
                return 2 * self.x if self.asked > 1 else np.zeros(4)
        def attacked(x):
            return Switch(x)
        """,
        verdict="wrong_value",
    ),
    Attack(
        "A04",
        """
        import torch
        class Liar(torch.Tensor):
            @classmethod
            def __torch_function__(cls, function, types, args=(), kwargs=None):
                return True
        def attacked(x):
            return torch.ones(4).as_subclass(Liar)
        """,
        verdict="wrong_value wrong_type raised",
    ),
    Attack(
        "A05",
        """
        import torch
        class Lazy(torch.Tensor):
            @classmethod
            def __torch_function__(cls, function, types, args=(), kwargs=None):
                while True:
                    pass
        def attacked(x):
            return x.clone().as_subclass(Lazy)
        """,
        verdict="timed_out",
    ),
    Attack(
        "A07",
        """
        import numpy as np, tempfile
        def attacked(x):
            file = tempfile.NamedTemporaryFile()
            kept = np.memmap(file, dtype=float, mode='w+', shape=(4,))
            kept[:] = 2 * x
            return kept
        """,
        verdict="passed",
    ),
    Attack("A08", "import numpy as np\ndef attacked(x):\n    return np.full(4, np.nan)\n", verdict="wrong_value"),
    Attack("A09", "import numpy as np\ndef attacked(x):\n    return np.full(4, np.inf)\n", verdict="wrong_value"),
    Attack(
        "A10",
        "def attacked(x):\n    return (2 * x)[:, None]\ndef patient(x):\n    return (3 * x)[:1]\n",
        verdict="wrong_shape",
        also={"patient": "wrong_shape"},
    ),
    Attack("A11", "import numpy as np\ndef attacked(x):\n    return np.zeros(0)\n", verdict="wrong_shape"),
    Attack(
        "A12",
        """
        import numpy as np
        class Equal:
            __hash__ = None
            __eq__ = __le__ = __lt__ = lambda self, other: True
            __sub__ = __rsub__ = __abs__ = lambda self, *other: self
            __float__ = lambda self: 0.0
        def attacked(x):
            return np.array([Equal() for _ in x], dtype=object)
        """,
        verdict="wrong_type",
        says="dtype object",
    ),
    Attack(
        "A13",
        """
        import numpy as np
        def attacked(x):
            return (2 * x).view([('a', float)])
        def patient(x):
            return (3 * x).view('M8[s]')
        """,
        verdict="wrong_type",
        says="numbers or booleans are expected",
        also={"patient": "wrong_type"},
    ),
    Attack(
        "A14",
        "import numpy as np\ndef attacked(x):\n    return (2 * x.astype(np.float16)).astype(float)\n",
        verdict="wrong_value",
    ),
    Attack("A15", "def attacked(x):\n    return 2 * x + 1e300j\n", verdict="wrong_value wrong_type"),
    Attack(
        "A16",
        """
        import numpy as np
        def attacked(x):
            return np.round(2 * x).astype(np.int64).astype(np.uint8)
        def patient(x):
            return np.round(3 * x).astype(np.int8) - np.int8(127) - np.int8(127)
        """,
        verdict="wrong_value",
        also={"patient": "wrong_value"},
    ),
    Attack(
        "A18",
        "def attacked(x):\n    return x\ndef patient(x):\n    x *= 3\n    return x\n",
        verdict="wrong_value",
        check=_modified,
    ),
    Attack(
        "A20",
        """
        import numpy as np, torch
        np.seterr(all='raise')
        np.set_printoptions(precision=1)
        np.allclose = np.array_equal = lambda *a, **k: True
        torch.set_default_dtype(torch.float32)
        def attacked(x):
            return x * 0
        """,
        verdict="wrong_value",
        accomplice="""
        import numpy as np
        print('GOT the former state' if np.geterr()['divide'] == 'raise' or np.allclose(0, 1) else 'nothing')
        """,
    ),
    Attack(
        "A21",
        """
        import builtins, os, time
        import numpy as np
        np.allclose = np.isclose = np.array_equal = np.testing.assert_allclose = lambda *a, **k: True
        time.time = time.perf_counter = time.monotonic = time.process_time = lambda: 0.0
        builtins.abs = builtins.round = builtins.sorted = lambda *a, **k: 1
        def attacked(x):
            return x * 0
        """,
        verdict="wrong_value raised no_answer",
    ),
    Attack(
        "A22",
        """
        import torch
        torch.set_flush_denormal(True)
        def attacked(x):
            return 2 * x
        """,
        verdict="passed",
        accomplice="""
        import numpy as np, torch
        def attacked(x):
            print('GOT flushed numbers' if float(torch.tensor(1e-310) * 0.5) == 0 or np.float64(1e-310) / 2 == 0 else '')
            return 2 * x
        """,
    ),
)
