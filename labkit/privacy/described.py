"""One column in a line for an outsider: kind, written form, role, how many cells are missing, categories or a rough range."""

from __future__ import annotations

from labkit.core.messages import say
from labkit.privacy.detection.shapes import shape
from labkit.privacy.made_up import categories, days, numbers
from labkit.privacy.made_up.ranges import Range
from labkit.privacy.made_up.real import TENTHS, RealColumn
from labkit.privacy.prompt_words import (
    ALL,
    ISO_DAY,
    ISO_MOMENT,
    MANY_TEXTS,
    NEARLY_ALL,
    NEARLY_NONE,
    NONE,
    WITHHELD,
)
from labkit.privacy.roles import ROLE_LABELS
from labkit.privacy.withheld.search import Search
from labkit.taiwan.roc_dates import ROC_OFFSET

LISTED, LONGEST_FORM, MOST = 20, 20, 0.5
RANGED = frozenset({"safe", "quasi"})


def described(column: RealColumn, name: str, search: Search) -> list[str]:
    """Return name, kind, written form, role, missing share and content; what would tell something is left empty."""
    kind = say(f"column_kinds.{'boolean' if column.stored == 'boolean' else column.kind}")
    fixed = [ROLE_LABELS[column.role], missing(column)]
    form, content = written(column), held(column, search)
    free = [text if search.is_free(text) else "" for text in (form, content)]
    return [name, kind, free[0], *fixed, free[1]]


def missing(column: RealColumn) -> str:
    """Return about how many cells are missing, in tenths."""
    if column.filled == column.rows:
        return NONE
    if not column.filled:
        return ALL
    tenths = column.missing_tenths
    return NEARLY_NONE if not tenths else NEARLY_ALL if tenths == TENTHS else f"約 {tenths} 成"


def written(column: RealColumn) -> str:
    """Return how the cells are written."""
    if column.stored in {"date", "datetime"}:
        return ISO_DAY if column.stored == "date" else ISO_MOMENT
    if not column.filled or column.stored == "boolean":
        return ""
    if column.is_dated and column.role != "direct":
        return days.Written.of(column).shown
    if column.role == "free_text":
        return MANY_TEXTS
    told = numbers.Numbers.of(column) if column.role != "direct" else None
    if told:
        parts = [f"小數 {told.decimals} 位" if told.decimals else "整數"]
        parts += ["千分位逗號"] if told.commas else []
        parts += [f"前有「{told.before}」"] if told.before else []
        return "、".join(parts + ([f"後有「{told.after}」"] if told.after else []))
    return _shape(column)


def _shape(column: RealColumn) -> str:
    """Return the shape of most cells, where at least ``k`` have it."""
    counted: dict[str, int] = {}
    for text, count in column.counts.items():
        form = shape(text.strip())
        counted[form] = counted.get(form, 0) + count
    form, count = max(counted.items(), key=lambda one: one[1])
    return form if count >= max(column.k, MOST * column.filled) and len(form) <= LONGEST_FORM else ""


def held(column: RealColumn, search: Search) -> str:
    """Return categories, or a rough range, or that nothing is told."""
    if column.role not in RANGED:
        return WITHHELD
    if column.stored == "boolean" or not column.filled:
        return ""
    if column.is_dated:
        return _years(column)
    names = categories.told(column, search.is_free)
    few = numbers.is_codes(column)
    told = None if names and few else numbers.Numbers.of(column)
    if told:
        return f"大約 {_range(told.span, told)}" if told.span else ""
    if column.role == "safe" and (few or categories.is_categories(column, names)):
        more = "等" if len(names) > LISTED or len(names) < len(column.counts) else ""
        listed = [name.strip() for name in names[:LISTED]]
        return "、".join(sorted(listed) if listed[0].isascii() else listed) + more
    return WITHHELD if column.role == "quasi" else ""


def _range(span: Range, told: numbers.Numbers) -> str:
    places = 0 if span.low == int(span.low) and span.high == int(span.high) else max(told.decimals, 1)
    low, high = (f"{value:,.{places}f}" for value in (span.low, span.high))
    return f"{low} 到 {high}{told.after.strip()}"


def _years(column: RealColumn) -> str:
    years = days.years_of(column)
    if years is None:
        return ""
    first, last = years
    era = "西元"
    if column.kind == "roc_date":
        first, last, era = first - ROC_OFFSET, last - ROC_OFFSET, "民國"
    return f"大約{era} {first} 年" if first == last else f"大約{era} {first} 年到 {last} 年"
