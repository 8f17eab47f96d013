"""資料應用策略 on one page: from the problem to the metric, linked to files and metrics that exist."""
