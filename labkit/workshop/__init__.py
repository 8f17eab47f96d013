"""Workshop 從痛點到解方: boards of paper quality, and the coach's view of the groups."""
