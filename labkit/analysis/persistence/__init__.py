"""What the retention analysis counts, and what it says: persons, weeks, denominators, persistence."""
