"""Floor 3: analyses that pivots cannot do: queues, retention, areas, codes of texts, drivers."""
