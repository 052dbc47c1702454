"""A search for arguments on which a program that passes all cases differs from the reference.

`draws.py` draws from the domain and measures a tolerance for each draw; `programs.py` runs programs on draws;
`search.py` finds a difference and shrinks it; `code.py` writes the case as code, `add.py` into the problem's file.
"""
