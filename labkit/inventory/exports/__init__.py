"""A folder is a register: one paper or file that an inventory becomes per module."""
