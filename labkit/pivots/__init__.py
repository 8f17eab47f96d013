"""Floor 3: pivots whose every total is right."""
