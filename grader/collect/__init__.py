"""Folders, archives, notebooks and downloads of learning platforms to submissions; hostile input stops here."""

from grader.collect.collect import collect_class, collect_one, iterate_class

__all__ = ["collect_class", "collect_one", "iterate_class"]
