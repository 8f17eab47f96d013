"""Cut addresses into their parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from labkit.cleaning.step import Cell, Distinct, Example, Missing, Part, ValueStep
from labkit.core.errors import StepRefused
from labkit.core.near import near_miss
from labkit.taiwan.addresses import NAMES, read_address


class SplitAddress(ValueStep):
    """For each part asked for, a new column 「欄位_部分」 holds what the address states; parts not stated stay missing.

    ``keep`` names the parts: 郵遞區號 縣市 鄉鎮市區 村里 鄰 路街 段 地名 巷 弄 衖 號 之 樓 樓之 室 其他. 台 becomes 臺 in names of
    counties and townships; numerals become digits, sections Chinese. Source: see ``labkit.taiwan.addresses``.
    """

    step: Literal["split_address"] = "split_address"
    label: ClassVar[str] = "拆解地址"
    label_en: ClassVar[str] = "Split address"
    repeats: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["地址"], "keep": ["縣市", "村里", "路街", "段", "號"]},
            {"地址": ["台北市萬華區新安里西園路2段12號", "連江縣南竿鄉介壽村15號", None]},
            {
                "地址": ["台北市萬華區新安里西園路2段12號", "連江縣南竿鄉介壽村15號", None],
                "地址_縣市": ["臺北市", "連江縣", None],
                "地址_村里": ["新安里", "介壽村", None],
                "地址_路街": ["西園路", None, None],
                "地址_段": ["二段", None, None],
                "地址_號": ["12", "15", None],
            },
        ),
    )
    columns: tuple[str, ...] = Field(min_length=1)
    keep: Distinct = ("縣市", "鄉鎮市區", "村里", "路街", "段", "巷", "弄", "號", "樓")

    def check(self, schema: Mapping[str, str], *, place: str) -> None:
        """Refuse a part that no address has."""
        del schema
        known = list(NAMES.values())
        for name in self.keep:
            if name not in known:
                raise StepRefused(place=place, what=f"地址沒有「{name}」這一部分。", near=near_miss(name, known))

    def parts(self, schema: Mapping[str, str]) -> tuple[Part, ...]:
        """Make one column for each part of each address."""
        del schema
        return tuple(
            Part((name,), {f"{name}_{one}": "text" for one in self.keep}) for name in dict.fromkeys(self.columns)
        )

    def value(self, *cells: Any) -> tuple[Cell | Missing, ...]:
        """Return the parts asked for."""
        found = read_address(str(cells[0]))
        fields = {label: name for name, label in NAMES.items()}
        return tuple(getattr(found, fields[one]) or None for one in self.keep)
