"""Before and after: records put on their sides, the effect brought to its unit, what was spent once, sentences."""
