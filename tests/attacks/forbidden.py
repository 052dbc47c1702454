"""Group c: calls that a problem forbids, by other ways."""

from __future__ import annotations

from attacks.entry import Attack

CONV = """
    import torch
    import torch.nn.functional as F
    def patient(x):
        images, kernel = x.reshape(1, 1, 4, 1), torch.full((1, 1, 1, 1), 3.0)
        return (CALL).reshape(4)
"""
NAME = "torch.nn.functional.conv2d"


def _conv(id_: str, call: str, **more: str) -> Attack:
    return Attack(id_, CONV.replace("CALL", call), target="patient", verdict="forbidden", says=more.get("says", NAME))


ATTACKS = (
    _conv("C01", "getattr(F, 'conv' + '2d')(images, kernel)"),
    Attack(
        "C02",
        """
        import importlib, sys
        def attacked(x):
            importlib.import_module('scipy' + '.signal')
        def patient(x):
            assert 'scipy' not in sys.modules
            return __import__('scipy').signal.convolve(x, [3])
        """,
        verdict="forbidden raised",
        says="No module named",
        also={"patient": "forbidden raised"},
    ),
    _conv(
        "C04",
        "torch._C._nn.conv2d(images, kernel) if hasattr(torch._C._nn, 'conv2d') else torch._VF.conv2d(images, kernel)",
    ),
    Attack(
        "C05",
        """
        import gc, torch
        saved = [thing for thing in gc.get_objects() if getattr(thing, '__name__', '') == 'conv2d'][:1]
        def patient(x):
            return 3 * x + 0 * len(saved)
        """,
        target="patient",
        verdict="passed forbidden",
        says="imports gc",
    ),
    Attack(
        "C06",
        """
        import ctypes, glob, os, numpy
        def patient(x):
            for path in glob.glob(os.path.join(os.path.dirname(numpy.__file__), '..', 'numpy.libs', '*openblas*')):
                ctypes.CDLL(path)
            return 3 * x
        """,
        target="patient",
        verdict="passed",
        says="imports ctypes",
    ),
    Attack(
        "C07",
        """
        import subprocess, sys
        def attacked(x):
            subprocess.run([sys.executable, '-c', 'pass'], check=False)
            print('GOT another interpreter')
        """,
        says="processes, the network and files outside the submission are not available",
        bites=True,
    ),
    Attack(
        "C09",
        """
        import base64
        import torch
        HIDDEN = base64.b64encode(b'y = torch.nn.functional.conv2d(images, kernel)')
        def patient(x):
            names = {'torch': torch, 'images': x.reshape(1, 1, 4, 1), 'kernel': torch.full((1, 1, 1, 1), 3.0)}
            exec(compile(base64.b64decode(HIDDEN), 'x', 'exec'), names)
            return names['y'].reshape(4)
        """,
        target="patient",
        verdict="forbidden",
        says="uses exec (runs text as code)",
    ),
    Attack(
        "C10",
        "import numpy as np\ndef patient(x):\n    return np.convolve(x, [3.0])\n",
        target="patient",
        verdict="passed",
    ),
    Attack(
        "C11",
        """
        import sys
        sys.settrace(None)
        sys.setprofile(None)
        sys.addaudithook(lambda *a: None)
        import torch
        torch.overrides._get_current_function_mode_stack = lambda: []
        def patient(x):
            import torch.nn.functional as F
            return F.conv2d(x.reshape(1, 1, 4, 1), torch.full((1, 1, 1, 1), 3.0)).reshape(4)
        """,
        target="patient",
        verdict="forbidden",
        says="uses settrace (traces the interpreter)",
    ),
    Attack(
        "C12",
        """
        import torch
        def attacked(x):
            import numba
        def patient(x):
            import subprocess
            try:
                from torch.utils import cpp_extension
                cpp_extension.load_inline('built', 'int f() { return 1; }', functions=['f'])
                print('GOT a compiler')
            except Exception as error:
                print('no extension:', type(error).__name__)
            subprocess.run(['/usr/bin/gcc', '--version'])
            print('GOT a program')
        """,
        verdict="forbidden",
        says="No module named 'numba'",
        also={"patient": "raised forbidden"},
    ),
)
