"""The refusals of an application (附件1–3): a branch of the tree that ``errors.py`` draws."""

from __future__ import annotations

from labkit.core.error import LabkitError


class ApplicationError(LabkitError):
    """An application that cannot go on."""


class FormRefused(ApplicationError):
    """A filled form that cannot be read: every fault with sheet and row, listed once."""


class FormUnknown(ApplicationError):
    """A file that is no fill-in form of labkit's: none of its sheets is there."""


class CanvasRefused(ApplicationError):
    """A strategy that names files or metrics that are not there, or leaves a step open: all of them, listed once."""


class ApplicationExposed(ApplicationError):
    """A place from which names and contacts of an application would reach an inventory or a published result."""
