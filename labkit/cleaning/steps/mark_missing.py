"""Say that a mark means missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, Self

import narwhals as nw
from pydantic import Field

from labkit.cleaning.evidence import MARKS, Evidence, one_for_all
from labkit.cleaning.step import Example, ExpressionStep
from labkit.taiwan.variants import BLANKS


class MarkMissing(ExpressionStep):
    """Cells that hold one of ``marks``, and blanks around it, become missing. Only the marks named here; none is guessed."""

    step: Literal["mark_missing"] = "mark_missing"
    label: ClassVar[str] = "標示未填"
    turn: ClassVar[int] = 30
    label_en: ClassVar[str] = "Mark missing"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["罰鍰"], "marks": ["無", "－"]},
            {"罰鍰": ["20000", "無", " － ", "無照", None]},
            {"罰鍰": ["20000", None, None, "無照", None]},
        ),
    )
    columns: tuple[str, ...]
    marks: tuple[str, ...] = Field(min_length=1)

    @classmethod
    def propose(cls, evidence: Evidence) -> list[Self]:
        """Propose the marks that stand in columns with other values too."""
        marks: set[str] = set()
        found: dict[str, int] = {}
        for one in evidence.texts:
            known = MARKS if one.kind in {"number", "code", "roc_date", "date"} else MARKS - {"無"}  # 無 is also a kind
            seen = {text: count for text, count in one.counts.items() if text.strip(BLANKS) in known}
            if seen and sum(seen.values()) < one.cells:
                found[one.name] = sum(seen.values())
                marks |= {text.strip(BLANKS) for text in seen}
        return one_for_all(
            found, lambda names, count: cls(columns=names, marks=tuple(sorted(marks)), why=f"{count:,} 格是未填的記號")
        )

    def expressions(self, schema: Mapping[str, str], *, engine: str) -> dict[str, nw.Expr]:
        """Keep a cell unless its trimmed text is a mark; columns that are no text have no marks."""
        del engine
        texts = [name for name in self.columns if schema[name] == "text"]
        return {name: nw.when(~self._is_mark(name)).then(nw.col(name)) for name in texts}

    def _is_mark(self, name: str) -> nw.Expr:
        present = ~nw.col(name).is_null()
        return (
            nw.when(present)
            .then(nw.col(name).str.strip_chars(BLANKS).is_in(list(self.marks)))
            .otherwise(nw.lit(value=False))
        )
