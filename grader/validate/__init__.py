"""Proofs about an assignment: that right answers pass, wrong ones fail, and nothing is earned by doing nothing."""

from grader.validate.proof import Finding, Proof, Subject, prove

__all__ = ["Finding", "Proof", "Subject", "prove"]
