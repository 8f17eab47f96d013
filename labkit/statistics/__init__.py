"""Floor 1: intervals and tests, over well-kept libraries."""
