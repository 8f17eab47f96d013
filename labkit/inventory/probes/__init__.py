"""A folder is a register: one question about a team's tables per file, asked by ``readiness``."""
