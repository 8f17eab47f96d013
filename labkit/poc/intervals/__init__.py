"""Where intervals of metrics come from: shares, quantiles, ratios, simulation, and metrics made of metrics."""
