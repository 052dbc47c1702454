"""Numbers about a class and about its cases: pure functions of results and bank, which pages and tables show."""
