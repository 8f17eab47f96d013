"""What a reader is: a suffix, and a function from a file to its sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from labkit.core.plugs import Register
from labkit.tables.sheet import ReadSpec, Sheet


@dataclass(frozen=True)
class Reader:
    """Reads files of one suffix; ``label`` is what people call the format."""

    label: str
    sheets: Callable[[Path, ReadSpec], list[Sheet]]


READERS: Register[Reader] = Register("labkit.tables.formats", Reader)
