"""A folder is a register: one file per suffix that labkit writes."""
