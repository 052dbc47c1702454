"""Compare, explain, score: pure functions that know no process, file or terminal."""
