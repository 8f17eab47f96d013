"""Turn columns into rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import narwhals as nw
from pydantic import Field

from labkit.cleaning.names import check_new_names
from labkit.cleaning.step import Example, TableStep
from labkit.core.engines import ROW, Lazy
from labkit.core.errors import StepRefused
from labkit.core.stores.store import PART


class Unpivot(TableStep):
    """Each row becomes as many rows as there are ``columns``: ``names`` holds the column's name, ``values`` its cell.

    The other columns repeat. Every cell is in a row, missing ones too, so rows are multiplied by the number of columns.
    """

    step: Literal["unpivot"] = "unpivot"
    label: ClassVar[str] = "欄轉列"
    label_en: ClassVar[str] = "Unpivot"
    repeats: ClassVar[bool] = True
    reshapes: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["男", "女"], "names": "性別", "values": "人數"},
            {"里": ["新安里", "福星里"], "男": [1, 2], "女": [3, None]},
            {
                "里": ["新安里", "新安里", "福星里", "福星里"],
                "性別": ["男", "女", "男", "女"],
                "人數": [1, 3, 2, None],
            },
        ),
    )
    columns: tuple[str, ...] = Field(min_length=1)
    names: str = Field(default="項目", min_length=1)
    values: str = Field(default="數值", min_length=1)

    def check(self, schema: Mapping[str, str], *, place: str) -> None:
        """Refuse columns of different kinds, which no single column holds, and names that are taken."""
        kinds = {schema[name] for name in self.columns}
        if len(kinds) > 1:
            raise StepRefused(place=place, what="要轉成列的欄位型別不同，請先轉換成同一種（例如 parse_number）。")
        check_new_names([self.names, self.values], [name for name in schema if name not in self.columns], place=place)

    def rows(self, relation: Lazy, schema: Mapping[str, str]) -> Lazy:
        """Return a row for each row and column, in the order of the columns."""
        kept = [name for name in schema if name not in self.columns]
        types = relation.collect_schema()
        mixed = schema[self.columns[0]] == "number" and len({types[name] for name in self.columns}) > 1
        pieces = [
            relation.select(
                *kept,
                **{
                    self.names: nw.lit(name),
                    self.values: nw.col(name).cast(nw.Float64) if mixed else nw.col(name),
                    ROW: nw.col(ROW),
                    PART: nw.col(PART) * len(self.columns) + at,
                },
            )
            for at, name in enumerate(self.columns)
        ]
        return nw.concat(pieces, how="vertical")
