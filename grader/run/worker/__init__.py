"""The worker's process: it imports one submission and calls its functions."""
