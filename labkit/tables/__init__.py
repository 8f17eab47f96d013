"""Floor 2, a door: messy files <-> Table."""
