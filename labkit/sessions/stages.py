"""Stage: what a guided notebook calls. Each method is one step of the way of the data; results go to the session's outbox."""

from __future__ import annotations

from labkit.sessions.stage.analysis import AnalysisStage
from labkit.sessions.stage.cleaning import CleaningStage


class Stage(CleaningStage, AnalysisStage):
    """One notebook of one session, with the steps of all parts of the way."""
