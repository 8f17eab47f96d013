"""Stage: what a guided notebook calls. Each method is one step of the way of the data; results go to the session's outbox."""

from __future__ import annotations

from labkit.sessions.stage.applying import ApplyingStage
from labkit.sessions.stage.cleaning import CleaningStage
from labkit.sessions.stage.deciding import DecidingStage
from labkit.sessions.stage.reporting import ReportingStage


class Stage(CleaningStage, ReportingStage, ApplyingStage, DecidingStage):
    """One notebook of one session, with the steps of all parts of the way."""
