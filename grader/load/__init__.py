"""Course folders on disk -> declarations in memory; errors in the author's words."""

from grader.load.course import LoadedAssignment, LoadedProblem, course_root, load_assignment, slugs

__all__ = ["LoadedAssignment", "LoadedProblem", "course_root", "load_assignment", "slugs"]
