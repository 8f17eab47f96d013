"""The parts of small-cell protection: which cells are linked, which must go, what an attacker can still work out."""
