"""Floor 3: metrics of a proof of concept."""
