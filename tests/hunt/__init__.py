"""The search for arguments on which a program that passes every case is wrong."""
