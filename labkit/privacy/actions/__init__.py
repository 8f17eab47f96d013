"""A folder is a register: one file per treatment of a column."""
