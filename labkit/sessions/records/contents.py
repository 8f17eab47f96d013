"""What lies in a bundle on the other side: every file's hash, and where the session, the chain and the log stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from labkit.core.errors import LabkitError
from labkit.sessions.manifest import NAME
from labkit.sessions.records.chain import Place
from labkit.sessions.records.fault import Fault
from labkit.sessions.records.frozen import Frozen, hashes_below, read_frozen
from labkit.sessions.records.read_me import NAME as READ_ME
from labkit.sessions.records.sums import NAME as SUMS

SESSION, EARLIER, LOGS = "session/", "earlier/", "logs/"


@dataclass(frozen=True)
class Contents:
    """An unpacked bundle: its folder, every file's hash by name, and the links, which it must not have."""

    root: Path
    hashes: Mapping[str, str]
    links: tuple[Fault, ...]

    @classmethod
    def of(cls, root: Path) -> Contents:
        """Read every file below ``root``."""
        hashes, links = hashes_below(root)
        return cls(root, hashes, tuple(links))

    @property
    def listed(self) -> dict[str, str]:
        """Return the hashes of all that SHA256SUMS must list: every file but itself."""
        return {name: value for name, value in self.hashes.items() if name != SUMS}

    def below(self, prefix: str) -> dict[str, str]:
        """Return the hashes of the files below a folder, by their name in it."""
        return {name.removeprefix(prefix): value for name, value in self.hashes.items() if name.startswith(prefix)}

    def frozen(self) -> tuple[Frozen | None, list[Fault]]:
        """Return the one frozen session, or why there is none."""
        folders = sorted({name.split("/")[1] for name in self.hashes if name.startswith(SESSION)})
        if len(folders) != 1:
            return None, [Fault(f"{SESSION}…", "no_session", {"count": len(folders)})]
        place = f"{SESSION}{folders[0]}/{NAME}"
        try:
            return read_frozen(self.root / place, place=place), []
        except LabkitError as error:
            return None, [Fault(place, "manifest_unread", {"why": str(error.facts.get("why", "檔案不在"))})]

    def in_chain(self) -> Place:
        """Return where the earlier manifests of a bundle lie."""
        return lambda folder: (self.root / EARLIER / folder / NAME, f"{EARLIER}{folder}/{NAME}")

    def misplaced(self) -> list[Fault]:
        """Return the files that no bundle has, listed or not."""
        homes = (SESSION, EARLIER, LOGS)
        return [
            Fault(name, "misplaced")
            for name in sorted(self.hashes)
            if name not in {SUMS, READ_ME} and not name.startswith(homes)
        ]
