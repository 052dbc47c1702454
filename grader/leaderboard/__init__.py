"""Leaderboards from the gradebook: ranks by a split, the Ladder rule, and how far a public value may be believed."""
