"""Floor 2: charts that say what they show."""
