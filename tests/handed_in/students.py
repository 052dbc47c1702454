"""Students whose work is right: folders of tests/fixtures/handed_in, and the one right program as others hand it in."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

FIXTURES: Final = Path(__file__).resolve().parents[1] / "fixtures" / "handed_in"
STUDENTS: Final = FIXTURES / "students"
RIGHT: Final = (FIXTURES / "right.py").read_text(encoding="utf-8")
_FIRST: Final = "import numpy as np\n"


def around(before: str, after: str = "") -> bytes:
    """The right program with more of it at its top, and at its end."""
    return f"{RIGHT.replace(_FIRST, _FIRST + before, 1)}{after}".encode()


#: By student: where the program lies in the folder, and its bytes.
WRITTEN: Final[Mapping[str, tuple[str, bytes]]] = MappingProxyType(
    {
        "bom": ("cross_entropy.py", RIGHT.encode("utf-8-sig")),
        "crlf": ("cross_entropy.py", RIGHT.replace("\n", "\r\n").encode()),
        "tabs": ("cross_entropy.py", RIGHT.replace("    ", "\t").encode()),
        "entry-in-src": ("src/cross_entropy.py", RIGHT.encode()),
        "input-at-top": ("cross_entropy.py", around("\nname = input('your name: ')\nprint(f'hello {name}')\n")),
        "in-colab": (
            "cross_entropy.py",
            around(
                "import sys\n\nIN_COLAB = 'google.colab' in sys.modules\nif IN_COLAB:\n"
                "    from google.colab import drive\n\n    drive.mount('/content/drive')\n"
                "    sys.path.append('/content/drive/MyDrive/hw')\n"
            ),
        ),
        "plots-top": (
            "cross_entropy.py",
            around(
                "import matplotlib.pyplot as plt\n",
                "\n\nx = np.linspace(-5, 5, 50)\nfig, (left, right) = plt.subplots(1, 2)\n"
                "left.plot(x, sigmoid(x), label='s')\n"
                "for i, name in enumerate(['a', 'b']):\n    plt.subplot(1, 2, i + 1)\n    plt.title(name)\n"
                "plt.legend()\nplt.savefig('plot.png')\nplt.show()\n",
            ),
        ),
        "plt-style-seaborn": (
            "cross_entropy.py",
            around(
                "import matplotlib.pyplot as plt\nimport seaborn as sns\n"
                "from IPython.display import set_matplotlib_formats\n\n"
                "plt.style.use('seaborn-v0_8')\nsns.set_theme(style='whitegrid')\n"
                "set_matplotlib_formats('svg')\nplt.ion()\n"
            ),
        ),
        "tqdm-loop-top": (
            "cross_entropy.py",
            around(
                "from tqdm import tqdm\n",
                "\n\nlosses = []\nfor i in tqdm(range(3)):\n"
                "    losses.append(bce_with_logits(np.zeros(2), np.ones(2)))\nprint(losses)\n",
            ),
        ),
    }
)
NAMES: Final = sorted([*(folder.name for folder in STUDENTS.iterdir()), *WRITTEN])


def hand_in(folder: Path, name: str) -> Path:
    """Write one student's work into a folder of the student's name, and return that."""
    mine = folder / name
    if name not in WRITTEN:
        shutil.copytree(STUDENTS / name, mine)
        return mine
    place, program = WRITTEN[name]
    (mine / place).parent.mkdir(parents=True)
    (mine / place).write_bytes(program)
    return mine
