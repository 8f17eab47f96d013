"""Series of periods: what changed at a day, with intervals that allow for periods that resemble their neighbours."""
