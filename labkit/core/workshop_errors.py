"""The refusals of a workshop: a branch of the tree that ``errors.py`` draws."""

from __future__ import annotations

from labkit.core.error import LabkitError


class WorkshopError(LabkitError):
    """A workshop that cannot go on."""


class SeatRefused(WorkshopError):
    """A seat number that cannot be, or another one than the folder's."""


class SeatMissing(WorkshopError):
    """A folder in which no seat was made."""


class SeatTaken(WorkshopError):
    """A seat that was made before: what somebody did there is not overwritten."""


class SeatFileOpen(WorkshopError):
    """An exercise's file that another program holds, so that it cannot be dealt again."""


class ProgressBroken(WorkshopError):
    """A seat's progress that was edited or cut off."""


class BoardRefused(WorkshopError):
    """A board with open parts, or with personal data: all of them, listed once."""


class PosterOverlong(WorkshopError):
    """A board whose texts do not fit on its sheet at the smallest size: refused by its longest part, never cut."""


class BoardChanged(WorkshopError):
    """A board that somebody else changed since the form was opened: nothing is written."""


class BoardNotInForm(WorkshopError):
    """A board that a form cannot hold without changing it."""
