"""A folder is a register: one file per step."""
