"""The array libraries that submissions are written in."""
