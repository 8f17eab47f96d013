"""Table: records with where they came from. Value types only; reading belongs to ``labkit.tables``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from labkit.core import engines
from labkit.core.arrow import from_frame, to_frame
from labkit.core.engines import ROW, Lazy
from labkit.core.errors import DuplicateColumn, TooManyRows, UnknownColumn
from labkit.core.finding import Finding

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

ROW_LIMIT = 5_000_000


@dataclass(frozen=True)
class Decision:
    """One decision taken while reading: what, its value, and the reason."""

    what: str
    value: str
    reason: str


@dataclass(frozen=True)
class Source:
    """Where a table came from. Row lists are 1-based record numbers as a CSV reader or a sheet counts them.

    ``title_rows`` are all rows before the first header row; ``blank_rows`` the other empty ones.
    """

    file: str = ""
    sheet: str | None = None
    sha256: str = ""
    encoding: str | None = None
    delimiter: str | None = None
    title_rows: list[int] = field(default_factory=list)
    header_rows: list[int] = field(default_factory=list)
    total_rows: list[int] = field(default_factory=list)
    note_rows: list[int] = field(default_factory=list)
    blank_rows: list[int] = field(default_factory=list)
    repeated_header_rows: list[int] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Return the file, with its sheet where it has one."""
        return f"{self.file}［{self.sheet}］" if self.sheet else self.file or "（資料框）"

    @property
    def stem(self) -> str:
        """Return a name for derived files: the file's stem, with its sheet where it has one; never a path."""
        name = f"{Path(self.file).stem}_{self.sheet}" if self.sheet else Path(self.file).stem or "table"
        return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", name)


@dataclass(frozen=True)
class Protection:
    """Proof that a policy treated every column. Made by ``labkit.privacy`` alone.

    ``kept`` are the columns kept with a reason, ``entities`` what was found in them: the pairs that the gate lets pass.
    ``k`` is the smallest class of rows where one was demanded, ``suppressed`` how many rows hold ``*`` alone for it.
    """

    policy: str
    policy_sha256: str
    actions: dict[str, str]
    kept: dict[str, str] = field(default_factory=dict)
    entities: dict[str, list[str]] = field(default_factory=dict)
    k: int = 0
    suppressed: int = 0


@dataclass(frozen=True, eq=False, repr=False)
class Held:
    """Rows in memory, and the relation that stands for them and no other."""

    lazy: Lazy
    data: pa.Table

    @classmethod
    def of(cls, data: pa.Table) -> Held:
        """Hold ``data`` and make the relation over it."""
        return cls(engines.lazy(data), data)


@dataclass(frozen=True, eq=False, repr=False)
class Table:
    """Records as a lazy relation that carries source row numbers, with source, findings and protection.

    ``held`` are the rows behind ``lazy`` where they lie in memory: they need not be copied out of an engine.
    """

    lazy: Lazy
    source: Source = field(default_factory=Source)
    findings: tuple[Finding, ...] = ()
    protection: Protection | None = None
    held: Held | None = None

    @classmethod
    def of(cls, data: Table | pd.DataFrame) -> Table:
        """Return ``data`` as a Table; a DataFrame becomes one without Protection, its rows numbered from 1.

        Raises DuplicateColumn if two columns bear the same name.
        """
        if isinstance(data, Table):
            return data
        if not hasattr(data, "columns"):
            message = f"a Table or a pandas DataFrame is needed, not {type(data).__name__}"
            raise TypeError(message)
        names = [str(name) for name in data.columns]
        for name in names:
            if names.count(name) > 1 or engines.is_reserved(name):
                raise DuplicateColumn(place="資料框", column=name)
        distinct = _apart(names)
        renamed = sum(old != new for old, new in zip(names, distinct, strict=True))
        findings = (Finding("renamed_column", place="資料框", count=renamed),) if renamed else ()
        return cls.from_arrow(from_frame(data).rename_columns(distinct), findings=findings)

    @classmethod
    def from_arrow(cls, data: pa.Table, **facts: Any) -> Table:
        """Build a Table of Arrow ``data``; adds row numbers from 1 where ``data`` carries none."""
        import numpy as np  # noqa: PLC0415
        import pyarrow as pa  # noqa: PLC0415

        if ROW not in data.column_names:
            data = data.append_column(ROW, pa.array(np.arange(1, data.num_rows + 1)))
        held = Held.of(data)
        return cls(held.lazy, held=held, **facts)

    @property
    def columns(self) -> list[str]:
        """Return the names of the columns, in order."""
        return [name for name in self.lazy.collect_schema().names() if name != ROW]

    @property
    def schema(self) -> dict[str, str]:
        """Return each column's kind: text, number, boolean, date or datetime."""
        return {name: kind_of(dtype) for name, dtype in self.lazy.collect_schema().items() if name != ROW}

    @property
    def arrow(self) -> pa.Table:
        """Return all rows as Arrow in source order, with row numbers."""
        lying = self.in_memory
        return engines.collect(self.lazy) if lying is None else engines.in_order(lying)

    @property
    def in_memory(self) -> pa.Table | None:
        """Return the rows as they lie in memory, categories as dictionaries; None where an engine has them."""
        return self.held.data if self.held and self.held.lazy is self.lazy else None

    @property
    def frame(self) -> pd.DataFrame:
        """Return a fresh pandas copy of the records; raises TooManyRows above five million."""
        if (rows := len(self)) > ROW_LIMIT:
            raise TooManyRows(place=self.source.label, count=f"{rows:,}", limit=f"{ROW_LIMIT:,}")
        return to_frame(self.arrow.drop_columns([ROW]))

    def __len__(self) -> int:
        import narwhals as nw  # noqa: PLC0415

        if (lying := self.in_memory) is not None:
            return int(lying.num_rows)

        return int(engines.collect(self.lazy.select(nw.len().alias("__n__"))).column("__n__")[0].as_py())

    def save_parquet(self, path: str | Path) -> Path:
        """Write all rows, with row numbers, as one Parquet file, whole or not at all."""
        engines.write_parquet(self.lazy, Path(path))
        return Path(path)

    def require(self, columns: Sequence[str]) -> None:
        """Raise UnknownColumn, with the nearest name, for the first of ``columns`` that is absent."""
        known = self.columns
        for column in columns:
            if column not in known:
                raise UnknownColumn(place=self.source.label, column=column, known=known)

    def with_rows(self, data: pa.Table) -> Table:
        """Return this table with other rows: edited rows are no longer protected."""
        held = Held.of(data)
        return replace(self, lazy=held.lazy, held=held, protection=None)

    def __repr__(self) -> str:
        """Return the table's name and size, never a cell."""
        return f"<Table {self.source.label}：{len(self):,} 列 × {len(self.columns)} 欄>"

    def _repr_html_(self) -> str:
        note = f"<p>{self.source.label}：{len(self):,} 列 × {len(self.columns)} 欄</p>"
        return note + str(to_frame(engines.collect(self.lazy.head(5))).drop(columns=ROW).to_html(index=False))


def _apart(names: list[str]) -> list[str]:
    """Return names of which no two differ only in case: an engine would take them for one column."""
    seen: dict[str, int] = {}
    result = []
    for name in names:
        number = seen[name.casefold()] = seen.get(name.casefold(), 0) + 1
        result.append(name if number == 1 else f"{name}#{number}")
    return result


def kind_of(dtype: Any) -> str:
    """Return the kind of a narwhals dtype: text, number, boolean, date or datetime."""
    if dtype.is_numeric():
        return "number"
    name = str(dtype).lower()
    return next((kind for kind in ("datetime", "date", "boolean") if name.startswith(kind)), "text")
