"""Floor 4: a team's folder."""
