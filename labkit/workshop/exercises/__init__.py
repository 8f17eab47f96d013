"""A folder is a register: one file per exercise."""
