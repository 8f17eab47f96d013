"""Floor 3: the programme: team, plan, log, obligations."""
