"""A folder is a register: one file per question that an auditor asks of a claim."""
