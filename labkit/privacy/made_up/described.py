"""One column in a line for an outsider: kind, written form, role, how many cells are missing, categories or a rough range."""

from __future__ import annotations

from labkit.core.messages import say
from labkit.privacy.detection.shapes import shape
from labkit.privacy.made_up import categories, days, numbers
from labkit.privacy.made_up.column import is_identifier
from labkit.privacy.made_up.prompt_words import (
    ALL,
    ISO_DAY,
    ISO_MOMENT,
    MANY_TEXTS,
    NEARLY_ALL,
    NEARLY_NONE,
    NONE,
    WITHHELD,
)
from labkit.privacy.made_up.ranges import Range
from labkit.privacy.made_up.real import TENTHS, RealColumn
from labkit.privacy.roles import ROLE_LABELS
from labkit.privacy.withheld.search import Search
from labkit.taiwan.roc_dates import ROC_OFFSET

LISTED, SAMPLED, LONGEST_FORM, MOST = 20, 10, 20, 0.5
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
    if is_identifier(column):
        return _shape(column)
    if column.is_dated:
        return days.Written.of(column).shown
    return MANY_TEXTS if column.role == "free_text" else _number(column) or _shape(column)


def _number(column: RealColumn) -> str:
    """Return how numbers are written; nothing where the cells are none."""
    told = numbers.Numbers.of(column)
    if told is None:
        return ""
    parts = [f"小數 {told.decimals} 位" if told.decimals else "整數"]
    parts += ["千分位逗號"] if told.commas else []
    parts += [f"前有「{told.before}」"] if told.before else []
    parts += [f"後有「{told.after}」"] if told.after else []
    return "、".join(parts + ([f"另有記號「{'」「'.join(told.marks)}」"] if told.marks else []))


def _shape(column: RealColumn) -> str:
    """Return the shape of most cells, where at least ``k`` have it."""
    counted: dict[str, int] = {}
    for text, count in column.counts.items():
        form = shape(text.strip())
        counted[form] = counted.get(form, 0) + count
    form, count = max(counted.items(), key=lambda one: one[1])
    telling = any(sign in form for sign in "數英寫")
    return form if telling and count >= max(column.k, MOST * column.filled) and len(form) <= LONGEST_FORM else ""


def held(column: RealColumn, search: Search) -> str:
    """Return categories, or a rough range, or that nothing is told."""
    if column.role not in RANGED or is_identifier(column):
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
        listed = [name.strip() for name in names[: LISTED if len(names) <= LISTED else SAMPLED]]
        return "、".join(sorted(listed, key=lambda name: (len(name), name)) if listed[0].isdigit() else listed) + more
    return WITHHELD if column.role == "quasi" else ""


def _range(span: Range, told: numbers.Numbers) -> str:
    written_out = (f"{value:,.{max(told.decimals, 1)}f}" for value in (span.low, span.high))
    low, high = (text.rstrip("0").rstrip(".") for text in written_out)
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
