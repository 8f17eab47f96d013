"""What the last run of a session froze, and for which state of everything: so that a run with nothing new is told so at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from labkit.core.files import sha256, write_whole
from labkit.sessions import manifest as manifests
from labkit.workspace.layout import Workspace

NAME = "last.json"


@dataclass(frozen=True)
class Last:
    """The state that a session was frozen in, its folder and the hash of the manifest there."""

    state: str
    folder: str
    manifest_sha256: str

    @classmethod
    def read(cls, room: Path) -> Last | None:
        """Return what is known of the last run; None where nothing is, or it cannot be read."""
        try:
            told = json.loads((room / NAME).read_text(encoding="utf-8"))
            return cls(str(told["state"]), str(told["folder"]), str(told["manifest_sha256"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @classmethod
    def write(cls, room: Path, state: str, folder: Path) -> None:
        """Note what was frozen for which state."""
        told = cls(state, folder.name, sha256(folder / manifests.NAME))
        write_whole(room / NAME, json.dumps(vars(told), ensure_ascii=False, indent=1))

    def stands(self, ws: Workspace, state: str) -> Path | None:
        """Return the frozen folder, if it is that of ``state`` and still as it was frozen."""
        folder = ws.sessions / self.folder
        manifest = folder / manifests.NAME
        if self.state != state or not manifest.is_file() or sha256(manifest) != self.manifest_sha256:
            return None
        outputs = manifests.Manifest.load(folder).compared["outputs"]
        whole = all(_is(folder / str(one["name"]), str(one["sha256"])) for one in outputs)
        return folder if whole else None


def _is(path: Path, wanted: str) -> bool:
    return path.is_file() and sha256(path) == wanted
