"""The coach's page: how far each group is, read from files alone."""
