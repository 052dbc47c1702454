"""Group g, second part: honest accidents with text, names and imports."""

from __future__ import annotations

import json
from pathlib import Path

from attacks.entry import Attack, Evidence
from attacks.stand import RIGHT, Stand

ALL_RIGHT = "\n".join(RIGHT.values())


def _raw(stand: Stand, name: str, data: bytes) -> Evidence:
    folder = stand.base / "class" / name
    folder.mkdir(parents=True)
    (folder / "range.py").write_bytes(data)
    return stand.graded(folder)


def _does_not_compile(stand: Stand, name: str, data: bytes, says: str) -> None:
    evidence = _raw(stand, name, data)
    assert set(evidence.verdicts("attacked")) == {"does_not_compile"}, (
        name,
        evidence.verdicts("attacked"),
        evidence.words[:300],
    )
    assert says in evidence.words, (name, evidence.words[:300])


def _syntax(stand: Stand) -> None:
    for at, (data, says) in enumerate(
        ((b"def f(:\n", "line 1"), (b"x = 1\nprint 'a'\n", "line 2"), (b"def f():\n\tx = 1\n        y = 2\n", "line 3"))
    ):
        _does_not_compile(stand, f"G17-{at}", data, says)


def _encodings(stand: Stand) -> None:
    for name, data in {
        "bom": b"\xef\xbb\xbf" + ALL_RIGHT.encode(),
        "crlf": ALL_RIGHT.replace("\n", "\r\n").encode(),
    }.items():
        evidence = _raw(stand, f"G18-{name}", data)
        assert evidence.report.total.earned == stand.bank_points, name
    _does_not_compile(stand, "G18-latin", "# é\nx = 'é'\n".encode("latin-1"), "utf-8")
    _does_not_compile(stand, "G18-nul", b"x = 1\ny = '\0'\n", "NUL byte on line 2")
    _does_not_compile(stand, "G18-utf16", ALL_RIGHT.encode("utf-16"), "UTF-16")


def _parser_stress(stand: Stand) -> None:
    """Whatever the text does to the parser happens in the worker, and is told as what it is."""
    for at, (data, says) in enumerate(
        (
            (b"x = " + b"(" * 10**5 + b")" * 10**5, "line 1"),
            (b"x = " + b"-" * 10**5 + b"1", ""),
            (b"a" + b".b" * 10**5, ""),
            (b"x = " + b"+".join([b"1"] * 10**5), ""),
        )
    ):
        _does_not_compile(stand, f"G19-{at}", data, says)
    evidence = _raw(stand, "G19-long", f"x = '{'a' * 1_500_000}'\n".encode() + ALL_RIGHT.encode())
    assert evidence.report.total.earned == stand.bank_points
    evidence = _raw(stand, "G19-longer", f"x = '{'a' * 10_000_000}'\n".encode() + ALL_RIGHT.encode())
    assert evidence.report.total.earned == 0
    assert "MiB" in evidence.words


def _magics(stand: Stand) -> None:
    """A magic costs itself alone, in a notebook and in a .py that a notebook was copied into."""
    evidence = _raw(stand, "G20-py", b"import numpy\n%matplotlib inline\n" + ALL_RIGHT.encode())
    assert evidence.report.total.earned == stand.bank_points
    assert "notebook" in evidence.words
    folder = stand.base / "class" / "G20-nb"
    folder.mkdir(parents=True)
    lines = [
        "%matplotlib inline\n",
        "!pip install evil\n",
        "import numpy as np\n",
        *ALL_RIGHT.splitlines(keepends=True),
    ]
    cells: list[dict[str, object]] = [
        {"cell_type": "code", "source": lines, "metadata": {}, "outputs": [], "execution_count": None}
    ]
    (folder / "range.ipynb").write_text(
        json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    )
    assert stand.graded(folder).report.total.earned == stand.bank_points


def _shadowing(folder: Path) -> None:
    (folder / "random.py").write_text("choice = None\n", encoding="utf-8")


ATTACKS = (
    Attack(
        "G16",
        "import random\ndef attacked(x):\n    return random.choice([2]) * x\n",
        verdict="passed",
        build=_shadowing,
        says="random.py has the name of a standard module",
    ),
    Attack("G17", trial=_syntax),
    Attack("G18", trial=_encodings),
    Attack("G19", trial=_parser_stress),
    Attack("G20", trial=_magics),
    Attack(
        "G21",
        "from .utils import two\nimport utils\nfrom pkg.inner import three\ndef attacked(x):\n    return two * x\ndef patient(x):\n    return three * x + 0 * utils.two\n",
        verdict="passed",
        files={"utils.py": "two = 2\n", "pkg/__init__.py": "", "pkg/inner.py": "three = 3\n"},
    ),
    Attack("G22", trial=lambda stand: _misspelt(stand)),
    Attack("G23", trial=lambda stand: _wrong_kinds(stand)),
    Attack(
        "G24",
        "def attacked(x, y):\n    return 2 * x\ndef patient(z):\n    return 3 * z\n",
        says="called as attacked(x)",
    ),
    Attack(
        "G25",
        "import pandas as pd\nimport cv2\ndef attacked(x):\n    return pd.Series(x) * 2\n",
        verdict="forbidden",
        says="No module named 'pandas'; this assignment allows NumPy and PyTorch",
    ),
    Attack(
        "G26",
        """
        import multiprocessing
        def double(v):
            return 2 * v
        def attacked(x):
            with multiprocessing.get_context('fork').Pool(2) as pool:
                answer = pool.map(double, list(x))
                print('GOT a pool')
                return answer
        if __name__ == '__main__':
            multiprocessing.freeze_support()
        """,
        says="processes",
        bites=True,
    ),
    Attack(
        "G27",
        "calls = 0\ndef patient(x):\n    global calls\n    calls += 1\n    return 3 * x if calls < 4 else 3 * x + calls\n",
        target="patient",
        verdict="passed wrong_value",
        check=lambda evidence: _again(evidence),
    ),
    Attack(
        "G28",
        "import os, sys\nsys.path.insert(0, '/Users/me')\ndef attacked(x):\n    os.chdir('/Users/me/hw1')\n",
        says="No such file or directory",
    ),
    Attack(
        "G29",
        """
        import warnings
        import numpy as np
        warnings.simplefilter('error')
        np.seterr(all='raise')
        def attacked(x):
            return np.log(0 * x)
        """,
        verdict="raised",
        says="divide by zero",
    ),
)


def _misspelt(stand: Stand) -> None:
    source = "def atacked(x):\n    return 2 * x\n" + RIGHT["patient"] + RIGHT["honest"]
    evidence = _raw(stand, "G22-misspelt", source.encode())
    assert set(evidence.verdicts("attacked")) == {"missing"}
    assert "function attacked not found; did you mean atacked?" in evidence.words
    assert evidence.report.total.earned == 20


def _wrong_kinds(stand: Stand) -> None:
    source = (
        "class attacked:\n    pass\nclass Solution:\n    def patient(self, x):\n        return 3 * x\n"
        + RIGHT["honest"]
    )
    evidence = _raw(stand, "G23-kinds", source.encode())
    assert {*evidence.verdicts("attacked"), *evidence.verdicts("patient")} == {"missing"}
    assert "attacked is a class; a function is expected" in evidence.words
    assert "patient is a method of the class Solution" in evidence.words


def _again(evidence: Evidence) -> None:
    assert [case.verdict.value for case in evidence.cases("patient") if case.scenario == "called_again"] == [
        "wrong_value"
    ]
