"""The refusals of the log (紀錄表) and of agencies' templates: a branch of the tree that ``errors.py`` draws."""

from __future__ import annotations

from labkit.core.error import LabkitError


class LogError(LabkitError):
    """A log that cannot be written or sent."""


class LogMissing(LogError):
    """A log that nobody has begun yet."""


class LogChanged(LogError):
    """A log that somebody else changed since it was read: nothing is written, both texts are kept."""


class LogRefused(LogError):
    """Something that cannot be put into a log."""


class TemplateRefused(LogError):
    """An agency's template that cannot be filled: every fault, listed once."""
