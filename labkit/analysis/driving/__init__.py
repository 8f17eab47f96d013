"""Drivers: which columns go with a target, how strongly, and which rules say so; never a cause."""
