"""The one place that states labkit's version."""

__version__ = "0.1.0"
