"""How a metric is put into words: numbers with their precision, the comparison, the target, what is still needed."""
