"""From numbers to what people read: rows and columns in order, ways to show a value, totals, the page."""
