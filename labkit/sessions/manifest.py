"""Manifest: what went in, what came out, with which versions — and a digest of all that two runs must share.

Times and what was kept from an earlier run stand outside the digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.core.errors import FileBroken, FileMissing
from labkit.core.files import files_below, sha256

SCHEMA = 2
NAME = "manifest.json"
CANONICAL, EXACT = "canonical", "exact"


@dataclass(frozen=True)
class Manifest:
    """``compared`` is equal in two runs of the same session; ``times`` is not."""

    compared: Mapping[str, Any]
    times: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """Return the hash of what is compared."""
        return hashlib.sha256(_text(self.compared).encode("utf-8")).hexdigest()

    def to_json(self) -> str:
        """Return the manifest as JSON."""
        return _text({"schema": SCHEMA, "digest": self.digest, "compared": self.compared, "times": self.times})

    @classmethod
    def load(cls, session: Path) -> Manifest:
        """Read the manifest of a frozen session; raises FileMissing or FileBroken."""
        path = session / NAME
        if not path.is_file():
            raise FileMissing(place=f"{session.name}/{NAME}")
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            return cls(dict(content["compared"]), dict(content["times"]))
        except (ValueError, KeyError, TypeError):
            raise FileBroken(place=f"{session.name}/{NAME}") from None

    def differences(self, other: Manifest) -> list[str]:
        """Name what differs from ``other`` among what is compared."""
        return sorted(_differences("", self.compared, other.compared))


def _differences(place: str, one: Any, other: Any) -> list[str]:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        keys = {*one, *other}
        return [found for key in keys for found in _differences(f"{place}/{key}", one.get(key), other.get(key))]
    return [] if one == other else [place or "/"]


def described(path: Path, root: Path, **more: Any) -> dict[str, Any]:
    """Return a file's relative name, hash and size."""
    return {"name": path.relative_to(root).as_posix(), "sha256": sha256(path), "bytes": path.stat().st_size, **more}


def outputs_of(folder: Path) -> list[dict[str, Any]]:
    """Describe every file of ``folder`` but the manifest itself; notebooks are compared without clocks and ids, all else byte for byte."""
    return [
        described(path, folder, kind=CANONICAL if path.suffix == ".ipynb" else EXACT)
        for path in files_below(folder)
        if path.name != NAME
    ]


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, default=str)
