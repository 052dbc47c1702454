"""Tests of grader.collect."""
