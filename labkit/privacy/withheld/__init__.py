"""What of a raw table may not be told to an outsider, and whether a text tells it."""
