"""A folder is a register: one file per kind of template that can be filled."""
