"""A folder is a register: one file per way to compare before with after."""
