"""Which arguments a handout allows, declared once: cases, coverage, a table and a check follow from it."""
