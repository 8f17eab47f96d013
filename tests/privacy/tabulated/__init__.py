"""Made-up tables of cells, and an attack on them that shares nothing with labkit's own."""
