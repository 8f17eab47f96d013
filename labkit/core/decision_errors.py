"""The refusals of a team's decisions and of the forms that ask for them: a branch of the tree that ``errors.py`` draws."""

from __future__ import annotations

from labkit.core.run_errors import SessionError


class DecisionExposed(SessionError):
    """A decision that names a person of the team: decisions stand in the log and in published notebooks by role or unit."""


class AnswerMissing(SessionError):
    """A form that was sent before it was filled in."""
