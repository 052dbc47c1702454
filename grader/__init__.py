"""Automated grading of homework in deep-learning fundamentals."""

__version__ = "0.1.0"


def load_ipython_extension(shell: object) -> None:
    """`%load_ext grader` in a notebook: the magic `%check` follows."""
    import importlib  # the package's modules import this one, and none of them knows the notebook

    importlib.import_module("grader.notebook").load_ipython_extension(shell)
