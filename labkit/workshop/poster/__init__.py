"""A poster of paper size A3: what stands on it, how large its text may be, and how it is written."""
