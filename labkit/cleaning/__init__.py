"""Floor 3: recipes of steps, applied and accounted for."""
