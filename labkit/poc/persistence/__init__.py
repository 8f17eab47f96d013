"""What the metric of persistence reads and counts: persons, their last period with a record, ways to divide."""
