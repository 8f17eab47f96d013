"""FieldMap: which columns of several systems mean the same. Proposed by labkit, decided by people, kept as YAML."""

from __future__ import annotations

from pydantic import Field

from labkit.core.spec import Spec, SpecPart


class MappedField(SpecPart):
    """One meaning: in each table the column that carries it, and the evidence for putting them together."""

    columns: dict[str, str] = Field(min_length=1)
    score: float = Field(default=1.0, ge=0, le=1)
    why: str = ""


class FieldMap(Spec):
    """Standard name -> the columns of each table. ``unmapped`` lists what was found to have no counterpart.

    >>> told = FieldMap(fields={"身分證號": MappedField(columns={"照管": "個案ID", "院內": "身分證"})})
    >>> told.columns_of("照管")
    {'個案ID': '身分證號'}
    """

    fields: dict[str, MappedField] = Field(default_factory=dict)
    unmapped: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    def columns_of(self, table: str) -> dict[str, str]:
        """Return the table's own names -> the standard names, as a recipe's ``columns`` takes them."""
        return {field.columns[table]: name for name, field in self.fields.items() if table in field.columns}
