"""Measures kbrokerd beside nginx. See ../README.md."""
