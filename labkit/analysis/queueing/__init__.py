"""What the queue analysis counts, and what it says: opening hours, waits, load, counters needed."""
