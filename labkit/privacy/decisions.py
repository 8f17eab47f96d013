"""What a team decided about the columns of a table: role, why, who. Kept in YAML or Excel, and met again by the next scan."""

from __future__ import annotations

from pathlib import Path
from typing import Self

import pandas as pd

from labkit.core.errors import LayoutRefused, SpecInvalid
from labkit.core.near import near_miss
from labkit.core.spec import Spec, SpecPart
from labkit.core.table import Table
from labkit.privacy.recognizer import entity_label, entity_named
from labkit.privacy.roles import ROLE_LABELS, Role
from labkit.tables.read import read
from labkit.tables.sheet import ReadSpec
from labkit.tables.write import write

HEADINGS = {"column": "欄位", "role": "角色", "entity": "種類", "reason": "理由", "decided_by": "誰決定的"}
AS_WRITTEN = ReadSpec(
    header_rows=[1], total_rows=[], note_rows=[], repeated_header_rows=[], keep=["blank"], blocks="one", types="text"
)


class RoleChoice(SpecPart):
    """A decision about one column: its role, why, and who decided; without ``decided_by`` it is still a proposal."""

    role: Role
    entity: str = ""
    reason: str = ""
    decided_by: str = ""


class Roles(Spec):
    """The roles of a table's columns, as a team edits them.

    >>> Roles.model_validate({"columns": {"里": {"role": "safe", "decided_by": "秘書室"}}}).decided["里"].role
    'safe'
    """

    columns: dict[str, RoleChoice]

    @property
    def decided(self) -> dict[str, RoleChoice]:
        """Return the columns about which somebody decided."""
        return {name: one for name, one in self.columns.items() if one.decided_by}

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read the roles from YAML, or from the sheet that ``labkit scan --roles-out`` wrote (xlsx, ods, csv).

        Raises FileMissing, SpecInvalid, or LayoutRefused where the sheet has lost a column.
        """
        path = Path(path)
        return cls._of_sheet(path) if path.suffix.lower() in {".xlsx", ".ods", ".csv"} else super().load(path)

    @classmethod
    def _of_sheet(cls, path: Path) -> Self:
        table = read(path, layout=AS_WRITTEN)
        lacking = [name for name in HEADINGS.values() if name not in table.columns]
        if lacking:
            raise LayoutRefused(place=path.name, what=f"少了欄位「{'、'.join(lacking)}」", limit=len(table), known=[])
        columns: dict[str, RoleChoice] = {}
        for number, row in enumerate(table.arrow.to_pylist(), 2):
            told = {key: str(row[heading] or "").strip() for key, heading in HEADINGS.items()}
            name = told.pop("column")
            if name:
                place = f"{path.name} 第 {number} 列"
                told["entity"] = entity_named(told["entity"])
                columns[name] = RoleChoice(**{**told, "role": _role(told["role"], place)})
        return cls(columns=columns)

    def to_sheet(self, path: str | Path) -> Path:
        """Write a row per column to xlsx, ods or csv, to be edited there and read back; an older sheet is replaced."""
        path = Path(path)
        rows = [
            (name, ROLE_LABELS[one.role], one.entity and entity_label(one.entity), one.reason, one.decided_by)
            for name, one in self.columns.items()
        ]
        path.parent.mkdir(parents=True, exist_ok=True)
        filled = [[text or None for text in row] for row in rows]
        write(Table.of(pd.DataFrame(filled, columns=list(HEADINGS.values()), dtype="string")), path)
        return path


def _role(text: str, place: str) -> Role:
    """Return the role of a label or name; raises SpecInvalid with the nearest."""
    for role, label in ROLE_LABELS.items():
        if text in {role, label}:
            return role
    raise SpecInvalid(place=place, what=f"沒有角色「{text}」，", near=near_miss(text, list(ROLE_LABELS.values())))
