"""A folder is a register: one file per kind of answer."""
