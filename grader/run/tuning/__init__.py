"""What only makes workers faster; without it every verdict is the same."""
