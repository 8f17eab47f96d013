"""Leave columns out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from labkit.cleaning.step import Example, TableStep
from labkit.core.engines import Lazy
from labkit.core.errors import StepRefused


class DropColumns(TableStep):
    """The named columns go; all rows stay. The recipe names what was left out, and ``why`` says for what reason."""

    step: Literal["drop_columns"] = "drop_columns"
    label: ClassVar[str] = "移除欄位"
    label_en: ClassVar[str] = "Drop columns"
    repeats: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"columns": ["備註"]}, {"里": ["新安里", None], "備註": ["x", "y"]}, {"里": ["新安里", None]}),
    )
    columns: tuple[str, ...] = Field(min_length=1)

    def check(self, schema: Mapping[str, str], *, place: str) -> None:
        """Refuse to leave nothing."""
        if set(schema) <= set(self.columns):
            raise StepRefused(place=place, what="這一步會移除全部欄位，請至少留下一欄。")

    def rows(self, relation: Lazy, schema: Mapping[str, str]) -> Lazy:
        """Return the rows without the columns."""
        del schema
        return relation.drop(*dict.fromkeys(self.columns))
