"""Pivots as files: static tables for readers, and refreshable pivots with their records for those who go on."""
