"""From records to numbers: keys, levels, measures; in memory by numpy, or where the rows lie."""
