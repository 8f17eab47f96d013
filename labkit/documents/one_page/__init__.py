"""One A4 page with large numbers: what it holds, how large its text may be, and how it is written."""
