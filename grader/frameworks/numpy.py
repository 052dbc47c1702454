"""NumPy: arrays of every worker travel as NumPy's, so that a program in it needs no conversion."""

from __future__ import annotations

from grader.frameworks.base import Framework, import_all

#: Each module more makes every fork dearer, by its memory and its mappings.
_USUAL = ("numpy", "numpy.random", "numpy.linalg", "numpy.fft", "numpy.lib.stride_tricks")
_BROAD = (
    "numpy.polynomial",
    "numpy.ma",
    "numpy.testing",
    "numpy.lib.format",
    "numpy.ctypeslib",
    "numpy.char",
    "numpy.rec",
    "numpy.typing",
    "numpy.dtypes",
    "numpy.exceptions",
    "numpy.lib.scimath",
    "numpy.lib.npyio",
    "numpy.matlib",
)


def _preload(*, broad: bool, quick: bool) -> None:
    import_all(_USUAL[:1] if quick else _USUAL)
    if broad:
        import_all(_BROAD)


FRAMEWORK = Framework(
    name="numpy",
    title="NumPy",
    distributions=("numpy",),
    preload=_preload,
    arrays=lambda: None,
    rehearsal="numpy_rehearsal.txt",
)
