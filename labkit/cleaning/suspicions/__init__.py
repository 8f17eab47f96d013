"""A folder is a register: one file per reason to doubt a cell."""
