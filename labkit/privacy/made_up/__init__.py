"""Made-up cells: written like real ones, true of nobody. One file per idea."""
