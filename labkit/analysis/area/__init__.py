"""What the analysis of areas is made of: official codes, matching of names, counts, rates, lines, words."""
