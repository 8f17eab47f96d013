"""Floor 3: personal data found, treated, and kept in."""
