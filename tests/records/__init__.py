"""Tests of grader.records."""
