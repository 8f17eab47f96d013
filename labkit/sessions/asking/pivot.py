"""Ask for a pivot as Excel does: rows, columns, values; what is chosen becomes pivots/<name>.yml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from labkit.core.batch import nobody_there
from labkit.core.html import Shown
from labkit.core.spec import checked
from labkit.core.table import Table
from labkit.core.yaml import YamlText
from labkit.pivots.aggregations import AGGREGATIONS
from labkit.pivots.spec import PivotSpec
from labkit.sessions.asking._form import button, refuse_empty, save_new, saving, wide
from labkit.sessions.publish import safe_name
from labkit.sessions.shown import said
from labkit.workspace.layout import Workspace

FOLDER = "pivots"
RECORDS = "（筆數）"
HOWS = ("sum", "mean", "median", "max", "min", "distinct")
DAYS = {"date", "datetime", "roc_date"}
BY = ("民國年月", "民國年", "星期")


def keys_of(table: Table) -> list[str]:
    """Return what may be put into rows and columns: every column, and dates also by month, year and weekday."""
    return [
        key for name, kind in table.schema.items() for key in (name, *(f"{name}:{by}" for by in BY if kind in DAYS))
    ]


def measures_of(table: Table) -> list[str]:
    """Return what may be put into values: the records, then the columns of numbers."""
    return [RECORDS, *(name for name, kind in table.schema.items() if kind == "number")]


def chosen_pivot(answers: Mapping[str, Any]) -> PivotSpec:
    """Return the pivot of the answers (name, table, rows, columns, value, how); raises AnswerMissing or SpecInvalid.

    >>> told = {"name": "里別件數", "table": "案件", "rows": ["里"], "columns": [], "value": "（筆數）", "how": "sum"}
    >>> chosen_pivot(told).values
    'count'
    """
    refuse_empty("樞紐", {"名稱": answers["name"], "列": "、".join(answers["rows"])})
    values = "count" if answers["value"] == RECORDS else {answers["value"]: answers["how"]}
    told = {name: answers[name] for name in ("name", "table")} | {"values": values}
    told |= {name: list(answers[name]) for name in ("rows", "columns")}
    return checked(PivotSpec, told, YamlText(told, place="表單", form=True))


def save_pivot(ws: Workspace, spec: PivotSpec) -> Shown:
    """Write the pivot under its name; raises FileExists, nothing is overwritten."""
    place = save_new(ws.root / FOLDER, safe_name(spec.name), spec)
    return said(f"已存成 {place}，重新執行這一本就會計算。")


def ask_pivot(ws: Workspace, tables: Mapping[str, Table]) -> Any:
    """Return a form like Excel's list of pivot fields; in a batch run only a sentence, the same each time."""
    if nobody_there():
        return said("批次執行時不詢問：樞紐的設定在 pivots/。")
    if not tables:
        return said("還沒有去識別化的資料表。請先執行 03_deidentification。")
    import ipywidgets as widgets  # noqa: PLC0415

    asked = {
        "name": wide(widgets.Text, "名稱", placeholder="例如：各行政區件數"),
        "table": wide(widgets.Dropdown, "資料表", options=list(tables)),
        "rows": wide(widgets.SelectMultiple, "列（可用 Ctrl 或 Shift 加方向鍵選幾個）", rows=6),
        "columns": wide(widgets.SelectMultiple, "欄（可以不選）", rows=4),
        "value": wide(widgets.Dropdown, "值"),
        "how": wide(widgets.Dropdown, "怎麼算", options=[(AGGREGATIONS[how].label, how) for how in HOWS]),
    }
    _follow(asked, tables)
    press, told = button("把這個樞紐存起來"), widgets.HTML()
    saving(press, told, lambda: save_pivot(ws, chosen_pivot({name: one.value for name, one in asked.items()})))
    return widgets.VBox([*asked.values(), press, told])


def _follow(asked: Mapping[str, Any], tables: Mapping[str, Table]) -> None:
    """Let the fields be those of the table that is chosen."""

    def fill(_: object = None) -> None:
        table = tables[asked["table"].value]
        options: dict[str, Sequence[str]] = {"rows": keys_of(table), "columns": keys_of(table)}
        for name, found in (options | {"value": measures_of(table)}).items():
            asked[name].options = found

    fill()
    asked["table"].observe(fill, names="value")
