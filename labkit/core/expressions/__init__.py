"""The one small row-wise grammar: used by where, derive, checks and metrics. Never an eval."""
