"""The refusals of running, replaying and handing over sessions, and their root: a branch of the tree that ``errors.py`` draws."""

from __future__ import annotations

from labkit.core.error import LabkitError


class SessionError(LabkitError):
    """A session that cannot start or end."""


class AlreadyRunning(SessionError):
    """Somebody else runs a session in this workspace."""


class NotReady(SessionError):
    """A stage that was asked for alone, while what it needs was never made or is out of date."""


class Interrupted(SessionError):
    """A run that a person stopped; what was done stays for the next one."""


class RunEnded(SessionError):
    """The process of one workspace among many ended before it could answer."""


class KernelEnded(SessionError):
    """The process of a notebook ended in the middle of it: mostly for want of memory."""


class GateEnded(SessionError):
    """The process that looks for personal data ended before it had looked everything through."""


class DiskFull(SessionError):
    """No space for a session's files."""


class ReplayRefused(SessionError):
    """A frozen session that cannot be made again, or a place where it may not be kept."""


class ReplayStopped(SessionError):
    """A replay that a person stopped; nothing of it is left."""


class BundleRefused(SessionError):
    """A session that cannot be handed over: every fault, listed once."""


class BundleUnsafe(SessionError):
    """A zip or folder that is not opened, since opening it could harm."""


class DecisionExposed(SessionError):
    """A decision that names a person of the team: decisions stand in the log and in published notebooks by role or unit."""


class AnswerMissing(SessionError):
    """A form that was sent before it was filled in."""
