"""A student at work: find the assignment, check, watch, debug; public cases only."""
