"""Tests of grader.term."""
