"""The refusals of a selection (選案): a branch of the tree that ``errors.py`` draws."""

from __future__ import annotations

from labkit.core.error import LabkitError


class SelectionError(LabkitError):
    """A selection that cannot go on."""


class SelectionUnready(SelectionError):
    """A step of the selection before the one that it needs."""


class ScoresRefused(SelectionError):
    """Reviewers' sheets that cannot be counted: every fault, listed once."""


class ChangeUnlogged(SelectionError):
    """The selection's settings differ from what the log holds."""


class JournalBroken(SelectionError):
    """A log of changes that was edited afterwards."""


class DecisionRefused(SelectionError):
    """A decision about a tie that is not there, or that leaves or fills too many places."""
