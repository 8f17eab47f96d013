"""A folder of wheels against its lock: a desk without network must find every wheel there, whole and of the right version."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from labkit.core.files import sha256

LOCK, WHEELS, OWN = "requirements.lock", "wheels", "labkit-*.whl"
PIN = re.compile(r"^([A-Za-z0-9_.-]+)==([^ \\;]+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
MARKER = re.compile(r"^[A-Za-z0-9_.-]+==[^\\\n]*;", re.MULTILINE)


@dataclass(frozen=True)
class Wheelhouse:
    """What is wrong with a wheelhouse, by kind: nothing where all lists are empty."""

    missing: tuple[str, ...]
    extra: tuple[str, ...]
    broken: tuple[str, ...]
    marked: bool
    own: int

    @property
    def faults(self) -> list[str]:
        """Return each fault in a line."""
        kinds = (("missing", self.missing), ("not in the lock", self.extra), ("other content", self.broken))
        told = [f"{kind}: {name}" for kind, names in kinds for name in names]
        told += ["the lock has markers: it is not of one platform"] if self.marked else []
        return told + ([] if self.own == 1 else [f"labkit's own wheel: {self.own} found, not 1"])


def look_through(folder: Path) -> Wheelhouse:
    """Return how the wheels of ``folder`` differ from its lock; raises ``FileNotFoundError`` without one."""
    text = (folder / LOCK).read_text(encoding="utf-8")
    pinned, hashes = set(_pinned(text)), set(HASH.findall(text))
    found = {_of_file(path.name): path for path in sorted((folder / WHEELS).glob("*"))}
    return Wheelhouse(
        missing=tuple(sorted("==".join(one) for one in pinned - found.keys())),
        extra=tuple(sorted(found[one].name for one in found.keys() - pinned)),
        broken=tuple(sorted(path.name for one, path in found.items() if one in pinned and sha256(path) not in hashes)),
        marked=bool(MARKER.search(text)),
        own=len([*folder.glob(OWN)]),
    )


def _pinned(text: str) -> Iterator[tuple[str, str]]:
    yield from ((plain(name), version) for name, version in PIN.findall(text))


def _of_file(name: str) -> tuple[str, str]:
    parts = name.split("-")
    return (plain(parts[0]), parts[1]) if name.endswith(".whl") and len(parts) > 1 else (name, "")


def plain(name: str) -> str:
    """Return a package's name as indexes compare it.

    >>> plain("ruamel.yaml"), plain("Typing_Extensions")
    ('ruamel-yaml', 'typing-extensions')
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def main(folder: str) -> int:
    """Say what is wrong with a wheelhouse; return 1 where something is."""
    faults = look_through(Path(folder)).faults
    wheels = len([*(Path(folder) / WHEELS).glob("*.whl")])
    sys.stdout.write("\n".join(faults) + "\n" if faults else f"{wheels} wheels, as the lock names them\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
