"""Codebooks: phrases that put texts into categories, and the check of such rules against people."""
