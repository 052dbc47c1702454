"""Students whose work is right: folders of tests/fixtures/handed_in, and one right program as others would write it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

FIXTURES: Final = Path(__file__).resolve().parents[1] / "fixtures" / "handed_in"
STUDENTS: Final = FIXTURES / "students"
RIGHT: Final = (FIXTURES / "right.py").read_text(encoding="utf-8")

_NUMPY: Final = "import numpy as np\n"
_AS_FLOAT: Final = RIGHT[RIGHT.index("def _f(a)") : RIGHT.index("\n\ndef sigmoid")]
_END: Final = "(1 + e) ** 2, res\n"


def edited(*changes: tuple[str, str]) -> str:
    """The right program with each first text, wherever it stands, in place of which there is the second."""
    program = RIGHT
    for here, there in changes:
        assert here in program, here
        program = program.replace(here, there)
    return program


def _above(lines: str) -> tuple[str, str]:
    return _NUMPY, lines + _NUMPY


def _below(lines: str) -> tuple[str, str]:
    """More below the import of NumPy."""
    return _NUMPY, _NUMPY + lines


def _at_the_end(lines: str) -> tuple[str, str]:
    return _END, f"{_END}\n\n{lines}"


#: What others do besides the right program, or instead of a part of it, by student.
PROGRAMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "input-at-top": edited(_below("\nname = input('your name: ')\nprint(f'hello {name}')\n")),
        "in-colab": edited(
            _below(
                """import sys

IN_COLAB = 'google.colab' in sys.modules
if IN_COLAB:
    from google.colab import drive

    drive.mount('/content/drive')
    sys.path.append('/content/drive/MyDrive/hw')
"""
            )
        ),
        "plots-top": edited(
            _below("import matplotlib.pyplot as plt\n"),
            _at_the_end(
                """x = np.linspace(-5, 5, 50)
fig, (left, right) = plt.subplots(1, 2)
left.plot(x, sigmoid(x), label='s')
for i, name in enumerate(['a', 'b']):
    plt.subplot(1, 2, i + 1)
    plt.title(name)
plt.legend()
plt.savefig('plot.png')
plt.show()
"""
            ),
        ),
        "plt-style-seaborn": edited(
            _below(
                """import matplotlib.pyplot as plt
import seaborn as sns
from IPython.display import set_matplotlib_formats

plt.style.use('seaborn-v0_8')
sns.set_theme(style='whitegrid')
set_matplotlib_formats('svg')
plt.ion()
"""
            )
        ),
        "tqdm-loop-top": edited(
            _below("from tqdm import tqdm\n"),
            _at_the_end(
                """losses = []
for i in tqdm(range(3)):
    losses.append(bce_with_logits(np.zeros(2), np.ones(2)))
print(losses)
"""
            ),
        ),
        "annotations-absent": edited(
            _below(
                """import jax.numpy as jnp
from jaxtyping import Array, Float
import numpy.typing as npt
from typing import TypeAlias, Union

Vector: TypeAlias = Float[Array, 'n']
Both = Union[np.ndarray, jnp.ndarray]
Other = npt.NDArray[np.float64] | Vector
"""
            ),
            ("def sigmoid(z):", "def sigmoid(z: Float[Array, '...']) -> Float[Array, '...']:"),
            ("def softmax(logits, axis=-1):", "def softmax(logits: Vector | None, axis: int = -1) -> Both:"),
        ),
        "class-based": edited(
            (
                _AS_FLOAT,
                """class Losses:
    @staticmethod
    def as_float(a):
        a = np.asarray(a)
        return a if a.dtype.kind == 'f' else a.astype(np.float64)

    def __call__(self, a):
        return self.as_float(a)


_f = Losses()
""",
            )
        ),
        "decorated": edited(
            ("\ndef ", "\n@timed\ndef "),
            ("@timed\ndef _f", "def _f"),
            _above("import functools\nimport time\n\n"),
            _below(
                """

def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = function(*args, **kwargs)
        wrapper.seconds = time.perf_counter() - start
        return result

    return wrapper
"""
            ),
        ),
        "from-builtins-import-range": edited(
            _above("from builtins import range\n\n"),
            ("    d[r, labels] -= 1\n", "    for i in range(n):\n        d[i, labels[i]] -= 1\n"),
        ),
        "log-in-subfolder-pathlib": edited(
            _above("import logging\nfrom pathlib import Path\n\n"),
            _below(
                """
LOGS = Path(__file__).resolve().parent / 'logs'
LOGS.mkdir(exist_ok=True)
logging.basicConfig(filename=LOGS / 'run.log', level=logging.DEBUG)
log = logging.getLogger(__name__)
"""
            ),
            (
                "    z = _f(z)\n",
                """    z = _f(z)
    log.info('sigmoid of %s', z.shape)
    (LOGS / 'last.txt').write_text(str(z.shape))
""",
            ),
        ),
        "np-load-beside": edited(
            _above("from pathlib import Path\n\n"),
            _below("\nTWO = np.load(Path(__file__).parent / 'data' / 'two.npy')[0]\n"),
            ("return 2 * res", "return TWO * res"),
        ),
        "numba-jit": edited(
            ("np.exp(-np.abs(z))", "np.exp(-_abs(z))"),
            ("\ndef softmax(", "\n@njit\ndef softmax("),
            ("\ndef logit_pulls(", "\n@jit(nopython=True, cache=True)\ndef logit_pulls("),
            _below(
                """from numba import jit, njit, prange
import numba as nb


@nb.jit(nopython=True)
def _abs(a):
    return np.abs(a)
"""
            ),
        ),
        "star-import-in-package": edited((_AS_FLOAT, "from mylib import *\n")),
        "sys-path-parent": edited(
            _above(
                """import sys, os
sys.path.insert(0, os.path.abspath('..'))
sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'lib'))

"""
            ),
            (_AS_FLOAT, "from tools import _f\n"),
        ),
        "utils-init": edited((_AS_FLOAT, "from utils import _f\n")),
    }
)
#: Where a program lies in its folder, and its bytes. Other files of a student lie in the folder of that name.
WRITTEN: Final[Mapping[str, tuple[str, bytes]]] = MappingProxyType(
    {
        "bom": ("cross_entropy.py", RIGHT.encode("utf-8-sig")),
        "crlf": ("cross_entropy.py", RIGHT.replace("\n", "\r\n").encode()),
        "tabs": ("cross_entropy.py", RIGHT.replace("    ", "\t").encode()),
        "entry-in-src": ("src/cross_entropy.py", RIGHT.encode()),
        **{name: ("cross_entropy.py", program.encode()) for name, program in PROGRAMS.items()},
    }
)
NAMES: Final = sorted({*(folder.name for folder in STUDENTS.iterdir()), *WRITTEN})


def hand_in(folder: Path, name: str) -> Path:
    """Write one student's work into a folder of the student's name, and return that."""
    mine = folder / name
    if (STUDENTS / name).is_dir():
        shutil.copytree(STUDENTS / name, mine)
    if name in WRITTEN:
        place, program = WRITTEN[name]
        (mine / place).parent.mkdir(parents=True, exist_ok=True)
        (mine / place).write_bytes(program)
    return mine
