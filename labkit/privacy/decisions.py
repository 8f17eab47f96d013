"""What a team decided about the columns of a table: role, why, who. Kept in YAML or Excel, and met again by the next scan."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from labkit.core.errors import LayoutRefused, SpecInvalid
from labkit.core.near import near_miss
from labkit.core.spec import Spec, SpecPart
from labkit.privacy.roles import ROLE_LABELS, Role
from labkit.tables.read import read
from labkit.tables.sheet import ReadSpec

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
                columns[name] = RoleChoice(**{**told, "role": _role(told["role"], f"{path.name} 第 {number} 列")})
        return cls(columns=columns)

    def rows(self) -> list[tuple[str, ...]]:
        """Return a row per column as the sheet has it: 欄位, 角色, 種類, 理由, 誰決定的."""
        return [
            (name, ROLE_LABELS[one.role], one.entity, one.reason, one.decided_by) for name, one in self.columns.items()
        ]


def _role(text: str, place: str) -> Role:
    """Return the role of a label or name; raises SpecInvalid with the nearest."""
    for role, label in ROLE_LABELS.items():
        if text in {role, label}:
            return role
    raise SpecInvalid(place=place, what=f"沒有角色「{text}」，", near=near_miss(text, list(ROLE_LABELS.values())))


def keep_decisions(proposed: Roles, before: Roles | None) -> Roles:
    """Return the proposed roles with what was decided before in their place; columns that are gone stay listed nowhere.

    >>> old = Roles.model_validate({"columns": {"里": {"role": "quasi", "decided_by": "秘書室"}}})
    >>> keep_decisions(Roles.model_validate({"columns": {"里": {"role": "safe"}}}), old).columns["里"].role
    'quasi'
    """
    kept: Mapping[str, RoleChoice] = before.decided if before else {}
    return Roles(columns={name: kept.get(name, one) for name, one in proposed.columns.items()})
