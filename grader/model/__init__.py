"""The nouns of the grader: frozen, and knowing nothing of any other package."""
