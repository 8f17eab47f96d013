"""Floor 5: a session run, gated, frozen and told."""
