"""Floor 3: systems whose fields disagree, mapped, counted and joined."""
