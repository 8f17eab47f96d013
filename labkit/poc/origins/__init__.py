"""Where the numbers of an input come from: records, other metrics, cells of results, the office calendar."""
