"""What is known about one table of a team: computed from the file, and typed by people, kept apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from labkit.core.finding import Finding
from labkit.core.table import Decision

TYPED = ("來源", "蒐集方式", "更新頻率", "權責單位", "法律依據", "個資")


@dataclass(frozen=True)
class FieldEntry:
    """One column: kind and written form as ``profile`` names them, cells by their state, and a sketch of its values.

    ``filled`` cells hold something, ``marks`` of them only a mark of missing, ``odd`` what is not of the kind.
    ``marks`` and ``odd`` of ``sampled`` columns are counted in a sample, and used in no share. ``sketch`` are the least hashes of its values under a salt of this process: it compares columns and is never written.
    """

    name: str
    kind: str
    form: str
    filled: int
    marks: int
    odd: int
    distinct: int
    first: date | None = None
    last: date | None = None
    mixed: bool = False
    sampled: bool = False
    sketch: frozenset[int] = field(default=frozenset(), repr=False)


@dataclass(frozen=True)
class InventoryEntry:
    """One table of a file. ``keys`` are columns that together tell every record apart, if any few do.

    ``duplicates`` is None, and ``keys`` empty, where the table is too long to compare its records.
    """

    file: str
    sheet: str | None
    encoding: str | None
    format: str
    rows: int
    fields: tuple[FieldEntry, ...]
    sha256: str
    bytes: int = 0
    delimiter: str | None = None
    duplicates: int | None = 0
    totals: int = 0
    notes: int = 0
    keys: tuple[str, ...] = ()
    typed: dict[str, str] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    noticed: tuple[Finding, ...] = ()

    @property
    def label(self) -> str:
        """Return the file, with its sheet where it has one."""
        return f"{self.file}［{self.sheet}］" if self.sheet else self.file

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(one.name for one in self.fields)

    @property
    def time_from(self) -> date | None:
        """Return the first day that any column of dates holds."""
        return min((one.first for one in self.fields if one.first), default=None)

    @property
    def time_to(self) -> date | None:
        """Return the last day that any column of dates holds."""
        return max((one.last for one in self.fields if one.last), default=None)

    @property
    def cells(self) -> int:
        """Return how many cells the records have."""
        return self.rows * len(self.fields)

    @property
    def complete(self) -> int:
        """Return how many cells hold more than a mark of missing."""
        return sum(one.filled - (0 if one.sampled else one.marks) for one in self.fields)
