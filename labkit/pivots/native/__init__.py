"""A folder is a register: one file per suffix in which labkit writes pivots that people can refresh."""
