"""Automated grading of homework in deep-learning fundamentals."""

__version__ = "0.1.0"
