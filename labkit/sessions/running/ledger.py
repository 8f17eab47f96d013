"""The ledger of a session's room: which stage was done with which digest, and what it made. One file a stage, written last."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from labkit.core.files import sha256, write_whole
from labkit.sessions.running.graph import Node

FOLDER = "ledger"


@dataclass(frozen=True)
class Entry:
    """One finished stage: what it depended on, what it made (place in the room -> SHA-256), how long it took."""

    digest: str
    made: Mapping[str, str]
    seconds: float = 0.0


@dataclass(frozen=True)
class Ledger:
    """The entries of one room. A stage without an entry was never finished, or its work was taken back."""

    room: Path
    _hashes: dict[tuple[str, int, int], str] = field(default_factory=dict, compare=False, repr=False)

    def entry(self, name: str) -> Entry | None:
        """Return what is known of a stage; None also where the entry cannot be read."""
        try:
            told = json.loads(self._path(name).read_text(encoding="utf-8"))
            return Entry(str(told["digest"]), dict(told["made"]), float(told["seconds"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def holds(self, node: Node, digest: str) -> bool:
        """Tell whether the stage was finished with this digest and all that it made is there, unchanged, and nothing more."""
        known = self.entry(node.name)
        return known is not None and known.digest == digest and known.made == self.made_by(node)

    def made_by(self, node: Node) -> dict[str, str]:
        """Return what stands in the room of what this stage makes: place -> SHA-256."""
        return {path.relative_to(self.room).as_posix(): self._hash(path) for path in self.places(node.patterns)}

    def taken(self, node: Node, nodes: Iterable[Node]) -> dict[str, str]:
        """Return the hashes of what earlier stages made and this one takes."""
        above = [one for one in nodes if one.name in node.after]
        made = {place: told for one in above if (known := self.entry(one.name)) for place, told in known.made.items()}
        wanted = tuple(one for one in node.takes if one != "*")
        return {place: told for place, told in made.items() if not wanted or place.startswith(wanted)}

    def write(self, node: Node, digest: str, seconds: float) -> Entry:
        """Enter a finished stage."""
        entry = Entry(digest, self.made_by(node), round(seconds, 3))
        write_whole(self._path(node.name), json.dumps(vars(entry), ensure_ascii=False, indent=1, sort_keys=True))
        return entry

    def take_back(self, node: Node) -> None:
        """Forget a stage, and remove what it made: it is about to be done again."""
        self._path(node.name).unlink(missing_ok=True)
        for path in self.places(node.patterns):
            path.unlink()

    def forget_others(self, nodes: Iterable[Node]) -> None:
        """Remove what stages left that are no longer part of the session."""
        names = {one.name for one in nodes}
        for path in (self.room / FOLDER).glob("*.json"):
            if path.stem not in names:
                for place in (self.entry(path.stem) or Entry("", {})).made:
                    (self.room / place).unlink(missing_ok=True)
                path.unlink()

    def places(self, patterns: Iterable[str]) -> list[Path]:
        """Return the files of the room that the patterns name, folders with all that is in them."""
        found: set[Path] = set()
        for pattern in patterns:
            for path in self.room.glob(pattern):
                found.update(one for one in (path.rglob("*") if path.is_dir() else (path,)) if one.is_file())
        return sorted(found)

    def _path(self, name: str) -> Path:
        return self.room / FOLDER / f"{name}.json"

    def _hash(self, path: Path) -> str:
        """Return the file's hash; a file of the same size and time is read once in this ledger's life."""
        facts = path.stat()
        key = (str(path), facts.st_size, facts.st_mtime_ns)
        if key not in self._hashes:
            self._hashes[key] = sha256(path)
        return self._hashes[key]
