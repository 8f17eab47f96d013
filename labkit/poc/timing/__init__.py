"""Timing by hand: how many cases, which ones, the sheet for the pen, the form to type into, and the way back to a metric."""
