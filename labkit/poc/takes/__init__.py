"""A folder is a register: one file per way to take a number from a table's column."""
