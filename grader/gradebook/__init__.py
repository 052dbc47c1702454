"""Results that survive a crash, and what is already graded."""

from grader.gradebook.book import Gradebook
from grader.gradebook.entry import Entry, StoredRequest

__all__ = ["Entry", "Gradebook", "StoredRequest"]
