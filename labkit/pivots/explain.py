"""A pivot said twice more: as the steps that make it in Excel (對照 Excel), and as pandas code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from labkit.core.document import Document, Text
from labkit.core.expressions.pandas_code import pandas_code
from labkit.core.result import Result
from labkit.pivots.aggregations import AGGREGATIONS
from labkit.pivots.grouping import LABELS, KeySpec
from labkit.pivots.result import PivotResult
from labkit.pivots.spec import Measured, PivotSpec

IN_EXCEL = {"year", "quarter", "month", "hour", "bins", "day"}
AS_DATES = "pd.to_datetime(data[{column!r}])"
CODE: dict[str, str] = {
    "year": AS_DATES + ".dt.year",
    "roc_year": AS_DATES + ".dt.year - 1911",
    "quarter": AS_DATES + ".dt.quarter",
    "roc_quarter": AS_DATES + ".dt.to_period('Q')",
    "month": AS_DATES + ".dt.month",
    "roc_month": AS_DATES + ".dt.to_period('M')",
    "iso_week": AS_DATES + ".dt.to_period('W')",
    "weekday": AS_DATES + ".dt.dayofweek",
    "day": AS_DATES + ".dt.normalize()",
    "hour": "pd.to_datetime(data[{column!r}].astype('string'), format='mixed').dt.hour",
    "minutes": "pd.to_datetime(data[{column!r}].astype('string'), format='mixed').dt.floor('{minutes}min').dt.time",
    "fiscal_year": "(" + AS_DATES + " - pd.DateOffset(months={months})).dt.year",
}


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Explanation(Result):
    """How to make a pivot by hand: names of columns and settings alone, never a record."""

    counts_only: ClassVar[bool] = True
    excel: tuple[str, ...]
    pandas: str

    @property
    def summary(self) -> str:
        """Return what is explained."""
        return f"「{self.name}」的 Excel 步驟與 pandas 程式。"

    def to_document(self) -> Document:
        """Return the steps, numbered, and the code."""
        steps = [Text(f"{number}. {step}") for number, step in enumerate(self.excel, 1)]
        return Document(
            f"對照 Excel：{self.name}",
            (Text("Excel 步驟", "heading"), *steps, Text("pandas 程式", "heading"), Text(self.pandas, "note")),
        )


def explain(pivot: PivotResult) -> Explanation:
    """Say a pivot as Excel steps and as pandas code; what Excel cannot do is said where it would be done.

    >>> import pandas as pd, labkit as lk
    >>> explain(lk.pivot(pd.DataFrame({"里": ["a"]}), rows=["里"])).excel[1]
    '把「里」拖到「列」。'
    """
    return Explanation(name=pivot.name, excel=tuple(_excel(pivot.spec)), pandas=_pandas(pivot.spec))


def _excel(spec: PivotSpec) -> list[str]:
    steps = ["選取資料（去識別化後的資料表），按「插入」→「樞紐分析表」。"]
    if spec.where:
        steps.append(f"先篩選：只留{spec.where.sentence}的列（空白的格不算符合）。")
    for keys, place in ((spec.row_keys, "列"), (spec.column_keys, "欄")):
        steps += [f"把「{key.column}」拖到「{place}」。" + _grouped(key) for key in keys]
    steps += [_value(one) for one in spec.measures]
    for how in spec.shown:
        if how.how != "normal":
            along = f"，基本欄位選「{how.base}」" if how.base else ""
            steps.append(f"在值上按右鍵 →「值的顯示方式」→「{how.label}」{along}。")
    for name, count in spec.top.items():
        steps.append(
            f"「{name}」：值篩選 → 前 {count} 項；Excel 會把其餘的列拿掉、總計跟著變小，這裡則合併為「其他」，總計不變。"
        )
    steps.append("Excel 把空白的鍵寫成「(空白)」，這裡寫「未填」；兩者都算在總計裡。")
    return steps


def _grouped(key: KeySpec) -> str:
    if key.by is None:
        return ""
    if key.by in IN_EXCEL:
        return f"在欄位上按右鍵 →「組成群組」→ 依{LABELS[key.by]}（欄內有文字或空白時，Excel 無法組成群組）。"
    return f"Excel 沒有依{LABELS[key.by]}的群組：先加一個輔助欄位算出「{key.name}」，再拖那一欄。"


def _value(one: Measured) -> str:
    known = AGGREGATIONS[one.how]
    if one.how == "ratio":
        return f"「{one.label}」：分析 → 欄位、項目和集 → 計算欄位，公式＝{one.column or '件數'}/{one.below or '件數'}（先加總再相除）。"
    if one.test:
        return (
            f"「{one.label}」：先加一個輔助欄位，{one.test.sentence}時為 1、否則為 0，再把它拖到「值」並選「平均值」。"
        )
    if one.column is None:
        return "把任一沒有空白的欄位拖到「值」，彙總方式選「計數」。"
    if known.excel:
        extra = "；要先勾選「新增此資料至資料模型」" if one.how == "distinct" else ""
        return f"把「{one.column}」拖到「值」，彙總方式選「{known.excel}」{extra}。"
    return f"Excel 樞紐沒有「{known.label}」：這裡直接由原始各列計算「{one.column}」。"


def _pandas(spec: PivotSpec) -> str:
    lines = ["import pandas as pd", "", "# data：去識別化後的資料表"]
    if spec.where:
        lines.append(f"data = data[{pandas_code(spec.where.node)}]")
    lines += [f"data[{key.name!r}] = {_key_code(key)}" for key in spec.keys if key.by]
    for one in spec.measures:
        if one.test:
            lines.append(f"data[{one.label!r}] = {pandas_code(one.test.node)}.astype(float)  # 未填的列要另外排除")
    names = [key.name for key in spec.keys]
    grouped = f"data.groupby({names!r}, dropna=False, observed=True)" if names else "data.groupby(lambda _: '總計')"
    made = ", ".join(f"{one.label!r}: {_measure_code(one, grouped)}" for one in spec.measures)
    lines.append(f"table = pd.DataFrame({{{made}}})")
    if spec.columns and spec.rows:
        lines.append(f"table = table.unstack({[key.name for key in spec.column_keys]!r})")
    lines.append("# 小計與總計：用較少的鍵再 groupby 一次，不要把各格相加（平均、不重複數、中位數不可加總）")
    return "\n".join(lines)


def _key_code(key: KeySpec) -> str:
    if key.by == "bins":
        edges = list(key.edges)
        return (
            f"data[{key.column!r}] // {key.width:g} * {key.width:g}"
            if key.width
            else f"pd.cut(data[{key.column!r}], {edges}, right=False)"
        )
    if key.by == "working_day":
        return f"data[{key.column!r}].map(working_day_number)  # from labkit.taiwan.office_calendar"
    return CODE[str(key.by)].format(column=key.column, minutes=key.minutes, months=key.start_month - 1)


def _measure_code(one: Measured, grouped: str) -> str:
    if one.how == "ratio":
        above, below = (
            f"{grouped}[{name!r}].sum()" if name else f"{grouped}.size()" for name in (one.column, one.below)
        )
        return f"{above} / {below}"
    if one.test:
        return f"{grouped}[{one.label!r}].mean()"
    if one.column is None:
        return f"{grouped}.size()"
    if one.how == "share":
        return f"{grouped}[{one.column!r}].sum() / data[{one.column!r}].sum()"
    return f"{grouped}[{one.column!r}].agg({AGGREGATIONS[one.how].pandas})"
