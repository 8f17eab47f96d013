"""What a replay found to be other than the manifest says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from labkit.core.messages import say

TOLD_ALONE = frozenset({"version", "environment"})


@dataclass(frozen=True)
class Difference:
    """``what`` (input, setting, notebook, version, environment, key or output) of which ``name`` differs, and ``code``: in which way.

    >>> Difference("output", "tables/04-01.csv", "tampered").how
    '封存之後被改動'
    """

    what: str
    name: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def how(self) -> str:
        """Return in which way, in zh-TW."""
        return say(f"replay_how.{self.code}", **self.facts)

    @property
    def label(self) -> str:
        """Return what people call this kind of thing."""
        return say(f"replay_what.{self.what}")

    @property
    def counts(self) -> bool:
        """Tell whether it makes the session another one; versions and the environment explain, the outputs decide."""
        return self.what not in TOLD_ALONE
