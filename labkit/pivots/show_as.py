"""The fifteen ways to show a value, as Excel's 值的顯示方式 has them; the one place that fixes their names.

Names follow ECMA-376 part 1, 18.18.70 (ST_ShowDataAs) and its extension of Excel 2010 (MS-XLSX 2.6.79, ST_PivotShowAs), in
snake case; the zh-TW labels are those of Excel's own menu. Ties share a rank, and none is skipped.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator

from labkit.core.spec import SpecPart

Name = Literal[
    "normal",
    "percent_of_total",
    "percent_of_col",
    "percent_of_row",
    "percent",
    "percent_of_parent_row",
    "percent_of_parent_col",
    "percent_of_parent",
    "difference",
    "percent_diff",
    "run_total",
    "percent_of_running_total",
    "rank_ascending",
    "rank_descending",
    "index",
]
SHOW_AS: dict[str, str] = {
    "normal": "無計算",
    "percent_of_total": "總計百分比",
    "percent_of_col": "欄總和百分比",
    "percent_of_row": "列總和百分比",
    "percent": "百分比",
    "percent_of_parent_row": "父項列總和百分比",
    "percent_of_parent_col": "父項欄總和百分比",
    "percent_of_parent": "父項總和百分比",
    "difference": "差異",
    "percent_diff": "差異百分比",
    "run_total": "計算加總至",
    "percent_of_running_total": "計算加總至百分比",
    "rank_ascending": "最小到最大排列",
    "rank_descending": "最大到最小排列",
    "index": "索引",
}
WORDS: dict[str, str] = {
    "percent_of_total": "每格除以總計",
    "percent_of_col": "每格除以該欄的總計",
    "percent_of_row": "每格除以該列的總計",
    "percent": "每格除以「{base}」為{item}的那一格",
    "percent_of_parent_row": "每格除以上一層列小計",
    "percent_of_parent_col": "每格除以上一層欄小計",
    "percent_of_parent": "每格除以所屬「{base}」的小計",
    "difference": "每格減去「{base}」為{item}的那一格",
    "percent_diff": "每格減去「{base}」為{item}的那一格，再除以那一格",
    "run_total": "沿「{base}」由前往後累加",
    "percent_of_running_total": "沿「{base}」由前往後累加，再除以全部的和",
    "rank_ascending": "沿「{base}」由小到大的名次；同值同名次，名次不跳號",
    "rank_descending": "沿「{base}」由大到小的名次；同值同名次，名次不跳號",
    "index": "（格值×總計）÷（列總計×欄總計）；大於 1 表示高於平均配比",
}
PERCENTS = {name for name in get_args(Name) if name.startswith("percent")}
WITH_BASE = {
    "percent", "percent_of_parent", "difference", "percent_diff", "run_total", "percent_of_running_total",
    "rank_ascending", "rank_descending",
}  # fmt: skip
WITH_ITEM = {"percent", "difference", "percent_diff"}
ITEMS = {"previous": "前一項", "next": "後一項"}


class ShowAs(SpecPart):
    """How a value is shown. ``base`` is the key along which it is compared (the last row key unless told).

    ``item`` is the value of ``base`` that a cell is compared with: ``previous``, ``next``, or one of its values.
    """

    how: Name
    base: str = ""
    item: str = "previous"

    @property
    def label(self) -> str:
        """Return Excel's name of it."""
        return SHOW_AS[self.how]

    @property
    def is_percent(self) -> bool:
        """Tell whether the shown number is a share."""
        return self.how in PERCENTS

    def words(self, base: str) -> str:
        """Return the definition that is printed under the table; ``base`` is the key that it is computed along."""
        told = WORDS[self.how].format(base=self.base or base, item=ITEMS.get(self.item, f"「{self.item}」"))
        return f"{self.label}：{told}。"


NAMES = {label: name for name, label in SHOW_AS.items()}


def _of_name(value: object) -> object:
    """Let a name, or Excel's own label, stand for the whole."""
    return {"how": NAMES.get(value, value)} if isinstance(value, str) else value


ShownText = Annotated[ShowAs, BeforeValidator(_of_name)]
