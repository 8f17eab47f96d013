"""The refusals of a workshop's boards and of the coach's page: a branch of the tree that ``errors.py`` draws."""

from __future__ import annotations

from labkit.core.error import LabkitError


class WorkshopError(LabkitError):
    """A workshop that cannot go on."""


class BoardRefused(WorkshopError):
    """A board with open parts, or with personal data: all of them, listed once."""


class PosterOverlong(WorkshopError):
    """A board whose texts do not fit on its sheet at the smallest size: refused by its longest part, never cut."""


class BoardChanged(WorkshopError):
    """A board that somebody else changed since the form was opened: nothing is written."""


class BoardNotInForm(WorkshopError):
    """A board that a form cannot hold without changing it."""
