"""Which key of pseudonyms each workspace gets: its own from a folder of keys, or the one that the environment names for all."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from labkit.core.errors import FileMissing
from labkit.privacy.keys import FILE_VARIABLE, KEY_VARIABLE

SUFFIX = ".key"


def names_of(roots: Sequence[Path], below: Path) -> dict[Path, str]:
    """Return what each workspace is called: its folder's name, or where two folders share one, with the folders above it.

    >>> list(names_of([Path("甲/ws"), Path("乙/ws"), Path("丙")], Path()).values())
    ['甲_ws', '乙_ws', '丙']
    """
    short = [root.name.casefold() for root in roots]
    return {
        root: root.name if short.count(root.name.casefold()) == 1 else "_".join(root.relative_to(below).parts)
        for root in roots
    }


def environment_for(name: str, keys: Path | None) -> Mapping[str, str]:
    """Return the environment of a workspace's run: with ``keys``, the key is <name>.key in that folder and no other.

    A key that is not there is refused by the run itself, and only where a policy needs one.
    """
    if keys is None:
        return os.environ
    others = {one: value for one, value in os.environ.items() if one not in {FILE_VARIABLE, KEY_VARIABLE}}
    return {**others, FILE_VARIABLE: str((keys / f"{name}{SUFFIX}").resolve())}


def check_keys(keys: Path | None) -> None:
    """Raise FileMissing for a folder of keys that is not there."""
    if keys is not None and not keys.is_dir():
        raise FileMissing(place=keys.name)
