"""SessionRecord: what a run hands back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from labkit.sessions.manifest import Manifest


@dataclass(frozen=True)
class SessionRecord:
    """A session as it stands: its number, frozen folder, manifest, and the sentences of its results.

    ``folder`` is None where nothing was frozen because ``stale`` notebooks still have to be run; ``fresh`` tells whether this run made
    the folder; ``status`` is what became of each notebook: done, kept, or left.
    """

    nth: int
    folder: Path | None
    manifest: Manifest
    sentences: tuple[str, ...]
    log: Path
    seconds: Mapping[str, float] = field(default_factory=dict)
    status: Mapping[str, str] = field(default_factory=dict)
    fresh: bool = True
    stale: tuple[str, ...] = ()

    @property
    def outputs(self) -> list[str]:
        """Return the names of the published files."""
        return [str(one["name"]) for one in self.manifest.compared.get("outputs", [])]
