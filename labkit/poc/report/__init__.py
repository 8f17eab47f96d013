"""The report of a proof of concept, its one-page results sheet, the record of every number, and the check of all three."""
