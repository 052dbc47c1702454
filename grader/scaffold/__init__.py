"""A new assignment: every file that `grader validate` asks for, with a mark where something is to be written."""
