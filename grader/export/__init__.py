"""Grades into the files of other systems: a platform's own file, with grades in it and no other change."""
